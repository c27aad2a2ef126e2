from collections.abc import Sequence

from commesso.events import facts
from commesso.events.discovery import AssistantChanged
from commesso.events.profiles import ProfileErased
from commesso.events.stream import StreamEvent
from commesso.onsite.actions.assistant import note_assistant
from commesso.onsite.actions.sign_ups import forget_sign_ups


def on_profile_erased(events: Sequence[StreamEvent]) -> None:
    for event in events:
        erased = facts.from_stream(event)
        assert isinstance(erased, ProfileErased)
        forget_sign_ups(erased.store_id, erased.visitor_ids)


def on_assistant_changed(events: Sequence[StreamEvent]) -> None:
    for event in events:
        changed = facts.from_stream(event)
        assert isinstance(changed, AssistantChanged)
        note_assistant(changed)
