"""Visits like this one: nearest neighbours over an inverted index."""

import numpy as np
from numpy.typing import NDArray

from commesso.discovery.contracts.recommending import ClickLog, Question
from commesso.discovery.rules.recommending.logs import visits_by_products
from commesso.discovery.rules.recommending.members import Scores

_SAMPLE = 1_000
_NEIGHBOURS = 200
_SEEN_AT_MOST = 30


class Neighbours:
    """VS-KNN (Ludewig and Jannach 2018): the products of visits that share this visit's last products.

    The index keeps the newest visits of each product, as VMIS-kNN does (Kersbergen et al. 2022), so that an answer
    takes the same time in a big shop.
    """

    knows = True

    def __init__(self, log: ClickLog, *, sample: int = _SAMPLE, neighbours: int = _NEIGHBOURS) -> None:
        self.name = "neighbours"
        self._neighbours = neighbours
        self._visits = visits_by_products(log)
        self._index = self._visits.T.tocsr()  # the visits of a product, by their start: the newest last
        self._index.sort_indices()
        self._sample = sample
        counts = np.diff(self._index.indptr)
        self._rarity = np.log(max(1, log.visits) / np.maximum(1, counts)).astype(np.float32)
        self._lengths = np.sqrt(np.maximum(1, np.diff(self._visits.indptr))).astype(np.float32)

    def score(self, question: Question) -> Scores:
        seen = question.seen[-_SEEN_AT_MOST:]
        found, weights = [], []
        for place, product in enumerate(seen, start=1):
            first, last = self._index.indptr[product], self._index.indptr[product + 1]
            visits = self._index.indices[max(first, last - self._sample) : last]
            found.append(visits)
            weights.append(np.full(len(visits), place / len(seen) * self._rarity[product], dtype=np.float32))
        if not found:
            return np.zeros(self._visits.shape[1], dtype=np.float32)
        visits, sums = _add_up(np.concatenate(found), np.concatenate(weights))
        nearness = sums / self._lengths[visits]
        if len(visits) > self._neighbours:
            best = np.argpartition(nearness, -self._neighbours)[-self._neighbours :]
            visits, nearness = visits[best], nearness[best]
        total: Scores = self._add_products(visits, nearness) * self._rarity
        return total

    def _add_products(self, visits: NDArray[np.int32], nearness: Scores) -> Scores:
        """Give each product the nearness of the visits that have it: all their rows at once, not one by one."""
        firsts = self._visits.indptr[visits]
        sizes = self._visits.indptr[visits + 1] - firsts
        ends = np.cumsum(sizes)
        places = np.arange(ends[-1] if len(ends) else 0) + np.repeat(firsts - ends + sizes, sizes)
        products = self._visits.indices[places]
        return np.bincount(products, np.repeat(nearness, sizes), self._visits.shape[1]).astype(np.float32)


def _add_up(visits: NDArray[np.int32], weights: Scores) -> tuple[NDArray[np.int32], Scores]:
    unique, places = np.unique(visits, return_inverse=True)
    return unique, np.bincount(places, weights=weights).astype(np.float32)
