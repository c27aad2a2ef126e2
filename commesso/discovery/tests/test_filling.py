"""What a slot may show: never what it must not, always full, and the merchant's wishes with their names."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commesso.discovery.contracts.recommending import MerchantRule, ProductCard, RuleAction, Wish
from commesso.discovery.rules.recommending.content import Content
from commesso.discovery.rules.recommending.filling import fill_slot, fits

IDS = st.sampled_from([f"p{number}" for number in range(12)])
SETS = st.frozensets(IDS, max_size=6)


def card(product_id: str, **more: Any) -> ProductCard:
    return ProductCard(product_id=product_id, **more)


def wishes(*product_ids: str) -> list[Wish]:
    return [Wish(each, "sequences") for each in product_ids]


def rule(action: str, **more: Any) -> MerchantRule:
    return MerchantRule(name=f"my {action}", action=RuleAction(action), **more)


CARDS = {
    each.product_id: each
    for each in (
        card("a", brand="Alba", categories=("Home > Lamps",), price_minor=1000),
        card("b", brand="Bora", categories=("Home > Lamps > Desk",), price_minor=2000),
        card("c", in_stock=True, categories=("Home > Lampshades",), details={"season": "winter"}),
        card("d", price_minor=500),
        card("hidden", is_shown=False),
        card("sold", in_stock=False),
    )
}
ALL = wishes("hidden", "sold", "unknown", "a", "b", "c", "d")


@pytest.mark.parametrize(
    ("options", "shown"),
    [
        ({}, "a b c"),
        ({"on_page": {"a"}}, "b c d"),
        ({"bought": {"a", "b"}}, "c d"),
        ({"bought": {"a", "b"}, "consumables": {"b"}}, "b c d"),
        ({"rules": [rule("exclude", brand="alba")]}, "b c d"),
        ({"rules": [rule("exclude", category="Home > Lamps")]}, "c d"),
        ({"rules": [rule("pin", product_ids=frozenset({"d"}), place=2)]}, "a d b"),
        ({"rules": [rule("pin", product_ids=frozenset({"sold", "d"}))]}, "d a b"),
        ({"rules": [rule("boost", details={"season": "winter"}, strength=5.0)]}, "c a b"),
        ({"rules": [rule("bury", price_from=1000, strength=9.0)]}, "c d a"),
    ],
)
def test_a_slot_shows_what_it_may_and_the_merchant_wishes(options: dict[str, Any], shown: str) -> None:
    assert " ".join(each.product_id for each in fill_slot([ALL], count=3, cards=CARDS, **options)) == shown


def test_what_is_missing_comes_from_the_next_list_and_the_reason_is_kept() -> None:
    boost = rule("boost", product_ids=frozenset({"b"}))
    found = fill_slot(
        [
            wishes("sold", "a"),
            [Wish("a", "popular"), Wish("c", "popular", is_guess=True), Wish("b", "popular")],
        ],
        count=3,
        cards=CARDS,
        rules=[boost],
    )
    assert [(each.product_id, each.reason, each.is_guess, each.rule) for each in found] == [
        ("a", "sequences", False, ""),
        ("b", "popular", False, "my boost"),
        ("c", "popular", True, ""),
    ]


def test_a_category_means_those_below_it_and_not_those_that_begin_alike() -> None:
    lamps = rule("boost", category="Home > Lamps")
    assert [each for each in "abc" if fits(lamps, CARDS[each])] == ["a", "b"]


@st.composite
def crowds(draw: st.DrawFn) -> dict[str, Any]:
    """A slot's whole surroundings."""
    names = ("on_page", "bought", "consumables", "sold_out", "pinned", "excluded")
    return {
        "lists": draw(st.lists(st.lists(IDS, max_size=12), max_size=4)),
        "count": draw(st.integers(0, 8)),
        **{name: draw(SETS) for name in names},
    }


@given(crowds())
def test_nothing_forbidden_is_ever_shown_and_no_place_stays_empty(crowd: dict[str, Any]) -> None:
    ids = [f"p{number}" for number in range(12)]
    rules = [rule("exclude", product_ids=crowd["excluded"])] if crowd["excluded"] else []
    rules += [rule("pin", product_ids=crowd["pinned"], place=2)] if crowd["pinned"] else []
    found = fill_slot(
        [wishes(*each) for each in [*crowd["lists"], ids]],
        count=crowd["count"],
        cards={each: card(each, in_stock=each not in crowd["sold_out"]) for each in ids},
        on_page=crowd["on_page"],
        bought=crowd["bought"],
        consumables=crowd["consumables"],
        rules=rules,
    )
    shown = [each.product_id for each in found]
    forbidden = crowd["on_page"] | crowd["sold_out"] | crowd["excluded"]
    forbidden |= crowd["bought"] - crowd["consumables"]
    assert not forbidden & set(shown)
    assert len(shown) == len(set(shown)) == min(crowd["count"], len(ids) - len(forbidden))


def test_a_product_added_a_minute_ago_has_similar_ones() -> None:
    content = Content(
        {
            "desk lamp": ["lamp", "desk", "brass", "home"],
            "floor lamp": ["lamp", "floor", "brass", "home"],
            "chair": ["chair", "oak", "home"],
            "new lamp": ["lamp", "brass", "reading", "home"],
            "blank": [],
        }
    )
    assert {each for each, _ in content.find_similar("new lamp", 2)} == {"desk lamp", "floor lamp"}
    assert content.find_similar("blank", 3) == content.find_similar("nowhere", 3) == []


@given(st.dictionaries(IDS, st.lists(st.sampled_from("uvwxyz"), max_size=6), max_size=12))
def test_no_product_is_like_itself_and_none_more_than_alike(words: dict[str, list[str]]) -> None:
    content = Content(words)
    for product in words:
        found = content.find_similar(product, 20)
        assert product not in [each for each, _ in found]
        assert all(0 < alike <= 1.0001 for _, alike in found)
        assert [alike for _, alike in found] == sorted((alike for _, alike in found), reverse=True)
