"""Whether a model's words may be said: nothing in them that the shop did not say.

What cannot be checked is not said: our own words are always there. A name that is written in small letters, and praise
without facts, cannot be told from ordinary words; the products beside the words come from the shop in any case.
"""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation

from commesso.discovery.rules.searching.folding import fold

_LONGEST = 400  # letters
_CHECKED = ("it", "en", "es", "zh")
# Words, or Han signs, of a product's text in a row: whoever obeys what is written there repeats it.
_COPIED, _COPIED_SIGNS = 6, 12
_LINK = re.compile(r"://|www\.|[\w-]{2,}\.[a-z]{2,}|@|[<>`\[\]{}|\\*#_]")
_QUOTED = re.compile(r"[“„\"]([^”“\"]*)[”“\"]|«([^»]*)»|「([^」]*)」|《([^》]*)》|‘([^’]*)’")
_SENTENCE = re.compile(r"(?<=[.!?…])\s+|(?<=[。！？])")


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_MARKS = {
    "EUR": "€ eur euro euros 欧元", "USD": "$ usd dollar dollars dollari dolares 美元", "GBP": "£ gbp pound pounds sterline",
    "CNY": "¥ cny rmb yuan 元 块", "JPY": "¥ jpy yen 日元", "CHF": "chf franchi francs franken",
}  # fmt: skip
_SYMBOLS = "€$£¥₤元块"
_COINS = "|".join(
    word for marks in _MARKS.values() for word in marks.split() if word.isascii() and word.isalpha()
)
_MARK = rf"(?:[{_SYMBOLS}]|\b(?:{_COINS})\b)"
_PRICE = re.compile(
    rf"(?P<before>{_MARK})?\s?(?P<number>\d[\d.,]*\d|\d)\s?(?P<after>{_MARK})?", re.IGNORECASE
)
_ANY_MARK = re.compile(_MARK, re.IGNORECASE)
_NUMBER_WORDS = _words(
    "two three four five six seven eight nine ten twelve twenty thirty forty fifty hundred thousand half double dozen "
    "due tre quattro cinque sei sette otto nove dieci dodici venti trenta quaranta cinquanta cento mille meta doppio "
    "dos tres cuatro cinco seis siete ocho nueve diez doce veinte treinta cuarenta cincuenta cien mil mitad doble "
    "zwei drei vier funf zehn zwanzig hundert halb deux trois quatre cinq dix vingt cent moitie"
)  # fmt: skip
_HAN_NUMBER = re.compile(r"[一二两三四五六七八九十百千万半几]+\s?[元块折件款天年个%倍]")
# What no product says of itself in a way we could check.
_CLAIMS = re.compile(
    r"\b(?:discount|offer\b|sale\b|promo|coupon|voucher|free|guarante|warrant|refund|return(?:s|ed)?\b|deliver|ship|cheap"
    r"|lowest|best.?sell|certif|percent|today only|limited"
    r"|scont|offert|saldi|gratis|gratuit|garanzi|garantit|rimbors|reso\b|resi\b|consegn|spedi|economic|percento|ultim"
    r"|descuent|ofert|rebaj|garanti|reembols|devoluc|entrega|envi[oa]|barat|por ciento"
    r"|rabatt|angebot|kostenlos|lieferung|versand|gunstig|remise|livraison|solde)"
    # What a thing can do, is made of, or is safe for, unless it stands among what was told of it.
    r"|\b(?:water.?proof|fire.?proof|fire.?resist|flame|safe\b|safety|toxic|allerg|cure[sd]?\b|heal|medic|organic|handmade"
    r"|hand.made|solid|made of|made in|recycl|sustainab|eco.friendly|child.?proof|bab(?:y|ies)"
    r"|impermeab|ignifug|sicur|tossic|allerg|cura\b|guari|medic|biologic|massell|massicc"
    r"|fatt[oaie] (?:a mano|di|in)"
    r"|riciclat|sostenibil|neonat|bambin"
    r"|resistente al|segur[oa]|toxic|alergi|cura\b|medic|ecologic|hecho[sa]? (?:a mano|de|en)|maciz|reciclad|sostenibl|bebe)"
    r"|折|优惠|免费|包邮|保修|退货|退款|促销|便宜|最低|赠"
)
_IN_STOCK = re.compile(
    r"\b(?:in stock|available|availab|disponib|subito|lieferbar|vorratig|en stock|order (?:it|them|now)|buy (?:it|them|now)"
    r"|ordina|compra|pedir|pidel|bestell)|有货|现货|下单"
)
_SOLD_OUT = re.compile(
    r"\b(?:sold.?out|out of stock|unavailab|esaurit|agotad|ausverkauft|epuise|last one|no longer)|售罄|缺货|没货"
)
_NOT = re.compile(r"\b(?:not|non|no|nicht|pas|isn't|aren't)\b|不|没")
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
_LATIN = re.compile(r"[A-Za-zÀ-ɏ]")
# Words a sentence may begin with, though no product is called so.
_OPENERS = _words(
    "a all an and any are as at both but can choose compare do each either every for from good have hello here hi how i if "
    "in is it its let look maybe more my no not of oh on one or our perhaps please say see shall some sorry sure take tell "
    "that the their them then there these they this those to try we well what when which while with would yes you your "
    "certo che ci ciao come con cosi da dai di dimmi ecco ed e fra forse gli guarda ho i il in la le li lo ma mi nel nella "
    "nessun nessuno niente nulla o ogni per potrebbe potrebbero prova puoi qual quale quali quella quelle quelli questa "
    "queste questi questo scegli se secondo si sono sta tra trovi tutti tutte un una uno vedi vuoi "
    "al algo aqui claro como con cual de dime el ella en encuentras es esa esas ese eso esos esta estas este esto estos "
    "hay hola las lo los me mira no o para pero podria podrian por prueba puedes que quiza quizas seguro si son te "
    "tenemos tengo tienes todas todos un una unas unos y"
)  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class Good:
    """A product as a tool told it. `text` is what its shop writes of it; `words` are its brand, attributes, families."""

    title: str
    price: Decimal | None = None
    currency: str = ""
    in_stock: bool = True
    text: str = ""
    words: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Known:
    """What may be spoken of: the products that tools told, the shop's name, guides' titles.

    Not what a shopper typed: to repeat a name that they asked for would be to have it.
    """

    goods: Sequence[Good]
    shop: str = ""
    titles: tuple[str, ...] = ()
    _vocabulary: frozenset[str] = field(init=False)

    def __post_init__(self) -> None:
        texts = [self.shop, *self.titles]
        texts += [text for good in self.goods for text in (good.title, *good.words)]
        object.__setattr__(
            self, "_vocabulary", frozenset(word for text in texts for word in _fold_words(text))
        )

    def knows(self, word: str) -> bool:
        return all(part in self._vocabulary for part in _fold_words(word))


