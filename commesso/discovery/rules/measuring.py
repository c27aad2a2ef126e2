"""How good a ranking is, and how sure we may be that one is better than another.

A *rank* is 1 for the first place and 0 for "not there". A *gain* is how much a product in that place is worth.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import TypeVar

import numpy as np
from numpy.typing import ArrayLike, NDArray

T = TypeVar("T")


@dataclass(frozen=True)
class Interval:
    """A mean, and the bounds that hold the given share of what chance would make of it."""

    mean: float
    low: float
    high: float


def find_rank(ranked: Sequence[T], wanted: T) -> int:
    """Return the place of what was wanted, counted from 1; 0 when it is not there."""
    return ranked.index(wanted) + 1 if wanted in ranked else 0


def score_hits(ranks: ArrayLike, k: int) -> NDArray[np.float64]:
    """Return 1 for each rank within the first `k`, else 0. The mean is the hit rate, HR@k."""
    places = np.asarray(ranks)
    return ((places >= 1) & (places <= k)).astype(np.float64)


def score_reciprocals(ranks: ArrayLike, k: int) -> NDArray[np.float64]:
    """Return 1 / rank within the first `k`, else 0. The mean is MRR@k."""
    places = np.asarray(ranks, dtype=np.float64)
    within = (places >= 1) & (places <= k)
    return np.divide(1.0, places, out=np.zeros_like(places), where=within)


def hit_rate(ranks: ArrayLike, k: int) -> float:
    return _mean(score_hits(ranks, k))


def reciprocal_rank(ranks: ArrayLike, k: int) -> float:
    return _mean(score_reciprocals(ranks, k))


def ndcg(gains: Sequence[float], ideal: Iterable[float], k: int) -> float:
    """Return the discounted gain of a ranking as a share of the best possible, between 0 and 1.

    `gains` are those of the products shown, in their order; `ideal` those of all that could have been shown, in any
    order. 0 when there is nothing to gain.
    """
    best = _discounted(sorted(ideal, reverse=True)[:k])
    return _discounted(gains[:k]) / best if best > 0 else 0.0


def coverage(shown: Iterable[Collection[T]], of: Collection[T]) -> float:
    """Return the share of the products that was shown to somebody at least once."""
    known = set(of)
    seen = {each for row in shown for each in row}
    return len(known & seen) / len(known) if known else 0.0


def bootstrap_mean(
    values: ArrayLike, *, seed: int, groups: ArrayLike | None = None, rounds: int = 1000, share: float = 0.95
) -> Interval:
    """Return the mean of the values and its bootstrap interval.

    To compare two rankings, pass the differences of their scores for the same questions: that is what makes the
    interval a paired one. Values of one group (a visit, a shopper) are drawn together, since they resemble each other.
    """
    numbers = np.asarray(values, dtype=np.float64)
    if numbers.size == 0:
        return Interval(0.0, 0.0, 0.0)
    labels = (
        np.arange(numbers.size) if groups is None else np.unique(np.asarray(groups), return_inverse=True)[1]
    )
    sums = np.bincount(labels, weights=numbers)
    sizes = np.bincount(labels)
    random = np.random.default_rng(seed)
    means = np.empty(rounds)
    for at in range(rounds):
        drawn = random.integers(0, sums.size, sums.size)
        means[at] = sums[drawn].sum() / sizes[drawn].sum()
    low, high = np.quantile(means, [(1 - share) / 2, (1 + share) / 2])
    return Interval(float(numbers.mean()), float(low), float(high))


def _discounted(gains: Sequence[float]) -> float:
    return float(sum(gain / np.log2(place + 1) for place, gain in enumerate(gains, start=1)))


def _mean(values: NDArray[np.float64]) -> float:
    return float(values.mean()) if values.size else 0.0
