"""What the assistant says of its own: short, and nothing that the shop did not say."""

from collections.abc import Mapping
from enum import StrEnum

from commesso.discovery.rules.guiding.wording import LANGUAGES, Texts, Voice


def _texts(*words: str) -> Texts:
    return dict(zip(LANGUAGES, words, strict=True))


class Saying(StrEnum):
    FOUND = "found"
    CLOSE = "close"  # nothing has all that was asked for
    NOTHING = "nothing"  # here is something else
    EMPTY = "empty"  # nor is there anything else
    ASK = "ask"  # with a guide to offer
    THANKS = "thanks"
    HELP = "help"
    ORDER_LINK = "order_link"
    ORDER = "order"
    CONTACT_LINK = "contact_link"
    CONTACT = "contact"
    IN_STOCK = "in_stock"
    SOLD_OUT = "sold_out"
    PRICE = "price"


_SAYINGS: Mapping[Saying, Texts] = {
    Saying.FOUND: _texts(
        "Here is what fits best.", "Ecco ciò che fa per te.", "Esto es lo que mejor encaja.", "这些最合适。"
    ),
    Saying.CLOSE: _texts(
        "Nothing is exactly that. These come close.",
        "Nulla è esattamente così. Questi si avvicinano.",
        "Nada es exactamente eso. Estos se acercan.",
        "没有完全符合的，这些比较接近。",
    ),
    Saying.NOTHING: _texts(
        "I found nothing for that. Perhaps one of these?",
        "Non ho trovato nulla. Forse uno di questi?",
        "No he encontrado nada. ¿Quizá uno de estos?",
        "没有找到。看看这些？",
    ),
    Saying.EMPTY: _texts(
        "I found nothing for that. Say it in other words?",
        "Non ho trovato nulla. Provi a dirlo con altre parole?",
        "No he encontrado nada. ¿Lo dices con otras palabras?",
        "没有找到。换个说法试试？",
    ),
    Saying.ASK: _texts(
        "A few questions, and we have the right one.",
        "Poche domande, e troviamo quello giusto.",
        "Unas pocas preguntas y damos con lo que buscas.",
        "回答几个问题，就能找到合适的。",
    ),
    Saying.THANKS: _texts("You are welcome.", "Di nulla.", "De nada.", "不客气。"),
    Saying.HELP: _texts(
        "Tell me in your own words what you are looking for, and I'll look through the whole shop.",
        "Dimmi con parole tue che cosa cerchi e guardo in tutto il negozio.",
        "Dime con tus palabras qué buscas y miro en toda la tienda.",
        "用您自己的话告诉我想找什么，我来翻遍全店。",
    ),
    Saying.ORDER_LINK: _texts(
        "Your order is here.", "Il tuo ordine è qui.", "Tu pedido está aquí.", "您的订单在这里。"
    ),
    Saying.ORDER: _texts(
        "The mail that confirmed your order leads to it. If you cannot find it, {shop} will help.",
        "La mail di conferma porta al tuo ordine. Se non la trovi, ti aiuta {shop}.",
        "El correo de confirmación lleva a tu pedido. Si no lo encuentras, {shop} te ayuda.",
        "订单确认邮件里有订单链接。找不到的话，{shop}会帮您。",
    ),
    Saying.CONTACT_LINK: _texts(
        "You reach {shop} here.", "{shop} ti risponde qui.", "Aquí te atiende {shop}.", "在这里联系{shop}。"
    ),
    Saying.CONTACT: _texts(
        "How to reach {shop} stands on the shop's own pages.",
        "Come contattare {shop} è scritto nelle pagine del negozio.",
        "Cómo contactar con {shop} está en las páginas de la tienda.",
        "{shop}的联系方式在商店页面上。",
    ),
    Saying.IN_STOCK: _texts(
        "Yes, you can order it now.", "Sì, puoi ordinarlo subito.", "Sí, puedes pedirlo ya.", "有货，现在可以下单。"
    ),
    Saying.SOLD_OUT: _texts(
        "No, it is sold out at the moment.",
        "No, al momento è esaurito.",
        "No, ahora mismo está agotado.",
        "目前已售罄。",
    ),
    Saying.PRICE: _texts(
        "This is what it costs.", "Ecco quanto costa.", "Esto es lo que cuesta.", "这是它的价格。"
    ),
}  # fmt: skip


def say(saying: Saying, voice: Voice, *, shop: str = "") -> str:
    return voice.say(_SAYINGS[saying]).replace("{shop}", shop)


def choose_finding(matched: str, *, is_anything: bool) -> Saying:
    """Return what to say of a search: `matched` as search tells it. How many there are says nothing of how they fit."""
    if not is_anything:
        return Saying.EMPTY
    if matched == "none":
        return Saying.NOTHING
    return Saying.CLOSE if matched == "some" else Saying.FOUND


def choose_guide(shares: Mapping[str, float], *, otherwise: str, wants_guide: bool, count: int) -> str:
    """Return the key of the guide to offer, else "".

    `shares` says of each guide which share of what was found is in its family. Few products are seen at a glance, so
    nobody is asked questions about them. `otherwise` is the guide for whoever wants one and names no family.
    """
    if shares:
        key, share = max(shares.items(), key=lambda each: each[1])
        if share >= _MOSTLY and (wants_guide or count > _AT_A_GLANCE):
            return key
    return otherwise if wants_guide else ""


_MOSTLY = 0.7
_AT_A_GLANCE = 6
