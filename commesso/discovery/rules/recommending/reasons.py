"""Why a product is in a slot, and what the slot is called, in the words of its reader.

A slot that could not keep its promise does not go by the promise's name.
"""

from collections.abc import Mapping, Sequence
from enum import StrEnum

from commesso.discovery.contracts.recommending import Recommended, SlotKind

LANGUAGES = ("en", "it", "es", "zh")
Texts = Mapping[str, str]


class Reason(StrEnum):
    """Why a product is there, as the answers of our doors name it."""

    BOUGHT_TOGETHER = "bought_together"
    VIEWED_TOGETHER = "viewed_together"
    SIMILAR = "similar"
    BETTER = "better"
    SIMPLER = "simpler"
    SEEN = "seen"
    BOUGHT_BEFORE = "bought_before"
    FITS_VISIT = "fits_visit"
    FITS_PERSON = "fits_person"
    TRENDING = "trending"
    POPULAR = "popular"
    CHOSEN = "chosen"  # by a rule of the merchant
    OTHER = "other"  # only because a place was empty


def _texts(*words: str) -> Texts:
    return dict(zip(LANGUAGES, words, strict=True))


# The parts of the recommender by the first word of their names; what slots promise by its own.
_REASONS: Mapping[str, Reason] = {
    "bought together": Reason.BOUGHT_TOGETHER,
    "viewed together": Reason.VIEWED_TOGETHER,
    "similar": Reason.SIMILAR,
    "better": Reason.BETTER,
    "simpler": Reason.SIMPLER,
    "seen lately": Reason.SEEN,
    "bought before": Reason.BOUGHT_BEFORE,
    "pinned": Reason.CHOSEN,
    "sequences": Reason.FITS_VISIT,
    "together": Reason.FITS_VISIT,
    "neighbours": Reason.FITS_VISIT,
    "ease": Reason.FITS_VISIT,
    "slist": Reason.FITS_VISIT,
    "returning": Reason.FITS_VISIT,
    "habits": Reason.FITS_PERSON,
    "taste": Reason.FITS_PERSON,
    "trending": Reason.TRENDING,
    "popularity": Reason.POPULAR,
}
_WORDS: Mapping[Reason, Texts] = {
    Reason.BOUGHT_TOGETHER: _texts("Bought with it", "Comprato insieme", "Comprado junto", "常一起购买"),
    Reason.VIEWED_TOGETHER: _texts(
        "Others looked at it too", "L'hanno guardato anche altri", "Otros también lo miraron", "其他人也看过"
    ),
    Reason.SIMILAR: _texts("Similar", "Simile", "Parecido", "相似"),
    Reason.BETTER: _texts("A step up", "Un gradino più su", "Un nivel más", "更好一档"),
    Reason.SIMPLER: _texts(
        "Simpler, for less", "Più semplice, a meno", "Más sencillo, por menos", "更简单实惠"
    ),
    Reason.SEEN: _texts("You looked at it", "L'hai guardato", "Lo has mirado", "您看过"),
    Reason.BOUGHT_BEFORE: _texts(
        "You bought it before", "L'hai già comprato", "Ya lo has comprado", "您曾购买"
    ),
    Reason.FITS_VISIT: _texts(
        "Goes with what you looked at",
        "Va con ciò che hai guardato",
        "Combina con lo que has mirado",
        "与您看过的相配",
    ),
    Reason.FITS_PERSON: _texts(
        "Fits what you like", "In linea coi tuoi gusti", "Va con tus gustos", "符合您的喜好"
    ),
    Reason.TRENDING: _texts("Popular right now", "Molto richiesto ora", "Muy buscado ahora", "近期热门"),
    Reason.POPULAR: _texts(
        "Popular in this shop", "Apprezzato nel negozio", "Popular en la tienda", "本店热门"
    ),
    Reason.CHOSEN: _texts("Chosen by the shop", "Scelto dal negozio", "Elegido por la tienda", "店家精选"),
    Reason.OTHER: _texts("Also in this shop", "Anche nel negozio", "También en la tienda", "店内其他"),
}
_TITLES: Mapping[SlotKind, Texts] = {
    SlotKind.FOR_YOU: _texts("For you", "Per te", "Para ti", "为您推荐"),
    SlotKind.TOGETHER: _texts("Often bought with it", "Spesso comprati insieme", "A menudo comprados juntos", "常一起购买"),
    SlotKind.VIEWED: _texts("Others also looked at", "Altri hanno guardato anche", "Otros también miraron", "其他人也看过"),
    SlotKind.SIMILAR: _texts("Similar", "Simili", "Parecidos", "相似商品"),
    SlotKind.TRENDING: _texts("Popular right now", "Più richiesti ora", "Lo más buscado ahora", "近期热门"),
    SlotKind.RECENT: _texts("You looked at these", "Li hai guardati", "Los has mirado", "您看过的商品"),
    SlotKind.AGAIN: _texts("Buy again", "Ricompra", "Comprar de nuevo", "再次购买"),
    SlotKind.CART: _texts("Goes with your cart", "Si accompagna al tuo carrello", "Va con tu carrito", "搭配您的购物车"),
    SlotKind.ALTERNATIVES: _texts(
        "Similar, and in stock", "Simili e disponibili", "Parecidos y disponibles", "有货的相似商品"
    ),
    SlotKind.BETTER: _texts("A step up", "Un gradino più su", "Un nivel más", "更好一档"),
    SlotKind.SIMPLER: _texts("Simpler, for less", "Più semplici, a meno", "Más sencillos, por menos", "更简单实惠"),
}  # fmt: skip
_OTHERWISE = _texts("You may also like", "Potrebbero piacerti", "También te puede gustar", "您可能还喜欢")
_FITTING = frozenset({Reason.FITS_VISIT, Reason.FITS_PERSON, Reason.SIMILAR})
# What must stand in a slot so that it goes by its own name.
_KEPT: Mapping[SlotKind, frozenset[Reason]] = {
    SlotKind.FOR_YOU: _FITTING,
    SlotKind.TOGETHER: frozenset({Reason.BOUGHT_TOGETHER}),
    SlotKind.VIEWED: frozenset({Reason.VIEWED_TOGETHER}),
    SlotKind.SIMILAR: frozenset({Reason.SIMILAR}),
    SlotKind.TRENDING: frozenset({Reason.TRENDING}),
    SlotKind.RECENT: frozenset({Reason.SEEN}),
    SlotKind.AGAIN: frozenset({Reason.BOUGHT_BEFORE}),
    SlotKind.CART: frozenset({Reason.BOUGHT_TOGETHER, Reason.FITS_VISIT}),
    SlotKind.ALTERNATIVES: frozenset({Reason.SIMILAR}),
    SlotKind.BETTER: frozenset({Reason.BETTER}),
    SlotKind.SIMPLER: frozenset({Reason.SIMPLER}),
}


def find_reason(spoken: str) -> Reason:
    """Return the reason for what a part of discovery says of a product: "habits 30 d" is a person's liking."""
    return _REASONS.get(spoken) or _REASONS.get(spoken.partition(" ")[0], Reason.OTHER)


def say_reason(reason: Reason, language: str) -> str:
    """Return the reason in a language, in English where we do not speak it."""
    return _say(_WORDS[reason], language)


def say_title(kind: SlotKind, shown: Sequence[Recommended], language: str) -> str:
    """Return what to call a slot that shows these: by its promise if at least half of them keep it."""
    kept = [each for each in shown if find_reason(each.reason) in _KEPT[kind] | {Reason.CHOSEN}]
    return _say(_TITLES[kind] if 2 * len(kept) >= len(shown) else _OTHERWISE, language)


def _say(texts: Texts, language: str) -> str:
    return texts.get(language[:2].lower(), texts["en"])
