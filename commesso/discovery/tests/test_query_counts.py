"""How often queries are asked. Who asked is kept nowhere."""

from datetime import timedelta

import pytest

from commesso.discovery.actions.counting import (
    count_query,
    forget_old_counts,
    write_query_counts,
)
from commesso.discovery.models import QueryCount
from commesso.discovery.rules.searching.counting import fold_query, may_keep_query
from commesso.discovery.tests.searching import search
from commesso.kernel.clock import now
from commesso.stores.contracts import SourceInfo, StoreInfo

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("goods")]


def counted(shop: StoreInfo) -> dict[str, tuple[int, int]]:
    write_query_counts()
    rows = QueryCount.objects.for_store(shop.id)
    return {row.query: (row.searches, row.empty) for row in rows}


def test_queries_are_counted_folded_with_those_that_found_nothing(
    shop: StoreInfo, source: SourceInfo
) -> None:
    for query in ("Lampada", " LAMPADA", "zzzzzz", "maria@example.com"):
        search(source, query)
    assert counted(shop) == {"lampada": (2, 0), "zzzzzz": (1, 1)}
    search(source, "lampàda")
    assert counted(shop) == {"lampada": (3, 0), "zzzzzz": (1, 1)}


def test_going_on_and_narrowing_is_the_same_search(shop: StoreInfo, source: SourceInfo) -> None:
    search(source, "lampada", offset=2)
    search(source, "lampada", facets={"colour": ["ottone"]})
    search(source, "lampada", price_to="50")
    search(source, "")
    assert counted(shop) == {}


@pytest.mark.parametrize(
    "query",
    [
        "maria@example.com",
        "+39 333 123 45 67",
        "333-1234567",
        "ordine 10023457",
        "4111 1111 1111 1111",
        "x" * 61,
        "",
        "  ",
        "???",
    ],
)
def test_what_may_name_somebody_or_is_no_query_is_not_kept(query: str) -> None:
    assert not may_keep_query(query)


@pytest.mark.parametrize("query", ["lampada 40 w", "lmp-0042", "30 x 40 cm", "台灯", "wi-fi @ home"])
def test_a_query_is_kept(query: str) -> None:
    assert may_keep_query(query)


def test_a_query_is_kept_in_small_letters_without_accents() -> None:
    assert fold_query("  Lampadà   da TERRA ") == "lampada da terra"


def test_after_thirteen_months_a_count_is_forgotten(shop: StoreInfo) -> None:
    today = now().date()
    for days in (0, 395, 400):
        count_query(
            store_id=shop.id, query=f"lampada {days}", found_nothing=False, on=today - timedelta(days=days)
        )
    write_query_counts()
    forget_old_counts(now())
    assert set(counted(shop)) == {"lampada 0", "lampada 395"}
