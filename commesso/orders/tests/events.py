"""Events as a shop sends them, and the facts that follow."""

from datetime import UTC, datetime, timedelta
from typing import Any, TypeVar

import msgspec

from commesso.events.facts import Fact
from commesso.events.stream import Kind, StreamEvent
from commesso.infra import api as infra
from commesso.kernel.ids import EventId, SourceId, StoreId, new_event_id, visitor_id

NOON = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)


def make_event(
    store_id: StoreId,
    name: str,
    minutes: float = 0,
    /,
    *,
    user: str = "",
    anonymous: str = "",
    email: str = "",
    id: str = "",  # noqa: A002 (the event's own word)
    **props: Any,
) -> StreamEvent:
    at = NOON + timedelta(minutes=minutes)
    if email:
        props["email"] = email
    return StreamEvent(
        id=EventId(id or new_event_id()),
        store_id=store_id,
        source_id=SourceId(1),
        kind=Kind.TRACK,
        name=name,
        at=at,
        received_at=at,
        visitor_id=visitor_id(user_id=user, anonymous_id=anonymous, email=email),
        user_id=user,
        anonymous_id=anonymous,
        session_id="",
        props=msgspec.Raw(msgspec.json.encode(props)),
    )


F = TypeVar("F", bound=Fact)


def list_facts(kind: type[F]) -> list[F]:
    """Return the facts of a kind published so far, in order."""
    facts = infra.list_waiting_facts()
    return [fact for fact in facts if isinstance(fact, kind)]
