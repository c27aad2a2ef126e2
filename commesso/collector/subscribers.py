from collections.abc import Sequence

from commesso.collector.actions import forget_visits
from commesso.events import facts
from commesso.events.profiles import ProfileErased
from commesso.events.stream import StreamEvent


def on_profile_erased(events: Sequence[StreamEvent]) -> None:
    for event in events:
        erased = facts.from_stream(event)
        assert isinstance(erased, ProfileErased)
        forget_visits(erased.store_id, erased.visitor_ids)
