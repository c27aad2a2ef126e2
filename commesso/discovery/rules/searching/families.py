"""Families whose name is being typed: there are few of them, so each is looked at."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from commesso.discovery.rules.searching.folding import split
from commesso.discovery.rules.searching.languages import list_stems


@dataclass(frozen=True, slots=True)
class FamilyName:
    """A category's path, with the words of its last level and their stems."""

    path: str
    words: tuple[str, ...]
    stems: frozenset[str]


def read_family(path: str, languages: Sequence[str]) -> FamilyName:
    words = tuple(piece.text for piece in split(path.rpartition(" > ")[2]))
    return FamilyName(path, words, frozenset(stem for word in words for stem in list_stems(word, languages)))


def find_families(typed: str, families: Iterable[FamilyName], languages: Sequence[str]) -> Iterator[str]:
    """Yield the paths of the families whose name has every word that was typed, as it stands or begun."""
    pieces = [piece.text for piece in split(typed)]
    stems = [set(list_stems(piece, languages)) for piece in pieces]
    for family in families:
        if pieces and all(
            any(word.startswith(piece) for word in family.words) or found & family.stems
            for piece, found in zip(pieces, stems, strict=True)
        ):
            yield family.path


def list_common(categories: Iterable[Sequence[str]]) -> list[str]:
    """Return the families of some products, those of the most first."""
    return [path for path, _ in Counter(path for each in categories for path in each).most_common()]
