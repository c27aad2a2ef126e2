"""Recommendations from a click log: what each member knows, what the blend learns, what is never given."""

from collections.abc import Sequence

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from commesso.discovery.contracts.recommending import NOBODY, ClickLog, Question
from commesso.discovery.rules.recommending.baskets import Together
from commesso.discovery.rules.recommending.fusion import Case, describe, find_least_share, learn_weights
from commesso.discovery.rules.recommending.habits import Habits, Taste
from commesso.discovery.rules.recommending.logs import DAY, ask, question_rows, split_last, split_log
from commesso.discovery.rules.recommending.members import Member
from commesso.discovery.rules.recommending.neighbours import Neighbours
from commesso.discovery.rules.recommending.popularity import Popularity
from commesso.discovery.rules.recommending.recommender import fit_recommender
from commesso.discovery.rules.recommending.sequences import Sequences
from commesso.discovery.rules.recommending.slist import solve_linear

VISITS = st.lists(st.lists(st.integers(0, 5), min_size=1, max_size=8), min_size=1, max_size=30)


def write_log(visits: Sequence[Sequence[int]], people: Sequence[int] = (), *, products: int = 6) -> ClickLog:
    """A log of these visits, one a day, by these people."""
    rows = [(visit, product) for visit, seen in enumerate(visits) for product in seen]
    visit = np.array([row[0] for row in rows], dtype=np.int32)
    person = np.array([people[each] if people else NOBODY for each in visit], dtype=np.int32)
    return ClickLog(
        products=tuple(f"p{each}" for each in range(products)),
        people=tuple(f"u{each}" for each in range(max(people, default=-1) + 1)),
        visit=visit,
        product=np.array([row[1] for row in rows], dtype=np.int32),
        person=person,
        at=visit.astype(np.float64) * DAY,
        bought=np.zeros(len(rows), dtype=np.bool_),
    )


def list_questions(log: ClickLog, *, repeats: bool) -> list[tuple[tuple[int, ...], int]]:
    rows = question_rows(log, repeats=repeats)
    return [(question.seen, answer) for _, question, answer in ask(log, rows, repeats=repeats)]


def best(member: Member, *seen: int, person: int = NOBODY) -> int:
    return int(np.argmax(member.score(Question(seen, person))))


def test_what_sold_lately_trends_and_what_sold_most_is_popular() -> None:
    log = write_log([[0]] * 20 + [[1]] * 5)
    assert best(Popularity(log)) == 0
    assert best(Popularity(log, now=25 * DAY, half_life_days=2)) == 1


def test_a_sequence_knows_its_direction_and_company_does_not() -> None:
    log = write_log([[0, 1], [0, 1], [2, 0]])
    sequences = Sequences(log)
    assert best(sequences, 0) == 1
    assert sequences.score(Question((1,))).sum() == 0
    assert best(Together(log), 1) == 0


@pytest.mark.parametrize("ordered", [True, False])
def test_a_linear_model_finds_the_other_half_of_a_pair(ordered: bool) -> None:
    log = write_log([[0, 1], [2, 3], [0, 1], [2, 3]] * 5)
    solved = solve_linear(log, ordered=ordered, ridge=1, fading=0.8)
    assert best(solved, 0) == 1
    assert best(solved, 2) == 3


def test_neighbours_are_visits_that_share_the_last_products() -> None:
    log = write_log([[0, 1, 4], [2, 3, 5]] * 3)
    scores = Neighbours(log).score(Question((0, 1)))
    assert scores[4] > 0
    assert scores[5] == 0


def test_a_habit_is_the_persons_own_and_taste_is_what_goes_with_it() -> None:
    log = write_log([[0], [0], [2], [0, 4], [0, 4]], people=[0, 0, 1, 2, 2])
    habits = Habits(log, now=5 * DAY, half_life_days=30)
    assert best(habits, person=0) == 0
    assert best(habits, person=1) == 2
    assert habits.score(Question(())).sum() == 0
    assert best(Taste(habits, Together(log).table), person=0) == 4


def test_questions_walk_through_a_visit_and_count_a_product_once() -> None:
    log = write_log([[0, 1, 0, 2], [3]])
    assert list_questions(log, repeats=False) == [((0,), 1), ((0, 1), 2)]
    assert list_questions(log, repeats=True) == [((0,), 1), ((0, 1), 0), ((0, 1, 0), 2)]


