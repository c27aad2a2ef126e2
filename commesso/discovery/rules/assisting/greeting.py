"""How the assistant greets: in the shop's own words where it wrote some, else in ours."""

from collections.abc import Mapping
from typing import Any

from commesso.discovery.contracts.assisting import AssistantInfo, Situation
from commesso.discovery.rules.guiding.wording import LANGUAGES, Texts, Voice

NAME = "name"
PLACES = (NAME, *(each.value for each in Situation))  # what a shop may word itself
_LANGUAGE = "{language}"


def _texts(*words: str) -> Texts:
    return dict(zip(LANGUAGES, words, strict=True))


OURS: Mapping[str, Texts] = {
    NAME: _texts("May I help?", "Posso aiutarti?", "¿Te ayudo?", "需要帮忙吗？"),
    Situation.NEW: _texts(
        "Hello! Looking for something in particular? I'll help you find it.",
        "Ciao! Cerchi qualcosa in particolare? Ti aiuto a trovarlo.",
        "¡Hola! ¿Buscas algo en particular? Te ayudo a encontrarlo.",
        "您好！在找什么特别的东西吗？我来帮您找。",
    ),
    Situation.BACK: _texts(
        "Good to see you again. Shall we go on looking?",
        "Che bello rivederti. Continuiamo a cercare?",
        "Me alegra verte de nuevo. ¿Seguimos buscando?",
        "很高兴再次见到您。要继续挑选吗？",
    ),
    Situation.FROM_AD: _texts(
        "Hello! Tell me what you are looking for, and I'll take you there.",
        "Ciao! Dimmi che cosa cerchi e ti ci porto.",
        "¡Hola! Dime qué buscas y te llevo hasta allí.",
        "您好！告诉我您想找什么，我带您去看。",
    ),
    Situation.SOLD_OUT: _texts(
        "This one is sold out. Shall I show you what comes close?",
        "Questo articolo è esaurito. Ti mostro quelli più simili?",
        "Este artículo está agotado. ¿Te enseño los más parecidos?",
        "这件商品已售罄。要看看相近的吗？",
    ),
    Situation.IN_CART: _texts(
        "Is anything unclear? Ask me before you order.",
        "Qualcosa non è chiaro? Chiedimi pure prima di ordinare.",
        "¿Tienes alguna duda? Pregúntame antes de pedir.",
        "有什么不清楚的吗？下单前可以问我。",
    ),
}  # fmt: skip


def say_words(info: AssistantInfo, place: str, voice: Voice) -> str:
    """Return the words for a place: the shop's in this language, else ours in it, else the shop's in its own."""
    base = voice.language.replace("_", "-").partition("-")[0].lower()
    own = {language: words[place] for language, words in info.words.items() if words.get(place)}
    for language in (voice.language, base):
        if said := own.get(language) or OURS[place].get(language):
            return said
    return own.get(voice.otherwise) or voice.say(OURS[place])


def find_language(voice: Voice) -> str:
    """Return the language the assistant's own words come in."""
    base = voice.language.replace("_", "-").partition("-")[0].lower()
    return next((each for each in (base, voice.otherwise) if each in LANGUAGES), "en")


def fill_link(url: str, language: str) -> str:
    """Return a link as it is in the page's language."""
    return url.replace(_LANGUAGE, language)


def keep_own(words: Mapping[str, Mapping[str, Any]]) -> dict[str, dict[str, str]]:
    """Return what a shop worded itself: nothing that is empty or as ours is."""
    kept = {
        language: {
            place: text.strip()
            for place, text in said.items()
            if place in PLACES and text.strip() and text.strip() != OURS[place].get(language)
        }
        for language, said in words.items()
    }
    return {language: said for language, said in kept.items() if said}
