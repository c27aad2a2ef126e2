"""Facts: what a room decided and wrote, told to the others as frozen dataclasses."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, ClassVar, TypeVar

import msgspec

from commesso.events.stream import NO_SOURCE, Kind, StreamEvent
from commesso.kernel.ids import EventId, StoreId, VisitorId, new_event_id

F = TypeVar("F", bound="type[Fact]")

_by_name: dict[str, "type[Fact]"] = {}
_NOBODY = VisitorId("")
_HEADER = frozenset({"id", "store_id", "at", "visitor_id", "user_id", "anonymous_id"})


@dataclass(frozen=True, kw_only=True)
class Fact:
    """Base of every fact. Named in the past: `OrderShipped`, `ProfilesMerged`.

    `at` is when it happened in the shop's world (an imported order keeps its own date).
    `visitor_id` files it under a shopper for reports; leave it empty where nobody is meant.

    A *private* fact names shoppers in its body, for the rooms that keep copies of who is who. No report needs
    it, so the event store does not get it; and it says itself what is left of it `without` somebody.
    """

    room: ClassVar[str] = ""
    is_private: ClassVar[bool] = False

    store_id: StoreId
    at: datetime
    visitor_id: VisitorId = _NOBODY
    user_id: str = ""
    anonymous_id: str = ""
    id: EventId = field(default_factory=new_event_id)

    def without(self, visitor_ids: Collection[VisitorId]) -> "Fact | None":
        """Return what stays when these visitors are erased, or None. Private facts look into their bodies."""
        return None if self.visitor_id in visitor_ids else self


def fact(cls: F) -> F:
    """Register a fact under its class name, which is its name on the stream for ever."""
    known = _by_name.get(cls.__name__)
    if known is not None and known is not cls:
        raise TypeError(f"Two facts are called {cls.__name__}. Rename one: the name is the address.")
    _by_name[cls.__name__] = cls
    return cls


def list_facts() -> Iterable[type[Fact]]:
    """Every registered fact, for the reference page."""
    return sorted(_by_name.values(), key=lambda each: each.__name__)


def is_private(event: StreamEvent) -> bool:
    """Say whether an event of the stream names shoppers in its body for the rooms alone."""
    if event.kind != Kind.FACT:
        return False
    cls = _by_name.get(event.name)
    return cls is not None and cls.is_private


def forget(event: StreamEvent, visitor_ids: Collection[VisitorId]) -> StreamEvent | None:
    """Return what stays of an event of the stream when these visitors are erased, or None."""
    if event.visitor_id in visitor_ids:
        return None
    if not is_private(event):
        return event
    before = from_stream(event)
    after = before.without(visitor_ids)
    if after is before:
        return event
    return msgspec.structs.replace(event, props=_write_body(after)) if after else None


def to_stream(event: Fact, *, received_at: datetime, caused_by: str = "", hops: int = 0) -> StreamEvent:
    """Write a fact as a stream event; everything but the header goes into `props`."""
    return StreamEvent(
        id=event.id,
        store_id=event.store_id,
        source_id=NO_SOURCE,
        kind=Kind.FACT,
        name=type(event).__name__,
        at=event.at,
        received_at=received_at,
        visitor_id=event.visitor_id,
        user_id=event.user_id,
        anonymous_id=event.anonymous_id,
        session_id="",
        props=_write_body(event),
        caused_by=caused_by,
        hops=hops,
    )


def _write_body(event: Fact) -> msgspec.Raw:
    body = {name: getattr(event, name) for name in event.__dataclass_fields__ if name not in _HEADER}
    return msgspec.Raw(msgspec.json.encode(body))


def from_stream(event: StreamEvent) -> Fact:
    """Read a fact back. Raise LookupError when this version does not know the name."""
    cls = _by_name.get(event.name)
    if cls is None:
        raise LookupError(
            f"No fact is called {event.name!r} here. It may come from a newer version: update first."
        )
    body: dict[str, Any] = msgspec.json.decode(event.props)
    header = {name: getattr(event, name) for name in _HEADER}
    return msgspec.convert({**body, **header}, cls, strict=True)
