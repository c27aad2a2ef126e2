import pytest
from hypothesis import given
from hypothesis import strategies as st

from commesso.discovery.contracts.searching import Synonym
from commesso.discovery.rules.searching.planning import MOST_WORDS, allow_slips, make_plan
from commesso.discovery.rules.searching.synonyms import read_synonyms

ITALIAN = ("it",)


@pytest.mark.parametrize(
    ("word", "slips"),
    [("tv", 0), ("led", 1), ("lamp", 1), ("lampada", 1), ("lampadario", 2), ("1234567", 0), ("dv7-12", 1)],
)
def test_a_longer_word_may_have_more_slips(word: str, slips: int) -> None:
    (found,) = make_plan(word, languages=ITALIAN).words
    assert found.slips == slips == allow_slips(found.text)


def test_words_that_say_nothing_are_not_needed() -> None:
    plan = make_plan("scarpe da corsa", languages=ITALIAN)
    assert [word.needed for word in plan.words] == [True, False, True]


def test_of_words_that_all_say_nothing_each_is_needed() -> None:
    assert all(word.needed for word in make_plan("to be or not to be", languages=("en",)).words)


def test_two_words_may_be_one() -> None:
    left, right = make_plan("lap top", languages=("en",)).words
    assert ("laptop",) in left.forms
    assert ("laptop",) in right.forms


def test_one_word_may_be_two_that_are_known() -> None:
    known = {"tisch", "lamp"}.__contains__
    (word,) = make_plan("tischlampe", languages=("de",), known=known).words
    assert ("tisch", "lamp") in word.forms


def test_a_known_word_is_not_taken_apart() -> None:
    known = {"tischlamp", "tisch", "lamp"}.__contains__
    (word,) = make_plan("tischlampe", languages=("de",), known=known).words
    assert word.forms == (("tischlamp",),)


def test_a_code_is_looked_up_as_a_code() -> None:
    (sku,) = make_plan("LMP-0042", languages=ITALIAN).words
    (ean,) = make_plan("0095205603217", languages=ITALIAN).words
    assert ("#lmp0042",) in sku.forms
    assert ("#95205603217",) in ean.forms


def test_the_last_word_may_be_unfinished_while_typing() -> None:
    plan = make_plan("lampada da tav", languages=ITALIAN, typing=True)
    assert [word.unfinished for word in plan.words] == [False, False, True]
    assert not make_plan("lampada ", languages=ITALIAN, typing=True).words[-1].unfinished
    assert make_plan("lampada d", languages=ITALIAN, typing=True).words[-1].needed


@pytest.mark.parametrize(
    ("one_way", "query", "form", "found"),
    [
        (False, "divano", ("sof",), True),
        (False, "sofa", ("divan",), True),
        (True, "divano", ("sof",), True),
        (True, "sofa", ("divan",), False),
    ],
)
def test_synonyms_hold_both_ways_or_one(
    one_way: bool, query: str, form: tuple[str, ...], found: bool
) -> None:
    synonyms = read_synonyms([Synonym(phrases=("divano", "sofà"), one_way=one_way)])
    (word,) = make_plan(query, languages=ITALIAN, synonyms=synonyms).words
    assert (form in word.forms) == found


def test_a_phrase_may_be_a_synonym() -> None:
    synonyms = read_synonyms([Synonym(phrases=("cell phone", "smartphone"))])
    cell, phone, black = make_plan("cell phone black", languages=("en",), synonyms=synonyms).words
    assert ("smartphon",) in cell.forms
    assert ("smartphon",) in phone.forms
    assert ("smartphon",) not in black.forms
    (smart,) = make_plan("smartphone", languages=("en",), synonyms=synonyms).words
    assert ("cell", "phone") in smart.forms


def test_of_synonyms_that_overlap_the_longest_counts() -> None:
    rows = [Synonym(phrases=("new york", "nyc")), Synonym(phrases=("new york cheesecake", "dessert"))]
    words = make_plan("new york cheesecake", languages=("en",), synonyms=read_synonyms(rows)).words
    assert all(("dessert",) in word.forms and ("nyc",) not in word.forms for word in words)


def test_neighbours_are_known_as_such() -> None:
    assert make_plan("windows 10", languages=("en",)).pairs == (("window", "10"),)


@given(st.text(max_size=300), st.booleans())
def test_any_query_makes_a_plan(query: str, typing: bool) -> None:
    plan = make_plan(query, languages=("it", "en", "zh"), typing=typing, known=lambda _: True)
    assert len(plan.words) <= MOST_WORDS
    assert all(word.forms and all(form and all(form) for form in word.forms) for word in plan.words)
    assert plan.is_empty or any(word.needed for word in plan.words)
