"""The guide: what it asks, what it believes, and what must hold whatever a catalogue says and a shopper answers."""

from collections.abc import Sequence
from typing import Any

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from commesso.discovery.rules.guiding.asking import (
    ANY,
    UNKNOWN,
    Guide,
    find_step,
    is_open,
    make_guide,
    measure_belief,
    measure_gains,
    rank,
)
from commesso.discovery.rules.guiding.drawing import derive_questions, may_ask
from commesso.discovery.rules.guiding.questions import LEAST_GAIN, MOST_OPTIONS, Kind, Question, measure_gain
from commesso.discovery.rules.guiding.values import Item
from commesso.discovery.tests.lamps import LAMPS, make_items

COLOURS = ("red", "blue", "green", "black", "white", "grey", "pink", "gold")
VALUES = st.one_of(
    st.sampled_from(COLOURS),
    st.booleans(),
    st.floats(0, 500, allow_subnormal=False),
    st.lists(st.sampled_from(COLOURS), max_size=3),
    st.sampled_from(["7 cm", "1,5 m", "20 mm", "", "N/A"]),
)
PRODUCTS = st.lists(
    st.tuples(
        st.dictionaries(st.sampled_from(["colour", "size", "power", "washable"]), VALUES, max_size=4),
        st.one_of(st.none(), st.floats(0, 1000)),
    ),
    max_size=40,
)
ANSWERS = st.lists(st.tuples(st.integers(0, 9), st.integers(0, 7)), max_size=6)


def guide_through(items: Sequence[Item], **others: Any) -> Guide:
    return make_guide([item.key for item in items], derive_questions(items), **others)


def answer(guide: Guide, picks: Sequence[tuple[int, int]]) -> dict[str, str]:
    """Turn numbers into answers that the guide knows."""
    answers: dict[str, str] = {}
    for question, option in picks:
        if guide.questions:
            asked = guide.questions[question % len(guide.questions)]
            choices = [*(each.key for each in asked.options), ANY, UNKNOWN]
            if is_open(guide, asked, answers) and asked.key not in answers:
                answers[asked.key] = choices[option % len(choices)]
    return answers


def find(guide: Guide, key: str) -> Question:
    question = guide.find_question(key)
    assert question is not None
    return question


def test_questions_come_from_what_the_products_say() -> None:
    guide = guide_through(make_items(LAMPS))
    assert {question.key: question.kind for question in guide.questions} == {
        "price": Kind.BAND,
        "colour": Kind.CHOICE,
        "power": Kind.CHOICE,
        "dimmable": Kind.YES_NO,
    }
    assert [(each.label, each.count) for each in find(guide, "colour").options] == [
        ("black", 2),
        ("White", 2),
        ("brass", 1),
        ("red", 1),
    ]
    assert [each.label for each in find(guide, "power").options] == ["5", "8", "10", "12", "15", "20"]
    assert find(guide, "power").unit == "W"


@pytest.mark.parametrize(
    ("name", "asked"),
    [
        ("colour", True),
        ("Width", True),
        ("idea", True),
        ("EAN", False),
        ("product_id", False),
        ("Package weight", False),
        ("codice-interno", False),
    ],
)
def test_what_nobody_chooses_by_is_not_asked(name: str, *, asked: bool) -> None:
    assert may_ask(name) is asked


def test_rare_values_are_something_else() -> None:
    colours = [
        *["red"] * 9,
        *["blue"] * 8,
        *["green"] * 7,
        *["black"] * 6,
        *["white"] * 5,
        "pink",
        "gold",
        "grey",
    ]
    guide = guide_through(make_items([({"colour": colour}, None) for colour in colours]))
    (question,) = guide.questions
    assert [each.key for each in question.options] == ["red", "blue", "green", "black", "white", "*other"]
    assert question.options[-1].count == 3


def test_many_values_are_asked_in_two_goes() -> None:
    many = {"a": 40, "b": 38, "c": 36, "d": 34, "e": 32, "f": 30, "g": 28, "h": 26, "i": 24}
    words = [word for word, count in many.items() for _ in range(count)]
    guide = guide_through(make_items([({"wood": word}, None) for word in words]))
    narrower = find(guide, "wood>*other")
    assert [option.key for option in narrower.options] == ["f", "g", "h", "i"]
    assert find_step(guide, {}).question is find(guide, "wood")
    assert find_step(guide, {"wood": "a"}).question is None
    assert find_step(guide, {"wood": "*other"}).question is narrower
    step = find_step(guide, {"wood": "*other", "wood>*other": "g"})
    assert step.count == 28
    assert step.matches[0].fulfils == ("wood>*other",)


