"""What a shopper means, by plain words: no model, nothing kept.

It is understood in English, Italian, Spanish, Chinese, German and French; whatever else is typed is searched for.
"""

import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from commesso.discovery.rules.searching.folding import fold

LONGEST = 500  # letters


class Intent(StrEnum):
    GREETING = "greeting"
    THANKS = "thanks"
    HELP = "help"
    ORDER = "order"  # where is it?
    CONTACT = "contact"
    PRODUCT = "product"  # what does this one cost, is it there?
    GUIDE = "guide"
    SEARCH = "search"


@dataclass(frozen=True, kw_only=True)
class Heard:
    """What was understood. `query` is what to search for, prices are bounds; not `is_sure`: unless search knows it."""

    intent: Intent
    query: str = ""
    price_from: Decimal | None = None
    price_to: Decimal | None = None
    is_sure: bool = True
    wants_guide: bool = False


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_GREETINGS = _words(
    "hello hi hey good morning evening afternoon day ciao buongiorno buonasera salve hola buenos buenas dias "
    "tardes hallo guten tag morgen bonjour bonsoir there 您好 你好 嗨"
)
_THANKS = _words(
    "thanks thank you very much many grazie mille molte tante gracias muchas danke vielen dank merci beaucoup "
    "谢谢 多谢 ok okay perfect perfetto perfecto so"
)
_SAYS_THANKS = _words("thanks thank grazie gracias danke merci 谢谢 多谢")
_HELP = _words(
    "help me please aiuto aiutami ayuda ayudame hilfe hilf mir aide what can you do cosa puoi fare sai que "
    "puedes hacer che di a i need ho bisogno necesito 帮助 帮忙 帮帮我"
)
_ASKS_HELP = _words("help aiuto aiutami ayuda ayudame hilfe hilf aide do fare hacer 帮助 帮忙 帮帮我")

_ORDERS = _words(
    "order orders parcel package shipment delivery ordine ordini pacco spedizione consegna pedido pedidos "
    "paquete envio entrega bestellung paket lieferung sendung commande colis livraison"
)
_ORDER_CUES = _words(
    "where my status track tracking when arrive arrives arrived late number dove dov mio mia miei stato "
    "quando arriva arrivato arrivata traccia tracciare tracciamento numero donde mi mis estado cuando llega "
    "llegado seguimiento wo mein meine wann ou ma mon quand suivi"
)
_ORDER_SIGNS = ("订单", "物流", "快递", "包裹", "发货")
_CONTACTS = _words(
    "contact contacts contatto contatti contattare contattarvi contacto contactar contactaros kontakt "
    "kontaktieren contacter"
)
_CHANNELS = _words(
    "human person someone somebody operator phone telephone email mail chat persona umano qualcuno operatore "
    "telefono telefonare alguien agente correo mensch jemand telefon personne telephone call write"
)
_CONTACT_CUES = _words(
    "speak talk call write your reach parlare chiamare chiamarvi scrivere scrivervi vostro vostra hablar "
    "llamar escribir vuestro sprechen anrufen schreiben eure ihre parler appeler ecrire votre"
)
_CONTACT_SIGNS = ("客服", "人工", "联系")
_COSTS = _words(
    "price cost costs much prezzo costa costano quanto precio cuesta cuanto preis kostet prix coute combien"
)
_STOCK = _words(
    "available availability stock disponibile disponibilita disponible disponibilidad verfugbar lieferbar"
)
_COST_SIGNS = ("多少钱", "价格", "价钱")
_STOCK_SIGNS = ("有货", "现货", "库存")
_THIS = _words(
    "this it is the that does how questo questa e c il la lo che este esta es el ce still ancora todavia "
    "quanto cuanto much in a di dieser diese das ist cela"
)

