"""The yardsticks: tables worked out by hand, and what must hold whatever the numbers are."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commesso.discovery.rules.measuring import (
    bootstrap_mean,
    coverage,
    find_rank,
    hit_rate,
    ndcg,
    reciprocal_rank,
)

RANKS = st.lists(st.integers(0, 50), min_size=1, max_size=60)
GAINS = st.lists(st.floats(0, 5), max_size=20)


@pytest.mark.parametrize(("wanted", "rank"), [("lamp", 1), ("sofa", 3), ("bed", 0)])
def test_a_rank_is_counted_from_one_and_zero_is_absent(wanted: str, rank: int) -> None:
    assert find_rank(["lamp", "chair", "sofa"], wanted) == rank


@pytest.mark.parametrize(
    ("ranks", "k", "hits", "reciprocal"),
    [
        ([1, 2, 0, 6], 5, 0.5, (1 + 1 / 2) / 4),
        ([1, 2, 0, 6], 20, 0.75, (1 + 1 / 2 + 1 / 6) / 4),
        ([0, 0], 20, 0.0, 0.0),
        ([], 20, 0.0, 0.0),
    ],
)
def test_hits_and_reciprocal_ranks_are_as_worked_out_by_hand(
    ranks: list[int], k: int, hits: float, reciprocal: float
) -> None:
    assert hit_rate(ranks, k) == pytest.approx(hits)
    assert reciprocal_rank(ranks, k) == pytest.approx(reciprocal)


@pytest.mark.parametrize(
    ("gains", "ideal", "k", "value"),
    [
        ([2, 1, 0], [2, 1, 0], 10, 1.0),
        ([0, 2], [2, 1], 10, (2 / 1.584963) / (2 + 1 / 1.584963)),
        ([0, 2], [2, 0], 1, 0.0),
        ([], [2], 10, 0.0),
        ([0, 0], [0, 0], 10, 0.0),
    ],
)
def test_a_discounted_gain_is_as_worked_out_by_hand(
    gains: list[float], ideal: list[float], k: int, value: float
) -> None:
    assert ndcg(gains, ideal, k) == pytest.approx(value, abs=1e-6)


@given(RANKS, st.integers(1, 30))
def test_more_places_never_lose_a_hit_and_a_reciprocal_never_beats_it(ranks: list[int], k: int) -> None:
    assert hit_rate(ranks, k) <= hit_rate(ranks, k + 1) <= 1
    assert reciprocal_rank(ranks, k) <= hit_rate(ranks, k)


@given(GAINS, st.integers(1, 20), st.randoms(use_true_random=False))
def test_no_order_gains_more_than_the_best_one(gains: list[float], k: int, random: object) -> None:
    shuffled = sorted(gains, key=lambda _: random.random())  # type: ignore[attr-defined]
    assert 0 <= ndcg(shuffled, gains, k) <= 1 + 1e-9


def test_coverage_counts_each_known_product_once() -> None:
    assert coverage([["a", "b"], ["b"], ["gone"]], ["a", "b", "c", "d"]) == 0.5
    assert coverage([], []) == 0.0


@given(st.lists(st.floats(-1, 1), min_size=1, max_size=50), st.integers(0, 2**31))
def test_an_interval_is_the_same_for_the_same_seed(values: list[float], seed: int) -> None:
    first = bootstrap_mean(values, seed=seed, rounds=20)
    assert first == bootstrap_mean(values, seed=seed, rounds=20)
    assert min(values) - 1e-9 <= first.low <= first.high <= max(values) + 1e-9


def test_a_real_difference_is_told_from_none() -> None:
    better = [1, 1, 0, 1] * 50
    assert bootstrap_mean(better, seed=1).low > 0
    assert bootstrap_mean([1, -1] * 100, seed=1).low <= 0


def test_values_of_one_visit_are_drawn_together() -> None:
    values, visits = [1.0] * 50 + [0.0] * 50, [1] * 50 + [2] * 50
    apart, together = bootstrap_mean(values, seed=1), bootstrap_mean(values, groups=visits, seed=1)
    assert together.high - together.low > apart.high - apart.low