def test_a_wide_band_is_asked_more_narrowly() -> None:
    guide = guide_through(make_items([({}, float(price)) for price in range(1, 301)]))
    step = find_step(guide, {"price": "50..100"})
    assert step.question is find(guide, "price>50..100")
    assert step.question.options[0].key == "..60"
    assert step.question.options[-1].high is None
    answered = find_step(guide, {"price": "50..100", "price>50..100": "..60"})
    assert {match.key for match in answered.matches[:10]} == {f"p{place}" for place in range(50, 60)}
    assert answered.count == 10


def test_a_narrower_answer_is_void_once_its_question_is_answered_anew() -> None:
    guide = guide_through(make_items([({}, float(price)) for price in range(1, 301)]))
    answers = {"price": "100..150", "price>50..100": "..60"}
    assert find_step(guide, answers).ignored == ("price>50..100",)
    assert find_step(guide, answers).matches == find_step(guide, {"price": "100..150"}).matches


def test_an_attribute_that_differs_everywhere_is_not_asked() -> None:
    assert guide_through(make_items([({"model": f"M{place}x"}, None) for place in range(50)])).questions == ()


def test_commas_part_values_whose_parts_come_again() -> None:
    rooms = ["bath, hall", "hall", "bath", "hall, study", "bath, study", "study"]
    (question,) = guide_through(make_items([({"room": room}, None) for room in rooms])).questions
    assert [(each.key, each.count) for each in question.options] == [("bath", 3), ("hall", 3), ("study", 3)]


def test_an_answer_makes_others_unlikely_and_none_impossible() -> None:
    guide = guide_through(make_items(LAMPS))
    step = find_step(guide, {"colour": "black"})
    assert [match.key for match in step.matches[:2]] == ["p0", "p1"]
    assert [match.fulfils for match in step.matches[:2]] == [("colour",), ("colour",)]
    assert step.matches[2].contradicts == ("colour",)
    assert step.count == 2
    assert len(step.matches) == 6


def test_what_is_not_said_changes_nothing() -> None:
    guide = guide_through(make_items(LAMPS))
    belief = measure_belief(guide, {"dimmable": "yes"})
    assert belief[3] == pytest.approx(1 / 6)
    assert belief[0] > 1 / 6 > belief[1]


def test_answers_that_fit_nothing_together_still_show_products() -> None:
    guide = guide_through(make_items(LAMPS))
    step = find_step(guide, {"colour": "red", "power": "5", "dimmable": "yes"})
    assert step.count == 0
    assert len(step.matches) == 6
    assert set(step.matches[0].fulfils) == {"dimmable", "power"}


def test_answers_that_the_guide_does_not_know_are_named_and_left_out() -> None:
    guide = guide_through(make_items(LAMPS))
    step = find_step(guide, {"colour": "violet", "taste": "sweet", "power": UNKNOWN})
    assert step.ignored == ("colour", "taste")
    assert step.count == 6
    assert step.question is not None
    assert step.question.key not in {"colour", "power"}


def test_options_tell_how_many_products_they_leave() -> None:
    guide = guide_through(make_items(LAMPS), first=["dimmable"])
    step = find_step(guide, {"colour": "black"})
    assert step.question is not None
    assert step.question.key == "dimmable"
    assert step.counts == (1, 1)


def test_it_stops_when_three_products_hold_the_belief() -> None:
    items = make_items([({"colour": colour}, price) for price, colour in enumerate(COLOURS)])
    guide = guide_through(items, counts=np.asarray([900.0, 50, 0, 0, 0, 0, 0, 0]))
    step = find_step(guide, {})
    assert step.sure
    assert step.question is None


def test_a_fixed_question_is_asked_first_and_even_when_all_is_clear() -> None:
    items = make_items(LAMPS)
    guide = guide_through(
        items, first=["dimmable", "missing", "colour"], counts=np.asarray([900.0, 0, 0, 0, 0, 0])
    )
    asked = []
    answers: dict[str, str] = {}
    while (question := find_step(guide, answers).question) is not None:
        asked.append(question.key)
        answers[question.key] = UNKNOWN
    assert asked == ["dimmable", "colour"]


def test_a_question_left_out_by_the_merchant_is_never_asked() -> None:
    guide = guide_through(make_items(LAMPS), never=["price"])
    assert guide.find_question("price") is None


def test_popular_products_come_first_and_new_ones_stay_possible() -> None:
    guide = guide_through(make_items(LAMPS), counts=np.asarray([0.0, 0, 5000, 0, 0, 0]))
    step = find_step(guide, {})
    assert step.matches[0].key == "p2"
    assert min(match.belief for match in step.matches) > 0.01


