"""What the room hears on the stream."""

from collections.abc import Sequence

from commesso.events.stream import Kind, StreamEvent
from commesso.profiles.actions import identities, mapping

KINDS = (Kind.IDENTIFY, Kind.ALIAS, Kind.GROUP, Kind.TRACK, Kind.PAGE, Kind.SCREEN)


def on_stream(events: Sequence[StreamEvent]) -> None:
    """Learn from every shopper event who is who."""
    identities.link_block(events)


def on_identities_linked(events: Sequence[StreamEvent]) -> None:
    """Keep the event store's map from visitor to person."""
    mapping.save_links(events)
