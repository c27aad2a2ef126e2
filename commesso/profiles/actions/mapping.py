"""The event store's map: which visitor id belongs to which person."""

from collections.abc import Sequence

from commesso.events import facts
from commesso.events.profiles import IdentitiesLinked
from commesso.events.stream import StreamEvent
from commesso.infra import api as infra


def save_links(events: Sequence[StreamEvent]) -> None:
    """Write links as they were told. Twice is the same as once: the higher version wins."""
    rows = []
    for event in events:
        fact = facts.from_stream(event)
        assert isinstance(fact, IdentitiesLinked)
        rows += [
            {
                "store_id": fact.store_id,
                "visitor_id": link.visitor_id,
                "profile_id": str(link.profile_id),
                "version": link.version,
            }
            for link in fact.links
        ]
    infra.insert_rows("identities", rows)