@given(PRODUCTS)
@example([({"colour": "red", "power": 0.0}, None), ({"power": 3.7e-255}, None)])
def test_every_question_is_short_and_worth_asking(
    products: list[tuple[dict[str, Any], float | None]],
) -> None:
    items = make_items(products)
    even = np.full(len(items), 1 / max(1, len(items)))
    for question in derive_questions(items):
        assert 2 <= len(question.options) <= MOST_OPTIONS
        assert len({option.key for option in question.options}) == len(question.options)
        assert all(option.count > 0 for option in question.options) or question.kind is Kind.YES_NO
        assert measure_gain(question, even) >= LEAST_GAIN


@given(PRODUCTS, ANSWERS)
def test_no_answers_lead_to_a_dead_end(products: list[Any], picks: list[tuple[int, int]]) -> None:
    items = make_items(products)
    guide = guide_through(items)
    answers = answer(guide, picks)
    step = find_step(guide, answers)
    assert len(step.matches) == min(12, len(items))
    assert all(match.belief > 0 for match in step.matches)
    assert step.ignored == ()
    assert step.question is None or step.question.key not in answers
    if items:
        assert measure_belief(guide, answers).sum() == pytest.approx(1)


@given(PRODUCTS, ANSWERS, st.randoms(use_true_random=False))
def test_the_order_of_answers_does_not_matter(
    products: list[Any], picks: list[tuple[int, int]], random: Any
) -> None:
    guide = guide_through(make_items(products))
    given_answers = answer(guide, picks)
    shuffled = list(given_answers.items())
    random.shuffle(shuffled)
    one, other = find_step(guide, given_answers), find_step(guide, dict(shuffled))
    assert one.matches == other.matches
    assert one.question is other.question


@pytest.mark.parametrize("seed", range(10))
def test_a_walk_through_many_products_ends_well_whatever_is_answered(seed: int) -> None:
    random = np.random.default_rng(seed)
    rows = [
        ({"colour": COLOURS[int(random.zipf(1.5)) % 8], "size": f"{random.lognormal(3, 1):.1f} cm"}, price)
        for price in random.lognormal(4, 1, 600).round(2).tolist()
    ]
    guide = guide_through(make_items(rows))
    answers: dict[str, str] = {}
    while (question := find_step(guide, answers).question) is not None:
        choices = [*(each.key for each in question.options), ANY, UNKNOWN]
        answers[question.key] = str(random.choice(choices))
        step = find_step(guide, answers)
        assert len(step.matches) == 12
        assert step.ignored == ()
        assert find_step(guide, dict(reversed(answers.items()))).matches == step.matches


@given(PRODUCTS, ANSWERS, st.integers(0, 7))
def test_going_back_undoes_an_answer(products: list[Any], picks: list[tuple[int, int]], option: int) -> None:
    guide = guide_through(make_items(products))
    answers = answer(guide, picks)
    before = find_step(guide, answers)
    if before.question is not None:
        choices = [*(each.key for each in before.question.options), ANY, UNKNOWN]
        further = {**answers, before.question.key: choices[option % len(choices)]}
        find_step(guide, further)
        del further[before.question.key]
        assert find_step(guide, further).matches == before.matches


@given(PRODUCTS, ANSWERS)
def test_not_knowing_leaves_the_products_as_they_are(
    products: list[Any], picks: list[tuple[int, int]]
) -> None:
    guide = guide_through(make_items(products))
    answers = answer(guide, picks)
    before = find_step(guide, answers)
    if before.question is not None:
        for neutral in (ANY, UNKNOWN):
            after = find_step(guide, {**answers, before.question.key: neutral})
            assert after.matches == before.matches
            assert after.question is not before.question


@settings(max_examples=30)
@given(PRODUCTS, ANSWERS)
def test_counting_in_packs_is_counting_one_by_one(products: list[Any], picks: list[tuple[int, int]]) -> None:
    guide = guide_through(make_items(products))
    answers = answer(guide, picks)
    belief = measure_belief(guide, answers)
    slowly = {q.key: measure_gain(q, belief) for q in guide.questions if q.key not in answers}
    assert measure_gains(guide, answers, belief) == pytest.approx(slowly)


@given(st.integers(0, 4_000), st.integers(1, 15), st.integers(1, 40), st.integers(0, 2**32 - 1))
def test_the_best_of_many_are_those_of_a_whole_sort(size: int, most: int, values: int, seed: int) -> None:
    belief = np.random.default_rng(seed).integers(0, values, size).astype(np.float64)
    assert rank(belief, most=most) == np.argsort(-belief, kind="stable")[:most].tolist()
