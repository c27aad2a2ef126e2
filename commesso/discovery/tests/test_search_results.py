from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commesso.discovery.contracts.searching import FacetCounts, SearchDocument
from commesso.discovery.rules.searching.blending import append_new, fuse
from commesso.discovery.rules.searching.facets import MOST_FACETS, Band, choose_facets, make_bands
from commesso.discovery.rules.searching.lsa import find_alike, fit_meanings


def test_facets_that_most_products_have_come_first() -> None:
    counts = _counts(
        100, colour={"red": 50, "blue": 40}, rare={"a": 3, "b": 2}, brand={"Luna": 60, "Sole": 40}
    )
    assert [facet.name for facet in choose_facets(counts)] == ["brand", "colour"]


@pytest.mark.parametrize(
    "values", [{"red": 100}, {f"serial {number}": 1 for number in range(100)}, {"a": 3, "b": 3}]
)
def test_a_facet_that_tells_nothing_apart_is_left_out(values: dict[str, int]) -> None:
    assert choose_facets(_counts(100, facet=values)) == ()


def test_a_facet_that_was_chosen_from_stays() -> None:
    counts = _counts(100, colour={"red": 100})
    assert [facet.name for facet in choose_facets(counts, chosen={"colour": ("red",)})] == ["colour"]


@given(
    st.integers(1, 500),
    st.dictionaries(
        st.text(max_size=5), st.dictionaries(st.text(max_size=5), st.integers(1, 500), max_size=20)
    ),
)
def test_never_more_facets_than_fit(total: int, facets: dict[str, dict[str, int]]) -> None:
    values = [(name, value, count) for name, each in facets.items() for value, count in each.items()]
    assert len(choose_facets(FacetCounts(count=total, values=tuple(values)))) <= MOST_FACETS


def test_price_bands_are_round_and_hold_every_price() -> None:
    counts = FacetCounts(
        count=9, values=(), price_from=490, price_to=19900, price_quarters=(1980, 4900, 9900)
    )
    assert make_bands(counts) == (Band(None, 2000), Band(2000, 5000), Band(5000, 10000), Band(10000, None))


@given(st.lists(st.integers(0, 10**9), min_size=1, max_size=50))
def test_price_bands_follow_without_a_gap(prices: list[int]) -> None:
    ordered = sorted(prices)
    quarters = tuple(ordered[len(ordered) * quarter // 4] for quarter in (1, 2, 3))
    counts = FacetCounts(
        count=len(prices), values=(), price_from=ordered[0], price_to=ordered[-1], price_quarters=quarters
    )
    bands = make_bands(counts)
    assert all(one.price_to == next_one.price_from for one, next_one in pairwise(bands))
    assert not bands or (bands[0].price_from is None and bands[-1].price_to is None)


def test_what_stands_high_in_both_comes_first() -> None:
    assert fuse(["a", "b", "c"], ["b", "c", "d"])[0] == "b"


def test_a_second_list_only_adds() -> None:
    assert append_new(["a", "b"], ["b", "c", "d"], limit=3) == ["a", "b", "c"]


def test_words_of_the_same_products_mean_the_like() -> None:
    sofas = [_document(f"s{at}", ["sofa" if at % 2 else "couch", "cushion", "seat"]) for at in range(30)]
    lamps = [_document(f"l{at}", ["lamp", "bulb", "light"]) for at in range(30)]
    extra = [_document(f"x{at}", [f"word{at % 25}", f"thing{at % 20}"]) for at in range(60)]
    meanings = fit_meanings([*sofas, *lamps, *extra], dimensions=2)
    assert meanings is not None
    found = [product_id for product_id, _ in find_alike(meanings, ["couch"], limit=30)]
    assert len(found) == 30
    assert all(product_id.startswith("s") for product_id in found)


def test_meanings_are_the_same_each_time() -> None:
    documents = [_document(f"p{at}", [f"w{at % 7}", f"v{at % 11}", f"u{at % 13}"]) for at in range(80)]
    one, other = fit_meanings(documents, dimensions=4), fit_meanings(documents, dimensions=4)
    assert one is not None
    assert other is not None
    assert find_alike(one, ["w1", "v2"], limit=5) == find_alike(other, ["w1", "v2"], limit=5)


def test_a_small_catalogue_has_no_meanings_and_an_unknown_word_no_likes() -> None:
    assert fit_meanings([_document("p", ["lamp"])]) is None
    documents = [_document(f"p{at}", [f"w{at % 7}", f"v{at % 11}", f"u{at % 13}"]) for at in range(80)]
    meanings = fit_meanings(documents, dimensions=4)
    assert meanings is not None
    assert find_alike(meanings, ["unknown"], limit=5) == []


def _counts(total: int, **facets: dict[str, int]) -> FacetCounts:
    values = [(name, value, count) for name, each in facets.items() for value, count in each.items()]
    return FacetCounts(count=total, values=tuple(sorted(values, key=lambda each: -each[2])))


def _document(product_id: str, tokens: list[str]) -> SearchDocument:
    return SearchDocument(product_id=product_id, title=product_id, tokens=tuple(tokens))
