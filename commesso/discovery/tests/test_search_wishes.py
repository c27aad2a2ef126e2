"""What staff wish of certain queries, as the search door applies it."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commesso.discovery.actions import wishing
from commesso.discovery.contracts.searching import Redirect, Synonym
from commesso.discovery.queries.wishes import list_pins, list_redirects, list_synonyms
from commesso.discovery.rules.searching.wishes import put_first, read_wishes
from commesso.discovery.tests.searching import ask, ids, search
from commesso.stores.contracts import SourceInfo, StoreInfo

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("goods")]


def test_a_query_finds_what_its_synonym_is_called(shop: StoreInfo, source: SourceInfo) -> None:
    assert search(source, "abatjour")["matched"] == "none"
    row = wishing.add_synonyms(store_id=shop.id, phrases=("abatjour", "lampada da tavolo"), one_way=True)
    assert ids(search(source, "Abatjour")) == {"desk"}
    again = wishing.add_synonyms(store_id=shop.id, phrases=("abatjour", "lampada da tavolo"), one_way=True)
    assert again == row
    wishing.change_synonyms(store_id=shop.id, row_id=row, phrases=("abatjour", "vaso"), one_way=True)
    assert ids(search(source, "abatjour")) == {"vase"}
    wishing.remove_synonyms(store_id=shop.id, row_id=row)
    assert search(source, "abatjour")["matched"] == "none"
    assert list_synonyms(shop.id) == []


def test_a_redirect_is_told_with_the_products(shop: StoreInfo, source: SourceInfo) -> None:
    wishing.put_redirect(store_id=shop.id, query="Come restituire", url="/returns")
    wishing.put_redirect(store_id=shop.id, query="come  RESTITUIRE", url="/resi")
    assert [each.url for each in list_redirects(shop.id)] == ["/resi"]
    told = search(source, " COME restituire ")
    assert told["redirect"] == "/resi"
    assert told["products"]
    assert search(source, "come restituire una lampada")["redirect"] == ""
    _, suggested = ask("suggest", {"key": source.write_key, "query": "come restituire"})
    assert suggested["redirect"] == "/resi"


def test_pinned_products_stand_first_in_their_order(shop: StoreInfo, source: SourceInfo) -> None:
    wishing.put_pin(store_id=shop.id, query="Lampade", product_ids=("vase", "paper", "gone"))
    told = search(source, "lampade")
    assert [product["product_id"] for product in told["products"]][:2] == ["vase", "paper"]
    assert ids(told) == {"desk", "floor", "paper", "vase"}
    assert ids(search(source, "lampada")) == {"desk", "floor", "paper"}
    again = search(source, "lampade", offset=2)
    assert ids(again).isdisjoint({"vase", "paper"})


def test_a_narrowed_result_is_not_widened_by_a_pin(shop: StoreInfo, source: SourceInfo) -> None:
    wishing.put_pin(store_id=shop.id, query="lampada", product_ids=("vase", "floor"))
    told = search(source, "lampada", facets={"colour": ["ottone"]})
    assert [product["product_id"] for product in told["products"]] == ["floor", "desk"]


def test_a_query_that_finds_nothing_shows_what_is_pinned_to_it(shop: StoreInfo, source: SourceInfo) -> None:
    wishing.put_pin(store_id=shop.id, query="regalo", product_ids=("vase",))
    told = search(source, "regalo")
    assert ids(told) == {"vase"}
    assert (told["matched"], told["count"]) == ("all", 1)
    wishing.remove_pin(store_id=shop.id, row_id=list_pins(shop.id)[0].id)
    assert search(source, "regalo")["matched"] == "none"


def test_the_wishes_of_a_shop_are_its_own(other_shop: StoreInfo, source: SourceInfo) -> None:
    wishing.put_redirect(store_id=other_shop.id, query="lampada", url="/edda")
    assert search(source, "lampada")["redirect"] == ""


@given(st.lists(st.text(max_size=30), max_size=4), st.text(max_size=30), st.text(max_size=30))
def test_any_wishes_can_be_read_and_asked(phrases: list[str], query: str, asked: str) -> None:
    wishes = read_wishes(
        [Synonym(phrases=tuple(phrases))], [Redirect(queries=(query,), url="/x")], {query: ["a"]}
    )
    assert wishes.find_redirect(asked) in ("", "/x")
    assert wishes.list_pinned(asked) in ((), ("a",))


@given(st.lists(st.integers()), st.lists(st.integers()))
def test_pinned_products_come_first_and_nothing_is_lost_or_twice(first: Any, found: Any) -> None:
    ranked = put_first(first, found)
    assert set(ranked) == {*first, *found}
    assert len(set(ranked)) == len(ranked)
    assert set(ranked[: len(set(first))]) == set(first)
