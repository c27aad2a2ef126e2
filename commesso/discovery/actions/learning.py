"""What answers tell of shoppers who agreed to be known."""

from commesso.discovery.queries.guides import find_guide
from commesso.discovery.rules.guiding.learning import learn
from commesso.events.stream import StreamEvent
from commesso.profiles import api as profiles
from commesso.profiles.contracts import ANONYMOUS_ID, USER_ID

_PURPOSE = "personalisation"


def learn_from_answer(event: StreamEvent, guide: str, question: str, option: str) -> None:
    """Keep an answer as traits, with consent to personalisation. What no guide of the shop asks is not kept."""
    if not (guide and question and option):
        return
    kind, value = (USER_ID, event.user_id) if event.user_id else (ANONYMOUS_ID, event.anonymous_id)
    profile = profiles.find_profile(event.store_id, kind, value)
    if profile is None or not profiles.has_consent(event.store_id, profile.id, purpose=_PURPOSE):
        return
    asked = find_guide(event.store_id, guide)
    traits = learn(asked, question=question, option=option) if asked else {}
    if traits:
        profiles.note_traits(
            store_id=event.store_id,
            profile_id=profile.id,
            traits=traits,
            at=event.at,
            told_by=event.id,
            source=f"guide:{guide}"[:60],
        )
