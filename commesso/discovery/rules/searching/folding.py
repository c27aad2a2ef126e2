"""Cutting text into pieces: the same for what a shop writes and for what a shopper types.

Small letters, no accents. A word with a sign inside ("wi-fi", "006R-90321") keeps its parts. Scripts without blanks
are cut into single signs and pairs of them. A measure ("10 cm", '15,6"') becomes one piece in a unit of its kind.
"""

import re
import unicodedata
from dataclasses import dataclass
from enum import Enum
from functools import lru_cache

from commesso.discovery.rules.searching.units import MEASURE, read_measures

# Signs of trade would otherwise be letters: NFKC makes "TM" of the first.
_TRADE = str.maketrans({"™": " ", "®": " ", "©": " ", "’": "'", "″": '"', "”": '"', "“": '"'})
_LETTERS = {"ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "đ": "d", "ł": "l", "ð": "d", "þ": "th", "ı": "i"}
_FOLDED = str.maketrans(_LETTERS)
_ACCENTS = re.compile("[\u0300-\u036f]")  # other scripts' marks make another sign: カ is not ガ
# Han, kana, hangul: no blanks, or words that grow by agglutination.
_UNSPACED = "\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\uac00-\ud7af"
_PIECE = re.compile(
    rf"(?P<measure>{MEASURE})"
    rf"|(?P<unspaced>[{_UNSPACED}]+)"
    r"|(?P<number>\d+[.,]\d+(?![^\W_]))"
    rf"|(?P<word>[^\W_{_UNSPACED}]+(?:[-.'_][^\W_{_UNSPACED}]+)*)"
)
_INSIDE = re.compile(r"[-.'_]")
SHORT = 60  # characters: a value, a title's length at most; such texts come again, in product after product


class Kind(Enum):
    WORD = "word"
    NUMBER = "number"
    MEASURE = "measure"
    SIGNS = "signs"  # of a script without blanks


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of text.

    `text` is the whole, without signs inside; `parts` what it is made of; `measures` what it says in the unit of its
    kind, "=100mm".
    """

    kind: Kind
    text: str
    parts: tuple[str, ...]
    measures: tuple[str, ...] = ()


def fold(text: str) -> str:
    """Return the text in small letters without accents."""
    if text.isascii():
        return text.lower()
    plain = unicodedata.normalize("NFKD", text.translate(_TRADE).casefold().translate(_FOLDED))
    bare = _ACCENTS.sub("", plain)
    return unicodedata.normalize("NFKC", bare).casefold()


def split(text: str) -> tuple[Piece, ...]:
    """Return the pieces of a text in their order."""
    return _split_short(text) if len(text) <= SHORT else _split(text)


def pair_signs(signs: str) -> tuple[str, ...]:
    """Return every two neighbours; a single sign stands for itself."""
    return tuple(signs[at : at + 2] for at in range(len(signs) - 1)) or (signs,)


def _split(text: str) -> tuple[Piece, ...]:
    return tuple(_piece(str(found.lastgroup), found.group()) for found in _PIECE.finditer(fold(text)))


_split_short = lru_cache(maxsize=50_000)(_split)


@lru_cache(maxsize=100_000)
def _piece(group: str, found: str) -> Piece:
    if group == "measure":
        numbers, measures = read_measures(found)
        return Piece(Kind.MEASURE, "".join(found.split()), numbers, measures)
    if group == "unspaced":
        return Piece(Kind.SIGNS, found, tuple(found))
    if group == "number":
        number = found.replace(",", ".")
        return Piece(Kind.NUMBER, number, (number,))
    if found.isalnum():
        return Piece(Kind.NUMBER if found.isdecimal() else Kind.WORD, found, (found,))
    parts = tuple(_INSIDE.split(found))
    return Piece(Kind.WORD, "".join(parts), parts)