@given(VISITS, st.floats(0, 1))
def test_a_cut_keeps_visits_whole_and_in_their_order(visits: list[list[int]], share: float) -> None:
    log = write_log(visits)
    split_at = share * len(visits) * DAY
    for earlier, later in (split_last(log, share), split_log(log, split_at)):
        assert [*earlier.product, *later.product] == [*log.product]
        assert earlier.visits + later.visits == log.visits
        assert not len(earlier) or not len(later) or earlier.at.max() <= later.at.min()


@pytest.mark.parametrize(("clicks", "share"), [(0, 1.0), (500, 0.002), (10_000, 0.0001), (2_000_000, 0.0001)])
def test_one_click_of_all_is_the_least_that_is_told_from_silence(clicks: int, share: float) -> None:
    assert find_least_share(clicks) == share


def test_in_a_young_shop_one_meeting_is_no_louder_than_what_sells() -> None:
    sells, met = np.array([20, 1], dtype=np.float32), np.array([0, 1], dtype=np.float32)

    def lead(clicks: int) -> float:
        first, second = describe([sells, met], np.arange(2), find_least_share(clicks)).sum(axis=1)
        return float(first - second)

    assert lead(20) > lead(1_000_000)


def test_weights_go_to_the_member_that_is_right_and_stay_where_nothing_is_known() -> None:
    prior = np.array([0.5, 0.5])
    right_first = Case(np.array([[3.0, 0.0], [0.0, 3.0]], dtype=np.float32), answer=0)
    learnt = learn_weights([right_first] * 200, prior, strength=10)
    assert learnt[0] > 0.5 > learnt[1]
    assert np.array_equal(learn_weights([], prior, strength=10), prior)
    assert learn_weights([right_first], prior, strength=1e9) == pytest.approx(prior)


@settings(max_examples=25, deadline=None)
@given(VISITS, st.booleans(), st.lists(st.integers(0, 5), max_size=4), st.integers(1, 6))
def test_any_log_can_be_learnt_and_no_answer_repeats_or_shows_what_it_must_not(
    visits: list[list[int]], repeats: bool, seen: list[int], count: int
) -> None:
    recommender = fit_recommender(write_log(visits), repeats=repeats)
    shown = [each.product for each in recommender.rank(Question(tuple(seen)), count, never={0})]
    assert len(shown) == len(set(shown)) <= count
    assert 0 not in shown
    if not repeats:
        assert not set(shown) & set(seen)
        sold = {product for visit in visits for product in visit} - {0, *seen}
        assert len(shown) == min(count, len(sold))


def test_it_says_when_it_is_guessing() -> None:
    recommender = fit_recommender(write_log([[0, 1], [0, 1], [2]] * 10))
    known, unknown = recommender.rank(Question((0,)), 1)[0], recommender.rank(Question((5,)), 1)[0]
    assert (known.product, known.is_guess) == (1, False)
    assert unknown.is_guess


def test_it_learns_that_people_buy_again() -> None:
    random = np.random.default_rng(3)
    people = random.integers(0, 40, 600).tolist()
    visits = [[20 + int(random.integers(0, 20)), person % 20] for person in people]
    recommender = fit_recommender(write_log(visits, people, products=40))
    assert recommender.rank(Question((25,), 7), 1)[0].product == 7
    assert recommender.rank(Question((25,), 13), 1)[0].product == 13


def test_a_recommender_is_the_same_each_time() -> None:
    log = write_log([[0, 1, 2], [1, 2], [3, 4], [4, 0]] * 10)
    answers = [fit_recommender(log).rank(Question((1,)), 5) for _ in range(2)]
    assert answers[0] == answers[1]


def test_an_empty_shop_gets_an_empty_answer() -> None:
    assert fit_recommender(write_log([[]])).rank(Question(()), 5) == []


def test_what_met_once_is_chance_to_who_asks_for_more() -> None:
    log = write_log([[0, 1], [0, 1], [0, 2]], products=3)
    assert [each > 0 for each in Together(log).score(Question((0,)))] == [False, True, True]
    assert [each > 0 for each in Together(log, least=0.7).score(Question((0,)))] == [False, True, False]
