"""Finding products by words, as typed on a phone: any order, accents or none, one slip of a finger."""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from commesso.demo.rules.catalogue import Catalogue, Family, Product

_WORD = re.compile(r"[^\W_]+")
_HAN = re.compile(r"[\u4e00-\u9fff]")
_LEAST = 3  # a shorter word is found as it stands, not as a beginning
_SLIP = 5  # a shorter word allows no slip


@dataclass(frozen=True, slots=True)
class Entry:
    """The words of a product with what each is worth."""

    product: Product
    weights: dict[str, float]


def make_index(catalogue: Catalogue, language: str) -> tuple[Entry, ...]:
    return tuple(
        Entry(product, dict(_weigh(catalogue.family_of(product), product, language)))
        for product in catalogue.products.values()
    )


def find(index: Iterable[Entry], query: str) -> list[Product]:
    """Return the products that have every word of the query, best first; where none has all, those with any."""
    words = list(dict.fromkeys(split(query)))
    full: list[tuple[float, int, Product]] = []
    part: list[tuple[float, int, Product]] = []
    for place, entry in enumerate(index):
        scores = [_score(entry, word) for word in words]
        if any(scores):
            (full if all(scores) else part).append((-sum(scores), place, entry.product))
    return [product for _, _, product in sorted(full or part, key=lambda each: each[:2])]


def split(text: str) -> Iterator[str]:
    """Yield words without accents and capitals; of Chinese every two signs, as it has no blanks."""
    plain = unicodedata.normalize("NFKD", text.casefold())
    for word in _WORD.findall("".join(sign for sign in plain if not unicodedata.combining(sign))):
        if _HAN.search(word) and len(word) > 2:
            yield from (word[place : place + 2] for place in range(len(word) - 1))
        else:
            yield word


def _weigh(family: Family, product: Product, language: str) -> Iterator[tuple[str, float]]:
    said = [
        family.attributes[key].values[value].words[language]
        for key, value in product.attributes.items()
        if family.attributes[key].kind == "choice"
    ]
    chosen = [
        family.options[key].values[value].words[language]
        for variant in product.variants
        for key, value in variant.options.items()
    ]
    # The weightiest last: it stays.
    yield from ((word, 1.0) for word in split(product.text[language]))
    yield from ((word, 3.0) for text in (*said, *chosen) for word in split(text))
    yield from ((word, 4.0) for word in split(family.name[language]))
    yield from ((word, 6.0) for word in split(product.line))
    yield from ((word, 10.0) for word in split(product.name[language]))


def _score(entry: Entry, word: str) -> float:
    if word in entry.weights:
        return entry.weights[word]
    if len(word) < _LEAST and not _HAN.search(word):
        return 0.0
    if len(word) > _LEAST and (weight := entry.weights.get(word[:-1])):
        return weight * 0.9  # a plural, in English and Spanish
    best = 0.0
    for known, weight in entry.weights.items():
        if weight > best and known.startswith(word):
            best = weight * 0.8
        elif weight > max(best, 1.0) and len(word) >= _SLIP and is_one_slip_away(word, known):
            best = weight * 0.4
    return best


def is_one_slip_away(typed: str, known: str) -> bool:
    """Whether one letter was left out, added, mistaken, or swapped with its neighbour."""
    if abs(len(typed) - len(known)) > 1:
        return False
    same = 0
    while same < min(len(typed), len(known)) and typed[same] == known[same]:
        same += 1
    rest, wanted = typed[same:], known[same:]
    if len(rest) == len(wanted):
        swapped = rest[1::-1] + rest[2:] if len(rest) > 1 else rest
        return rest[1:] == wanted[1:] or swapped == wanted
    longer, shorter = (rest, wanted) if len(rest) > len(wanted) else (wanted, rest)
    return longer[1:] == shorter