def can_check(language: str) -> bool:
    """Say whether a model's words in a language can be checked; in others only our own are said."""
    return language[:2].lower() in _CHECKED


def find_fault(words: str, known: Known) -> str:
    """Return why the words may not be said, "" when they may."""
    if fault := _find_shape_fault(words, known):
        return fault
    rest, _named = _take_titles(words, known.goods)
    folded = fold(rest)
    if _CLAIMS.search(folded) or _HAN_NUMBER.search(rest):
        return "claim"
    if any(_has_copied(rest, good.text) for good in known.goods):
        return "copied"
    sentences = (_find_sentence_fault(each, known) for each in _SENTENCE.split(words) if each)
    return _find_stock_fault(folded, known.goods) or next(filter(None, sentences), "")


def _find_shape_fault(words: str, known: Known) -> str:
    if not words.strip() or len(words) > _LONGEST:
        return "length"
    if any(unicodedata.category(sign) in ("Cc", "Cf", "Co", "Cn", "Cs") for sign in words):
        return "signs"
    if any(sign.isalpha() and not _LATIN.match(sign) and not _is_han(sign) for sign in words):
        return "signs"  # nothing below can read it
    if _LINK.search(words.lower()):
        return "link"
    quoted = (next(filter(None, found), "") for found in _QUOTED.findall(words))
    return "" if all(_is_title(each, known) for each in quoted) else "quote"


