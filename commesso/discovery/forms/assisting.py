"""What the assistant's doors are told of a shop."""

from typing import Any

from commesso.discovery.contracts.assisting import Situation
from commesso.discovery.queries.assistant import AssistantDesk, GuideOffer
from commesso.discovery.rules.assisting.greeting import NAME, fill_link, find_language, say_words
from commesso.discovery.rules.guiding.wording import Voice


def tell_desk(desk: AssistantDesk, voice: Voice) -> dict[str, Any]:
    """The assistant as its shop's pages need it; the same for every visitor."""
    info = desk.info
    if not info.is_on:
        return {"is_on": False}
    return {
        "is_on": True,
        "language": find_language(voice),
        "side": info.side,
        "name": say_words(info, NAME, voice),
        "greetings": {each.value: say_words(info, each.value, voice) for each in Situation},
        "guides": [tell_guide(guide, voice) for guide in desk.guides],
        "links": {
            "order": fill_link(info.order_url, voice.language),
            "contact": fill_link(info.contact_url, voice.language),
        },
    }


def tell_guide(guide: GuideOffer, voice: Voice) -> dict[str, str]:
    return {"key": guide.key, "title": voice.say(guide.titles) or guide.name, "category": guide.category}
