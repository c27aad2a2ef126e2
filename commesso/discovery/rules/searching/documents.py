"""A product as the search engine keeps it: every word analysed here, so that each engine gets the same ones."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from commesso.catalog.contracts import ProductInfo
from commesso.discovery.contracts.searching import SearchDocument
from commesso.discovery.rules.searching.folding import SHORT, Kind, Piece, fold, pair_signs, split
from commesso.discovery.rules.searching.languages import stem

# How often a word of each field counts beside one of the description: BM25F by repetition (Robertson, Zaragoza and
# Taylor, 2004). The order is the one every shop search documents: name, family and brand, text. Never fitted.
TITLE, FAMILY, BRAND, DESCRIPTION = 3, 2, 2, 1
# Attributes that say what a thing is, by their names in feeds.
_SAYS_WHAT = frozenset(
    {
        "type",
        "product_type",
        "kind",
        "category",
        "family",
        "tipo",
        "tipologia",
        "categoria",
        "typ",
        "art",
        "类型",
    }
)
_POPULAR = 0.1  # what is wanted most scores a tenth more: it decides among equals, and hardly else
_SOLD_OUT = 0.5  # a sold-out product comes after its equals, and is still found by its name
_LONGEST_VALUE = 60  # a longer text is prose, nothing to choose from
_MOST_WORDS = 400  # of a description: what stands further down rarely says what a thing is


@dataclass(frozen=True)
class Said:
    """A text of a product, in its language, with its weight."""

    text: str
    language: str
    weight: int


def make_document(product: ProductInfo, *, language: str, popularity: float = 0.0) -> SearchDocument:
    """Return the product as search keeps it. `language` is that of its own words, `popularity` from 0 to 1."""
    said = [(each, split(each.text)) for each in _list_said(product, language)]
    details = list(_list_details(product, language))
    facets = tuple(dict.fromkeys(list_facets(product)))
    # The whole text again and again, not each word: neighbours stay neighbours.
    tokens = [
        token for each, pieces in said for token in [*_read_tokens(pieces, each.language)] * each.weight
    ]
    return SearchDocument(
        product_id=product.product_id,
        title=product.title,
        tokens=tuple(tokens),
        details=tuple(dict.fromkeys([*details, *_list_names(product, language), *_list_codes(product)])),
        words=tuple(dict.fromkeys(word for _, pieces in said for word in _read_words(pieces))),
        names=tuple(
            dict.fromkeys(
                word for each, pieces in said if each.weight == TITLE for word in _read_words(pieces)
            )
        ),
        facets=facets,
        price_minor=None if product.price is None else product.price.minor,
        rank=(_SOLD_OUT if product.in_stock is False else 1.0) * (1.0 + _POPULAR * popularity),
    )


def list_tokens(text: str, language: str) -> Sequence[str]:
    """Return what a text is found by: stems, numbers, measures, pairs of signs."""
    return _tokens_of_short(text, language) if len(text) <= SHORT else _tokens_of(text, language)


def _tokens_of(text: str, language: str) -> tuple[str, ...]:
    return tuple(_read_tokens(split(text), language))


_tokens_of_short = lru_cache(maxsize=50_000)(_tokens_of)


def _read_tokens(pieces: Iterable[Piece], language: str) -> Iterator[str]:
    for piece in pieces:
        if piece.kind is Kind.SIGNS:
            yield from pair_signs(piece.text)
            yield from piece.parts if len(piece.parts) > 1 else ()
        elif len(piece.parts) == 1:
            yield stem(piece.text, language)
        else:
            yield from (stem(part, language) for part in piece.parts)
            yield from piece.measures
            if piece.kind is Kind.WORD:
                yield stem(piece.text, language)


def list_words(text: str) -> Iterator[str]:
    """Yield the words as they stand, for slips of the finger and for beginnings."""
    return _read_words(split(text))


def _read_words(pieces: Iterable[Piece]) -> Iterator[str]:
    for piece in pieces:
        yield piece.text
        if piece.kind is not Kind.SIGNS and len(piece.parts) > 1:
            yield from piece.parts


def make_code(text: str) -> str:
    """Return a SKU or EAN as it is looked up: no signs, no capitals, no zeros before a number."""
    bare = "".join(sign for sign in fold(text) if sign.isalnum())
    return f"#{bare.lstrip('0') if bare.isdecimal() else bare}"


def make_name(text: str, language: str) -> str:
    """Return the whole of a name as one token: whoever asks for "keyboard" means what is called just that."""
    return "!" + "_".join(stem(piece.text, language) for piece in split(text))


def list_facets(product: ProductInfo) -> Iterator[tuple[str, str]]:
    """Yield what a result can be narrowed by, as (name, value)."""
    if product.brand:
        yield "brand", product.brand
    for path in product.categories:
        levels = path.split(" > ")
        yield from (("category", " > ".join(levels[:depth])) for depth in range(1, len(levels) + 1))
    if product.in_stock is not None:
        yield "in_stock", "yes" if product.in_stock else "no"
    for variant in product.variants:
        yield from ((name, value) for name, value in variant.options.items() if value)
    for name, value in product.attributes.items():
        yield from ((name, text) for text in _read_values(value) if len(text) <= _LONGEST_VALUE)


def _list_said(product: ProductInfo, language: str) -> Iterator[Said]:
    yield Said(product.title, language, TITLE)
    yield Said(_cut(product.description), language, DESCRIPTION)
    yield Said(product.brand, "", BRAND)
    for path in product.categories:
        yield Said(path.replace(" > ", " "), language, FAMILY)
    for name, value in product.attributes.items():
        if name.casefold() in _SAYS_WHAT and isinstance(value, str):
            yield Said(value, language, FAMILY)
    for other, words in product.languages.items():
        yield Said(words.title, other, TITLE)
        yield Said(_cut(words.description), other, DESCRIPTION)


def _list_details(product: ProductInfo, language: str) -> Iterator[str]:
    texts = [value for variant in product.variants for value in (variant.title, *variant.options.values())]
    for name, value in product.attributes.items():
        # What is so is named by its name, "waterproof"; what is not so is not said.
        texts += [name.replace("_", " ")] if value is True else _read_values(value)
    for text in texts:
        yield from list_tokens(text, language)


def _list_names(product: ProductInfo, language: str) -> Iterator[str]:
    yield make_name(product.title, language)
    yield from (make_name(words.title, other) for other, words in product.languages.items() if words.title)
    for path in product.categories:
        yield from (make_name(level, language) for level in path.split(" > "))
    for name, value in product.attributes.items():
        if name.casefold() in _SAYS_WHAT:
            yield from (make_name(text, language) for text in _read_values(value))


def _list_codes(product: ProductInfo) -> Iterator[str]:
    codes = [product.product_id]
    codes += [code for each in product.variants for code in (each.variant_id, each.sku, each.ean)]
    yield from (make_code(code) for code in codes if code)


def _read_values(value: Any) -> list[str]:
    if isinstance(value, bool):
        return ["yes"] if value else []
    if isinstance(value, int | float):
        return [f"{value:g}"]
    if isinstance(value, str):
        return [value.strip()] if value.strip() else []
    if isinstance(value, list | tuple):
        return [text for each in value for text in _read_values(each)]
    return []


def _cut(text: str) -> str:
    return " ".join(text.split()[:_MOST_WORDS])