def _find_sentence_fault(sentence: str, known: Known) -> str:
    rest, named = _take_titles(sentence, known.goods)
    about = named or (known.goods if len(known.goods) == 1 else ())
    for found in _PRICE.finditer(rest):
        if len(about) != 1 or not _is_price(found, about[0]):
            return "number"
    rest = _PRICE.sub(" ", rest)
    if _ANY_MARK.search(rest) or any(sign.isnumeric() and not _is_han(sign) for sign in rest):
        return "number"
    return _find_name(rest, known)


def _find_name(rest: str, known: Known) -> str:
    """Find a word that looks like a name and is none of the shop's."""
    for place, found in enumerate(_WORD.finditer(rest)):
        word = found.group()
        if all(part in _NUMBER_WORDS for part in _fold_words(word)):
            return "number"
        if not _LATIN.match(word) or known.knows(word):
            continue
        among_han = any(map(_is_han, rest))
        is_first = place == 0 and all(part in _OPENERS for part in _fold_words(word))
        if among_han or any(letter.isupper() for letter in word[1:]) or (word[0].isupper() and not is_first):
            return "name"
    return ""


def _take_titles(sentence: str, goods: Sequence[Good]) -> tuple[str, list[Good]]:
    """Return the sentence without the titles in it, and whose they are; the longest first, as one may hold another."""
    named = []
    for good in sorted(goods, key=lambda good: -len(good.title)):
        pattern = re.compile(rf"(?<![^\W_]){re.escape(good.title)}(?![^\W_])", re.IGNORECASE)
        if good.title and pattern.search(sentence):
            sentence = pattern.sub(" , ", sentence)
            named.append(good)
    return sentence, named


def _is_price(found: re.Match[str], good: Good) -> bool:
    marks = [mark for mark in (found["before"], found["after"]) if mark]
    allowed = _MARKS.get(good.currency, good.currency.lower()).split()
    if not marks or any(fold(mark) not in allowed for mark in marks):
        return False
    return good.price is not None and good.price in _read_amounts(found["number"])


def _read_amounts(text: str) -> list[Decimal]:
    """Return what a written amount may mean: "1.299,00" and "1,299.00" are the same."""
    ways = (text.replace(",", ""), text.replace(".", "").replace(",", "."))
    amounts = []
    for way in ways:
        try:
            amounts.append(Decimal(way))
        except InvalidOperation:
            continue
    return amounts


def _find_stock_fault(folded: str, goods: Sequence[Good]) -> str:
    """Only that everything shown can be ordered may be said; what is sold out is said on its card."""
    if _SOLD_OUT.search(folded):
        return "stock"
    if _IN_STOCK.search(folded):
        return "" if goods and all(good.in_stock for good in goods) and not _NOT.search(folded) else "stock"
    return ""


def _has_copied(words: str, text: str) -> bool:
    """Say whether the words repeat a piece of what stands in a product's text."""
    theirs, ours = _fold_pieces(text), _fold_pieces(words)
    for length in (_COPIED, _COPIED_SIGNS):
        runs = {tuple(theirs[at : at + length]) for at in range(len(theirs) - length + 1)}
        for at in range(len(ours) - length + 1):
            piece = tuple(ours[at : at + length])
            if piece in runs and (length == _COPIED_SIGNS or not any(map(_is_han, piece))):
                return True
    return False


def _is_title(quoted: str, known: Known) -> bool:
    wanted = " ".join(_fold_words(quoted))
    titles: Iterable[str] = (*(good.title for good in known.goods), *known.titles, known.shop)
    return any(wanted == " ".join(_fold_words(title)) for title in titles)


def _fold_words(text: str) -> list[str]:
    folded = fold(text)
    return [word for word in re.split(r"[\W_]+", folded) if word]


def _fold_pieces(text: str) -> list[str]:
    """Return the words, and every Han sign for itself."""
    return re.findall(r"[\u3400-\u9fff]|[^\W_\u3400-\u9fff]+", fold(text))


def _is_han(text: str) -> bool:
    return "\u3400" <= text[:1] <= "\u9fff"
