"""What decides the order of products that answer equally well: popularity, and the taste of a visit."""

from datetime import timedelta
from decimal import Decimal
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commesso.catalog.contracts import ProductInput
from commesso.collector import api as collector
from commesso.discovery.actions.counting import count_query, write_query_counts
from commesso.discovery.actions.indexing import fill as fill_index
from commesso.discovery.actions.searching import close_searches, recall_search
from commesso.discovery.rules.searching.popularity import rate_popularity
from commesso.discovery.rules.searching.taste import Kin, rank_by_taste
from commesso.discovery.tests.searching import ask, fill, search
from commesso.infra import api as infra
from commesso.infra.api import Runner
from commesso.kernel.clock import now
from commesso.stores.contracts import SourceInfo, StoreInfo

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("new_process")]


def in_order(told: Any) -> list[str]:
    return [product["product_id"] for product in told["products"]]


@pytest.fixture
def twins(shop: StoreInfo) -> None:
    """Four candles that answer "candela" equally well, and one product of another kind."""
    families = {"a": "Cera", "b": "Cera", "c": "Miele", "d": "Miele"}
    fill(
        shop,
        *(
            ProductInput(
                product_id=key, title="Candela", categories=(family,), price=Decimal(9), currency="EUR"
            )
            for key, family in families.items()
        ),
        ProductInput(
            product_id="wax", title="Vasetto", categories=("Cera",), price=Decimal(9), currency="EUR"
        ),
    )


@pytest.mark.usefixtures("twins")
def test_what_is_wanted_more_comes_first_among_equals(
    shop: StoreInfo, source: SourceInfo, stream: Runner
) -> None:
    looked = [
        {"type": "track", "event": "Product Viewed", "anonymousId": "cleo", "properties": {"product_id": "d"}}
        for _ in range(9)
    ]
    infra.append_offline(infra.MAIN, collector.read_events(source, looked, now())[0])
    stream.drain()
    assert in_order(search(source, "candela"))[0] == "d"
    opened = recall_search(shop.id)
    assert opened is not None
    assert dict(fill_index(opened.backend, shop, embedder=None).popularity) == {"d": 1.0}


@pytest.mark.usefixtures("twins")
def test_what_was_looked_at_moves_its_like_up(source: SourceInfo) -> None:
    def place(told: Any) -> int:
        return sum(in_order(told).index(key) for key in ("a", "b"))

    before = search(source, "candela")
    assert place(search(source, "candela", viewed=["wax", "gone"])) < place(before)
    _, plain = ask("suggest", {"key": source.write_key, "query": "cande"})
    _, suggested = ask("suggest", {"key": source.write_key, "query": "cande", "viewed": ["wax"]})
    assert place(suggested) < place(plain)


def test_little_wanted_is_not_popular() -> None:
    assert rate_popularity({"a": 4.9}) == {}
    demand = {f"p{number}": 1000.0 - number for number in range(100)}
    rated = rate_popularity(demand)
    assert [list(rated.values()).count(tier) for tier in (1.0, 0.66, 0.33)] == [5, 15, 30]


@given(st.dictionaries(st.text(max_size=3), st.floats(0, 1e6)))
def test_what_is_wanted_more_is_not_less_popular(demand: dict[str, float]) -> None:
    rated = rate_popularity(demand)
    for one, other in pairwise(sorted(demand, key=demand.__getitem__)):
        assert demand[one] == demand[other] or rated.get(one, 0) <= rated.get(other, 0)


KINDS = st.sampled_from(["", "x", "y"])


@given(st.lists(KINDS, max_size=12), st.lists(KINDS, max_size=5), st.lists(st.integers(-3, 15), max_size=3))
def test_taste_loses_nothing_crosses_no_tier_and_moves_little(
    found: list[str], viewed: list[str], steps: list[int]
) -> None:
    rows = [Kin(f"p{number}", kind, (kind,) if kind else ()) for number, kind in enumerate(found)]
    seen = [Kin(f"v{number}", kind, (kind,) if kind else ()) for number, kind in enumerate(viewed)]
    ranked = rank_by_taste(rows, seen, steps=steps)
    before = [each.product_id for each in rows]
    assert sorted(ranked) == sorted(before)
    for step in steps:
        if 0 < step < len(rows):
            assert set(ranked[:step]) == set(before[:step])
    assert all(before.index(each) - ranked.index(each) <= 3 for each in ranked)
    if not seen:
        assert ranked == before


def test_what_others_searched_is_suggested_after_enough_days(
    shop: StoreInfo, source: SourceInfo, goods: None
) -> None:
    def count(query: str, *, days: int, times: int, empty: bool = False) -> None:
        for day in range(days):
            for _ in range(times):
                on = now().date() - timedelta(days=day)
                count_query(store_id=shop.id, query=query, found_nothing=empty, on=on)

    count("lampada da terra", days=4, times=2)
    count("lampada da tavolo", days=2, times=9)
    count("lampada bianco", days=3, times=3, empty=True)
    count("lampada evil.example", days=5, times=9)
    write_query_counts()
    close_searches()
    _, told = ask("suggest", {"key": source.write_key, "query": "lampada"})
    assert told["queries"] == ["lampada da terra", "lampada"]