_CHOOSE = re.compile(
    r"help (?:me )?(?:to )?(?:choose|find|pick|decide)|which (?:one|is|are|should)|recommend|suggest|advi[cs]e"
    r"|aiut\w* a (?:scegliere|trovare)|quale (?:scegli|prend|e )|consigli\w*"
    r"|ayud\w* a (?:elegir|encontrar)|recomiend\w*|aconsej\w*"
    r"|hilf mir|empfehl\w*|aide[rz]? a choisir|conseil\w*|帮我选|怎么选|推荐|哪个好"
)
_LEAD = (
    # English
    r"(?:i am|i'm|im) (?:looking|searching) for|(?:looking|searching) for|i (?:need|want)(?: to (?:buy|see|find))?"
    r"|(?:i would|i'd) like(?: to (?:buy|see))?|(?:do|would) you (?:have|sell)|have you got|(?:is|are) there"
    r"|show me|find me|(?:can|could) you|(?:please )?help me(?: to)?(?: choose| find| pick| decide)?"
    r"|(?:which|what) (?:one )?should i (?:buy|take|choose)|recommend|suggest|please|something|anything|some|any"
    # Italian
    r"|(?:sto|stavo) cercando|cerco|cercavo|vorrei(?: comprare| vedere)?|voglio|mi serv\w+|ho bisogno di|avete|hai"
    r"|ci sono|c'e|mostrami|fammi vedere|trovami|mi consigli\w*|consigliami|(?:puoi |potresti )?aiutar?mi"
    r"(?: a (?:scegliere|trovare))?|per (?:favore|piacere)|qualcosa|qualche|quale (?:scelgo|prendo)"
    # Spanish
    r"|(?:estoy )?buscando|busco|quiero|quisiera|me gustaria|necesito|teneis|tienes|tienen|hay|muestrame|ensename"
    r"|recomiendame|(?:puedes )?ayuda(?:me|rme)(?: a (?:elegir|encontrar))?|por favor|algo|alguna?"
    # German, French
    r"|ich (?:suche|brauche|mochte|hatte gern\w*)|habt ihr|haben sie|gibt es|zeig\w* mir|hilf mir|bitte|etwas"
    r"|je (?:cherche|voudrais|veux)|j'ai besoin d[e']|avez.vous|montrez.moi|s'il vous plait|quelque chose"
    # greetings before a wish
    r"|hello|hi|hey|ciao|buongiorno|buonasera|salve|hola|buenos dias|buenas tardes|hallo|guten tag|bonjour"
    r"|thanks|thank you|grazie|gracias|danke|merci"
)
_FILLER = re.compile(rf"(?<![^\W_])(?:{_LEAD})(?![^\W_])|[?!¿¡？！。，]")
_FILLER_SIGNS = re.compile(
    r"我想要|我想买|我要|想要|想买|有没有|请问|帮我选一?[个款]?|帮我找|推荐|一下|我在找|在找|您好|你好|谢谢|请"
    r"|怎么选|哪个好|[吗呢吧]"
)
_COIN = r"(?:€|\$|£|¥|euros?|eur|dollars?|usd|dolares|pounds?|gbp|francs?|chf|元|块钱?|欧元|欧)"
_NUMBER = r"(\d{1,6}(?:[.,]\d{1,2})?)"
# A number alone is a price only where nothing follows it that it may count: "under 50", never "under 50 cm".
_PRICE = rf"{_COIN}? ?{_NUMBER}(?: ?{_COIN}(?![^\W\d_])|(?= ?(?:$|[,;.!?])))"
_UP_TO = re.compile(
    r"(?:under|below|less than|cheaper than|up to|at most|max(?:imum)?\.?|no more than|within|for less than"
    r"|sotto (?:i|gli|le)?|meno di|fino a|entro (?:i|gli)?|(?:al )?massimo|non piu di"
    r"|hasta|menos de|por debajo de|(?:como )?(?:maximo|mucho)|unter|bis(?: zu)?|hochstens|weniger als"
    rf"|moins de|jusqu'a) ?{_PRICE}"
)
_UP_TO_SIGNS = re.compile(rf"{_NUMBER} ?{_COIN}(?:以内|以下|之内)|(?:不超过|低于){_NUMBER} ?{_COIN}?")
_FROM = re.compile(
    r"(?:over|above|more than|at least|starting (?:at|from)|oltre (?:i|gli)?|sopra (?:i|gli)?|piu di|almeno"
    rf"|mas de|desde|como minimo|uber|mindestens|ab|plus de|a partir de) ?{_PRICE}"
)
_BETWEEN = re.compile(
    rf"(?:between|from|tra|fra|da|entre|de|zwischen|von|de) ?{_COIN}? ?{_NUMBER} ?{_COIN}? ?"
    rf"(?:and|to|e|a|y|und|bis|et|-|–) ?{_PRICE}"
)
_WORD = re.compile(r"[^\W_]+")


