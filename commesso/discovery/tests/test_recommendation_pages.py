"""Fosca's word in rows of products: made, obeyed, paused, taken back; and why each product is there."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.test import Client

from commesso.discovery.actions.fitting import forget_shops, prepare_shop
from commesso.discovery.contracts.recommending import SlotKind
from commesso.discovery.endpoints.entering import forget
from commesso.discovery.queries.merchant_rules import list_rules
from commesso.discovery.queries.row_report import RowCounts, list_row_counts
from commesso.discovery.tests.asking import ask
from commesso.discovery.tests.shoppers import START, buy, open_busily, tell
from commesso.infra.api import Runner
from commesso.kernel.clock import now
from commesso.stores.contracts import SourceInfo, StoreInfo

PAGE = "/s/bottega/find/recommendations/"
pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("new_process")]


@pytest.fixture
def busy(stream: Runner, shop: StoreInfo) -> Iterator[StoreInfo]:
    forget_shops()
    open_busily(stream, shop)
    prepare_shop(shop.id)
    yield shop
    forget_shops()


def values(**changes: object) -> dict[str, Any]:
    return {
        "name": "Spring",
        "action": "pin",
        "place": "1",
        "strength": "3",
        "product_ids": "floor-lamp",
        **changes,
    }


def shown(source: SourceInfo, kind: str = "for_you", **more: Any) -> list[str]:
    forget()
    answer = ask("recommend", {"key": source.write_key, "kind": kind, "count": 6, **more})
    return [each["product_id"] for each in answer.json["products"]]


def make_rule(fosca: Client, shop: StoreInfo, **changes: object) -> int:
    assert fosca.post(f"{PAGE}create", values(**changes)).status_code == 302
    return list_rules(shop.id)[0].id


def test_fosca_puts_a_product_first_and_sees_why_it_is_there(
    fosca: Client, busy: StoreInfo, source: SourceInfo
) -> None:
    assert b"Rows fill themselves" in fosca.get(PAGE).content
    assert shown(source)[0] != "floor-lamp"
    make_rule(fosca, busy)
    assert shown(source)[0] == "floor-lamp"
    page = fosca.get(PAGE, {"kind": "together", "product": "desk lamp"}).content.decode()
    assert "Put in a place: floor-lamp" in page
    assert "Brass desk lamp" in page
    assert "Bought together" in page
    assert "Put here by a rule" in page


def test_a_rule_can_be_paused_changed_removed_and_taken_back(
    fosca: Client, busy: StoreInfo, source: SourceInfo
) -> None:
    rule = make_rule(fosca, busy, action="exclude", product_ids="", category="Home > Chairs")
    assert "oak-chair" not in shown(source)
    page = fosca.post(f"{PAGE}{rule}/pause", follow=True).content.decode()
    assert "The rule is off." in page
    assert "oak-chair" in shown(source)
    fosca.post(f"{PAGE}{rule}/activate")
    fosca.post(
        f"{PAGE}{rule}/save", values(action="exclude", product_ids="", brand="", category="Home > Bulbs")
    )
    assert {"oak-chair"} <= set(shown(source)) - {"bulb"}
    assert "bulb" not in shown(source)
    fosca.post(f"{PAGE}{rule}/remove")
    assert "bulb" in shown(source)
    fosca.post(f"{PAGE}{rule}/restore")
    assert "bulb" not in shown(source)


def test_a_rule_holds_in_its_rows_and_in_its_time(fosca: Client, busy: StoreInfo, source: SourceInfo) -> None:
    rule = make_rule(fosca, busy, slots=["trending"])
    assert shown(source, "trending")[0] == "floor-lamp"
    assert shown(source)[0] != "floor-lamp"
    over = values(slots=["trending"], active_from="2020-01-01T00:00", active_until="2020-02-01T00:00")
    fosca.post(f"{PAGE}{rule}/save", over)
    assert shown(source, "trending")[0] != "floor-lamp"
    assert "Ended" in fosca.get(PAGE).content.decode()


def test_every_condition_is_kept_and_the_products_it_means_are_shown(fosca: Client, busy: StoreInfo) -> None:
    changes = {
        "action": "boost",
        "product_ids": "",
        "category": "Home > Lamps",
        "price_from": "50",
        "price_to": "70",
    }
    rule = make_rule(fosca, busy, **changes, strength="5", details="")
    kept = list_rules(busy.id)[0].rule
    assert (kept.category, kept.price_from, kept.price_to, kept.strength) == ("Home > Lamps", 5000, 7000, 5.0)
    page = fosca.get(f"{PAGE}{rule}/").content.decode()
    assert "It means 1 product" in page
    assert "Brass floor lamp" in page
    fosca.post(f"{PAGE}{rule}/save", values(**changes, details="season: winter\nmargin: high"))
    assert list_rules(busy.id)[0].rule.details == {"season": "winter", "margin": "high"}
    assert "No product meets all of it" in fosca.get(f"{PAGE}{rule}/").content.decode()


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"name": ""}, "Enter a name."),
        ({"product_ids": "nothing"}, "Your shop has no product nothing."),
        ({"product_ids": ""}, "Name the products to put there."),
        ({"details": "winter"}, "is no attribute"),
        ({"price_from": "20", "price_to": "10"}, "This is less than the price from."),
        ({"price_from": "cheap"}, "Enter an amount, like 19.90."),
        (
            {"active_from": "2026-02-01T00:00", "active_until": "2026-01-01T00:00"},
            "It ends before it begins.",
        ),
        ({"place": "0"}, "Enter 1 or more."),
    ],
)
def test_what_cannot_be_is_said_at_its_field(
    fosca: Client, busy: StoreInfo, changes: dict[str, str], said: str
) -> None:
    page = fosca.post(f"{PAGE}create", values(**changes))
    assert page.status_code == 422
    assert said in page.content.decode()
    assert list_rules(busy.id) == []


def test_what_became_of_a_row_is_counted_by_people(fosca: Client, stream: Runner, shop: StoreInfo) -> None:
    minute = int((now() - START).total_seconds() // 60) - 60
    for who in ("cleo", "dario"):
        tell(shop, "Product List Viewed", minute, who, list_id="recommend:together")
        tell(shop, "Product List Viewed", minute + 1, who, list_id="lamps")
    tell(shop, "Product Clicked", minute + 2, "cleo", list_id="recommend:together", product_id="coffee")
    tell(shop, "Product Clicked", minute + 3, "cleo", list_id="recommend:together", product_id="bulb")
    tell(shop, "Product Clicked", minute + 4, "dario", list_id="recommend:magic", product_id="bulb")
    buy(shop, minute + 5, "cleo", "coffee", "bulb")
    buy(shop, minute + 5, "dario", "coffee")
    stream.drain()
    assert list_row_counts(shop.id) == [RowCounts(kind=SlotKind.TOGETHER, seen=2, clicked=1, bought=1)]
    assert "What became of the rows" in fosca.get(PAGE).content.decode()


def test_a_product_that_is_not_there_is_said(fosca: Client, busy: StoreInfo) -> None:
    page = fosca.get(PAGE, {"kind": "similar", "product": "unicorn"}).content.decode()
    assert "No product is called so." in page
    assert busy.slug in page


def test_gino_looks_and_edda_sees_nothing(fosca: Client, gino: Client, edda: Client, busy: StoreInfo) -> None:
    rule = make_rule(fosca, busy)
    assert gino.get(PAGE).status_code == 200
    assert gino.get(f"{PAGE}{rule}/").status_code == 200
    assert gino.post(f"{PAGE}{rule}/pause").status_code in {403, 404}
    assert edda.get(PAGE).status_code == 404
    assert edda.get(f"/s/edda/find/recommendations/{rule}/").status_code == 404
