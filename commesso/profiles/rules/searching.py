"""What staff type into a search: words, and phone numbers as people write them."""

import re
from collections.abc import Iterable
from itertools import groupby

import phonenumbers

from commesso.profiles.rules.traits import fold

_MAX_WORDS = 5
_NUMBER = re.compile(r"[+(]*[0-9][0-9()./\-]*")
_LEAST_DIGITS = 5  # a shorter number is an id, or a part of a word


def read_search(text: str, *, region: str) -> list[list[str]]:
    """Return the ways to read a search, the likeliest first, each as folded words that must all be found.

    A phone number is kept as +393331234567. It is looked for as written, without its blanks and signs, and as a
    number of the shop's own country (`region`, ISO 3166).
    """
    parts = [(is_number, list(words)) for is_number, words in groupby(text.split(), _is_number)]
    plain = _fold(word for _, words in parts for word in words)
    number = next((place for place, (is_number, _) in enumerate(parts) if is_number), None)
    if number is None:
        return [plain]
    others = [word for place, (_, words) in enumerate(parts) if place != number for word in words]
    return [_fold([digits, *others]) for digits in _spell("".join(parts[number][1]), region)] + [plain]


def _is_number(word: str) -> bool:
    return _NUMBER.fullmatch(word) is not None


def _spell(number: str, region: str) -> list[str]:
    """Return the digits of a number as they may be on record: with the country's before them, most often."""
    digits = re.sub("[^0-9]", "", number)
    if len(digits) < _LEAST_DIGITS:
        return []
    if number.startswith("+"):
        return [digits]
    if digits.startswith("00"):
        return [digits[2:]]
    country = str(phonenumbers.country_code_for_region(region) or "")
    # Most countries write a 0 before a number at home, and leave it out from abroad.
    return list(dict.fromkeys([country + digits, country + digits.lstrip("0"), digits]))


def _fold(words: Iterable[str]) -> list[str]:
    return [word for text in words if (word := fold(text))][:_MAX_WORDS]
