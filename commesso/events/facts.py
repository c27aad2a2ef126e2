"""Facts: what a room decided and wrote, told to the others as frozen dataclasses."""

from collections.abc import Iterable
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
    """

    room: ClassVar[str] = ""

    store_id: StoreId
    at: datetime
    visitor_id: VisitorId = _NOBODY
    user_id: str = ""
    anonymous_id: str = ""
    id: EventId = field(default_factory=new_event_id)


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


def to_stream(event: Fact, *, received_at: datetime, caused_by: str = "", hops: int = 0) -> StreamEvent:
    """Write a fact as a stream event; everything but the header goes into `props`."""
    body = {name: getattr(event, name) for name in event.__dataclass_fields__ if name not in _HEADER}
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
        props=msgspec.Raw(msgspec.json.encode(body)),
        caused_by=caused_by,
        hops=hops,
    )


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
