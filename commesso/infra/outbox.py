"""The outbox: facts written with the state they tell of, then appended to the stream.

A relay claims rows in batches, appends them to the lane `facts` (durable), then deletes them. A crash
between the two appends them again under the same ids; consumers are idempotent.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

import msgspec
from django.db import connection, transaction

from commesso.events.facts import Fact, from_stream, to_stream
from commesso.events.stream import StreamEvent
from commesso.infra.models import OutboxRow
from commesso.kernel.clock import now
from commesso.kernel.errors import CommessoError

MAX_HOPS = 8
_BATCH = 2_000
_cause: ContextVar[StreamEvent | None] = ContextVar("cause", default=None)
_decoder = msgspec.json.Decoder(StreamEvent)


class EventLoop(CommessoError):
    """Facts cause each other without end."""


def publish(*facts: Fact) -> None:
    """Tell `facts` to the stream when the present transaction commits; never if it rolls back.

    Call it inside `transaction.atomic()`: the fact and the state it tells of must live or die together.
    """
    if not facts:
        return
    if not connection.in_atomic_block:
        raise RuntimeError(
            "publish() was called outside a transaction. Wrap the action in transaction.atomic()."
        )
    cause = _cause.get()
    hops = cause.hops + 1 if cause and cause.kind == "fact" else 0
    if cause and hops > MAX_HOPS:
        raise EventLoop(
            f"{type(facts[0]).__name__} was caused by {cause.name} {cause.id} after {hops} facts in a row. "
            "Two subscribers answer each other; make one of them stop when nothing changed."
        )
    received_at, caused_by = now(), cause.id if cause else ""
    OutboxRow.objects.bulk_create(
        OutboxRow(
            event=msgspec.json.encode(
                to_stream(each, received_at=received_at, caused_by=caused_by, hops=hops)
            )
        )
        for each in facts
    )


@contextmanager
def caused_by(event: StreamEvent | None) -> Iterator[None]:
    """Name the event that leads to what is published inside."""
    token = _cause.set(event)
    try:
        yield
    finally:
        _cause.reset(token)


def take_batch() -> tuple[list[int], list[StreamEvent]]:
    """Return the ids and events of the oldest waiting rows."""
    rows = list(OutboxRow.objects.order_by("id").values_list("id", "event")[:_BATCH])
    return [row_id for row_id, _ in rows], [_decoder.decode(bytes(event)) for _, event in rows]


def list_waiting_facts() -> list[Fact]:
    """Return the facts that are published and not yet on the stream, oldest first."""
    return [from_stream(event) for event in take_batch()[1]]


def delete_batch(row_ids: list[int]) -> None:
    with transaction.atomic():
        OutboxRow.objects.filter(id__in=row_ids).delete()
