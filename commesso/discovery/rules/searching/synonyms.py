"""The shop's own words for the same thing. Applied when a query is read."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from commesso.discovery.contracts.searching import Synonym
from commesso.discovery.rules.searching.folding import split

Phrase = tuple[str, ...]


@dataclass(frozen=True)
class Synonyms:
    """What each phrase may be found as, by the folded phrase."""

    meanings: Mapping[Phrase, tuple[Phrase, ...]] = field(default_factory=dict)
    longest: int = 0


def read_synonyms(rows: Iterable[Synonym]) -> Synonyms:
    """Return the synonyms ready for use. Two ways: every phrase means every other. One way: the first finds the rest."""
    meanings: dict[Phrase, list[Phrase]] = defaultdict(list)
    for row in rows:
        phrases = [phrase for text in row.phrases if (phrase := read_phrase(text))]
        asked = phrases[:1] if row.one_way else phrases
        for phrase in asked:
            meanings[phrase] += [other for other in phrases if other != phrase]
    found = {phrase: tuple(dict.fromkeys(others)) for phrase, others in meanings.items() if others}
    return Synonyms(found, max(map(len, found), default=0))


def read_phrase(text: str) -> Phrase:
    return tuple(piece.text for piece in split(text))


def find_meanings(words: Sequence[str], synonyms: Synonyms) -> list[list[Phrase]]:
    """Return for each word what else would meet it. Of phrases that overlap the longest counts, the first first."""
    found: list[list[Phrase]] = [[] for _ in words]
    at = 0
    while at < len(words):
        taken = next(
            (
                size
                for size in range(synonyms.longest, 0, -1)
                if tuple(words[at : at + size]) in synonyms.meanings
            ),
            0,
        )
        for place in range(at, min(at + taken, len(words))):
            found[place] += synonyms.meanings[tuple(words[at : at + taken])]
        at += max(taken, 1)
    return found
