"""Events that were set aside: what they are, and what becomes of them."""

import time
from collections.abc import Collection

import msgspec
from django.db import transaction

from commesso.events.stream import Kind, StreamEvent
from commesso.infra import outbox
from commesso.infra.contracts import SetAsideEvent
from commesso.infra.eventstore.client import insert_rows
from commesso.infra.models import SetAside
from commesso.infra.stream.load import CONSUMER, drop_known, to_row
from commesso.infra.stream.registry import list_subscriptions
from commesso.kernel.clock import now
from commesso.kernel.errors import CommessoError, NotFound
from commesso.kernel.ids import StoreId, VisitorId
from commesso.kernel.pages import Page, read_cursor, write_cursor

_AT_ONCE, _AT_ONCE_SECONDS = 100, 10.0  # so much fits into one request
_decode = msgspec.json.Decoder(StreamEvent).decode


class NobodyListens(CommessoError):
    """The consumer an event was meant for is not part of this version."""


def list_set_aside(store_id: StoreId, *, cursor: str = "", limit: int = 50) -> Page[SetAsideEvent]:
    """Return a shop's events that some consumer could not take, the last set aside first."""
    rows = SetAside.objects.filter(store_id=store_id).order_by("-pk")
    if keys := read_cursor(cursor, int):
        rows = rows.filter(pk__lt=keys[0])
    found = [_info(row) for row in rows[: limit + 1]]
    shown = found[:limit]
    return Page(items=tuple(shown), next_cursor=write_cursor(shown[-1].id) if len(found) > limit else "")


def get_set_aside(store_id: StoreId, set_aside_id: int) -> SetAsideEvent:
    """Return one of a shop's events that were set aside. Raise NotFound."""
    return _info(_row_for(store_id, set_aside_id))


def retry_set_aside(*, store_id: StoreId, set_aside_id: int) -> str:
    """Hand an event to its consumer once more.

    Return "" when it was taken, and the row is gone; else why not, and the row stays. Raise NotFound.
    """
    try:
        with transaction.atomic():
            row = _row_for(store_id, set_aside_id, lock=True)
            _hand_over(row.consumer, _decode(bytes(row.event)))
            row.delete()
    except NotFound:
        raise
    except Exception as error:  # noqa: BLE001 whatever a room raises, the event stays and says why
        reason = repr(error)[:2000]
        SetAside.objects.filter(store_id=store_id, pk=set_aside_id).update(error=reason, set_aside_at=now())
        return reason
    return ""


def retry_all_set_aside(*, store_id: StoreId) -> tuple[int, int]:
    """Hand a shop's events that were set aside over once more, the oldest first; at most a hundred.

    Return how many were taken, and how many were not.
    """
    until = time.monotonic() + _AT_ONCE_SECONDS
    rows = SetAside.objects.filter(store_id=store_id).order_by("pk").values_list("pk", flat=True)
    outcomes = [
        retry_set_aside(store_id=store_id, set_aside_id=key)
        for key in rows[:_AT_ONCE]
        if time.monotonic() < until
    ]
    return outcomes.count(""), len(outcomes) - outcomes.count("")


def discard_set_aside(*, store_id: StoreId, set_aside_id: int) -> None:
    """Give up that a consumer takes this event. The others have it. Raise NotFound."""
    _row_for(store_id, set_aside_id).delete()


def erase_set_aside(store_id: StoreId, visitor_ids: Collection[VisitorId]) -> int:
    """Remove the events filed under these visitors; return how many."""
    rows = SetAside.objects.filter(store_id=store_id)
    found = [row.pk for row in rows if _decode(bytes(row.event)).visitor_id in visitor_ids]
    rows.filter(pk__in=found).delete()
    return len(found)


def _row_for(store_id: StoreId, set_aside_id: int, *, lock: bool = False) -> SetAside:
    rows = SetAside.objects.select_for_update() if lock else SetAside.objects.all()
    row = rows.filter(store_id=store_id, pk=set_aside_id).first()
    if row is None:
        raise NotFound(f"No event {set_aside_id} of this shop is set aside.")
    return row


def _hand_over(consumer: str, event: StreamEvent) -> None:
    if consumer == CONSUMER:
        insert_rows(
            "events",
            [to_row(each) for each in drop_known([event])],
            token=f"again:{event.store_id}:{event.id}",
        )
        return
    for each in list_subscriptions():
        if each.name == consumer:
            with outbox.caused_by(event if event.kind == Kind.FACT else None):
                each.handle([event])
            return
    raise NobodyListens(f"Nobody hears the stream as {consumer!r} in this version. Discard the event.")


def _info(row: SetAside) -> SetAsideEvent:
    return SetAsideEvent(
        id=row.pk,
        consumer=row.consumer,
        event=_decode(bytes(row.event)),
        error=row.error,
        set_aside_at=row.set_aside_at,
    )
