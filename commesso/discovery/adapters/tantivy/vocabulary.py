"""The words of an index, to find those that a slip of the finger may have meant.

The library can do this too, by walking through all its words with an automaton, anew for each question it is asked about
a query. This finds them once, and in a fraction of the time.
"""

from collections.abc import Iterable, Mapping
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray
from rapidfuzz import process
from rapidfuzz.distance import OSA

_PAGES = 8  # so many small additions, and they become one
_KEPT = 2_000  # words looked up a moment ago: a result, its facets and its next page ask for the same


class Vocabulary:
    """Words, added by one thread and looked up by any."""

    def __init__(self, words: Iterable[str]) -> None:
        self._known: set[str] = set()
        self._pages: tuple[_Page, ...] = ()
        self.add(words)

    def add(self, words: Iterable[str]) -> None:
        new = [word for word in dict.fromkeys(words) if word and word not in self._known]
        if not new:
            return
        self._known.update(new)
        if len(self._pages) > _PAGES:  # small ones become one, and the large one is left alone
            first, *small = self._pages
            added = [word for page in small for word in page.words] + new
            self._pages = (
                (first, _Page(added)) if len(added) < len(first.words) else (_Page(first.words + added),)
            )
        else:
            self._pages = (*self._pages, _Page(new))

    def find_near(self, word: str, slips: int) -> Mapping[str, int]:
        """Return the words that differ by at most so many slips, each with how many.

        A slip is a letter too many, too few or wrong, or two neighbours in the wrong order (Damerau 1964; a letter
        slips once).
        """
        found: dict[str, int] = {}
        if not word:
            return found
        for page in self._pages:
            found.update(page.find_near(word, slips))
        return found


class _Page:
    def __init__(self, words: list[str]) -> None:
        self.words = words
        self._lengths = np.array([len(word) for word in words])
        self._signs = _mark_signs(words)
        self.find_near = lru_cache(maxsize=_KEPT)(self._find_near)

    def _find_near(self, word: str, slips: int) -> Mapping[str, int]:
        # One slip changes the length by one at most, and which letters are there by two: few words are left to compare.
        may_be = (np.abs(self._lengths - len(word)) <= slips) & (
            np.bitwise_count(self._signs ^ _mark_signs([word])) <= 2 * slips
        )
        words = [self.words[place] for place in np.flatnonzero(may_be)]
        near = process.extract(word, words, scorer=OSA.distance, score_cutoff=slips, limit=None)
        return {found: int(distance) for found, distance, _ in near}


def _mark_signs(words: list[str]) -> NDArray[np.uint64]:
    """Return for each word a bit for each letter it has; letters may share one. No word is empty."""
    signs = np.frombuffer("".join(words).encode("utf-32-le"), dtype=np.uint32)
    starts = np.concatenate([[0], np.cumsum([len(word) for word in words[:-1]], dtype=np.int64)])
    bits = np.uint64(1) << (signs & np.uint32(63)).astype(np.uint64)
    return np.bitwise_or.reduceat(bits, starts)
