"""What an answer says of the shopper who gave it, as traits: for segments, mails and the customer's page."""

import re

from commesso.discovery.contracts.guiding import GuideInfo
from commesso.discovery.rules.guiding.asking import ANY, UNKNOWN
from commesso.discovery.rules.guiding.families import FAMILY, name_family

LOOKING_FOR = "looking_for"
_LONGEST = 60


def learn(guide: GuideInfo, *, question: str, option: str) -> dict[str, str | None]:
    """Return the traits that follow from an answer. Whoever passes a question takes back what they said before."""
    said = None if option in {ANY, UNKNOWN} else option
    if question.startswith(FAMILY):
        family = name_family(said) if said and not said.startswith("*") else None
        return {LOOKING_FOR: family} if family else {}
    name = re.sub(r"[^\w]+", "_", question.casefold())[:_LONGEST].strip("_")
    looking = {LOOKING_FOR: name_family(guide.category) or guide.name} if guide.category else {}
    return {**looking, f"guide_{guide.key}_{name}"[:100]: said}
