"""Events and people for the tests of this room."""

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from typing import Any

import msgspec
from django.db import transaction

from commesso.events.stream import Kind, StreamEvent
from commesso.kernel.ids import EventId, ProfileId, SourceId, StoreId, new_event_id, visitor_id
from commesso.profiles import subscribers
from commesso.profiles.contracts import Node
from commesso.profiles.models import Identifier

NOON = datetime(2026, 3, 1, 12, 0, tzinfo=UTC)


def make_event(
    kind: Kind = Kind.PAGE,
    *,
    user: str = "",
    anonymous: str = "",
    minute: float = 0,
    name: str = "",
    traits: dict[str, Any] | None = None,
    context: dict[str, Any] | None = None,
    previous: str = "",
    event_id: str = "",
    store_id: int = 1,
) -> StreamEvent:
    at = NOON + timedelta(minutes=minute)
    return StreamEvent(
        id=EventId(event_id) if event_id else new_event_id(),
        store_id=StoreId(store_id),
        source_id=SourceId(1),
        kind=kind,
        name=name,
        at=at,
        received_at=at,
        visitor_id=visitor_id(user_id=user, anonymous_id=anonymous),
        user_id=user,
        anonymous_id=anonymous,
        session_id="",
        props=msgspec.Raw(msgspec.json.encode(traits or {})),
        context=msgspec.Raw(msgspec.json.encode(context or {})),
        previous_id=previous,
    )


def page(**values: Any) -> StreamEvent:
    return make_event(Kind.PAGE, **values)


def track(name: str, **values: Any) -> StreamEvent:
    return make_event(Kind.TRACK, name=name, **values)


def identify(traits: dict[str, Any] | None = None, **values: Any) -> StreamEvent:
    return make_event(Kind.IDENTIFY, traits=traits, **values)


def alias(**values: Any) -> StreamEvent:
    return make_event(Kind.ALIAS, **values)


def hear(*events: StreamEvent) -> None:
    """Hand over a block as the runner does."""
    with transaction.atomic():
        subscribers.on_stream(events)


def people(store_id: StoreId) -> dict[Node, ProfileId]:
    """Who each identifier belongs to."""
    rows = Identifier.objects.for_store(store_id).values_list("kind", "value", "profile__root_id")
    return {Node(kind, value): ProfileId(root) for kind, value, root in rows}


def groups(found: Iterable[tuple[Node, object]]) -> set[frozenset[Node]]:
    """Identifiers by person, whatever the persons are called."""
    by_person: dict[object, set[Node]] = {}
    for node, person in found:
        by_person.setdefault(person, set()).add(node)
    return {frozenset(nodes) for nodes in by_person.values()}