def read(text: str) -> Heard:
    """Return what the text means. Prices are taken out of what is searched for."""
    folded = fold(text)[:LONGEST]
    words = _WORD.findall(folded)
    if not words:
        return Heard(intent=Intent.HELP)
    if intent := _read_courtesy(words):
        return Heard(intent=intent)
    rest, low, high = _take_prices(folded)
    query = _tidy(rest)
    wants_guide = _CHOOSE.search(folded) is not None
    heard = Heard(intent=Intent.SEARCH, query=query, price_from=low, price_to=high, wants_guide=wants_guide)
    if found := _read_errand(folded, words):
        intent, is_sure = found
        return Heard(intent=intent, query=query, is_sure=is_sure)
    if not query and low is high is None:
        return Heard(intent=Intent.GUIDE if wants_guide else Intent.HELP, wants_guide=wants_guide)
    return heard


def asks_of_product(text: str) -> str:
    """Return "price" or "stock" where a short question can only mean the product on the page, else ""."""
    folded = fold(text)[:LONGEST]
    words = _WORD.findall(folded)
    for asked, cues, signs in (("stock", _STOCK, _STOCK_SIGNS), ("price", _COSTS, _COST_SIGNS)):
        if _has(folded, signs) or (_any(words, cues) and all(word in cues | _THIS for word in words)):
            return asked
    return ""


def _read_courtesy(words: list[str]) -> Intent | None:
    if _any(words, _SAYS_THANKS) and all(word in _THANKS for word in words):
        return Intent.THANKS
    if all(word in _GREETINGS for word in words):
        return Intent.GREETING
    if _any(words, _ASKS_HELP) and all(word in _HELP for word in words):
        return Intent.HELP
    return None


def _read_errand(folded: str, words: list[str]) -> tuple[Intent, bool] | None:
    """Return what does not concern products, and whether it is sure: a shop may sell order books and parcel tape."""
    if _has(folded, _ORDER_SIGNS) or (_any(words, _ORDERS) and _any(words, _ORDER_CUES)):
        return Intent.ORDER, True
    if _has(folded, _CONTACT_SIGNS) or _any(words, _CONTACTS):
        return Intent.CONTACT, True
    if _any(words, _CHANNELS) and _any(words, _CONTACT_CUES):
        return Intent.CONTACT, True
    if len(words) <= 2 and _any(words, _ORDERS):
        return Intent.ORDER, False
    return None


def _take_prices(folded: str) -> tuple[str, Decimal | None, Decimal | None]:
    """Return the text without its bounds of price, and the bounds."""
    low = high = None
    if found := _BETWEEN.search(folded):
        low, high = sorted((_number(found[1]), _number(found[2])))
        return folded.replace(found[0], " "), low, high
    for pattern in (_UP_TO, _UP_TO_SIGNS):
        if high is None and (found := pattern.search(folded)):
            high = _number(next(filter(None, found.groups())))
            folded = folded.replace(found[0], " ")
    if found := _FROM.search(folded):
        low = _number(found[1])
        folded = folded.replace(found[0], " ")
    return folded, low, high


def _tidy(text: str) -> str:
    """Return what is left to search for, when what people say around it is taken away."""
    before = ""
    while before != text:  # "hello, can you help me find …"
        before, text = text, _FILLER_SIGNS.sub("", _FILLER.sub(" ", text))
    return " ".join(text.split()).strip(" ,.;:-")


def _number(text: str) -> Decimal:
    return Decimal(text.replace(",", "."))


def _any(words: Iterable[str], among: Collection[str]) -> bool:
    return any(word in among for word in words)


def _has(folded: str, signs: Iterable[str]) -> bool:
    return any(each in folded for each in signs)
