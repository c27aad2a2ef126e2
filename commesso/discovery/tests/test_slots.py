"""Slots of Alma's shop: what each promises, what is never in one, and that none stays empty."""

from collections.abc import Iterator
from decimal import Decimal
from typing import Any
from uuid import UUID

import pytest

from commesso.catalog import api as catalog
from commesso.catalog.contracts import ProductInput, ProductStatus
from commesso.discovery.actions.fitting import forget_shops, mark_shop_stale, prepare_shop, refresh_shops
from commesso.discovery.actions.recommending import recommend
from commesso.discovery.contracts import MerchantRule, RuleAction, SlotKind
from commesso.discovery.subscribers import on_profile_erased
from commesso.discovery.tests.shoppers import START, tell
from commesso.events import facts
from commesso.events.profiles import ProfileErased
from commesso.infra.api import Runner
from commesso.kernel.ids import ProfileId
from commesso.stores.contracts import StoreInfo

GOODS = {
    "desk-lamp": ("Brass desk lamp", "Home > Lamps", 40),
    "floor-lamp": ("Brass floor lamp", "Home > Lamps", 60),
    "bulb": ("Warm light bulb", "Home > Bulbs", 5),
    "oak-chair": ("Oak chair", "Home > Chairs", 80),
    "oak-table": ("Oak table", "Home > Tables", 200),
    "coffee": ("Ground coffee", "Kitchen", 8),
}


@pytest.fixture(autouse=True)
def empty_memory() -> Iterator[None]:
    forget_shops()
    yield
    forget_shops()


def stock(shop: StoreInfo, *product_ids: str, **more: Any) -> None:
    products = [
        ProductInput(
            product_id=each,
            title=GOODS[each][0],
            categories=(GOODS[each][1],),
            price=Decimal(GOODS[each][2]),
            currency="EUR",
            **{"stock": 5, "status": ProductStatus.ACTIVE, **more},
        )
        for each in product_ids or GOODS
    ]
    catalog.import_products(shop.id, products, source="test", at=START)


def buy(shop: StoreInfo, minute: int, who: str, *product_ids: str) -> None:
    lines = [{"product_id": each, "price": 9, "quantity": 1} for each in product_ids]
    tell(shop, "Order Completed", minute, who, order_id=f"{who}-{minute}", currency="EUR", products=lines)


def shown(shop: StoreInfo, kind: SlotKind, count: int = 3, **more: Any) -> list[str]:
    return [each.product_id for each in recommend(shop.id, kind=kind, count=count, **more)]


@pytest.fixture
def busy(stream: Runner, shop: StoreInfo) -> StoreInfo:
    """Alma's shop, where lamps are bought with bulbs, tables with chairs, and coffee again and again."""
    stock(shop)
    for number in range(20):
        who, at = f"shopper{number % 5}", number * 120
        pair = [("desk-lamp", "bulb"), ("oak-table", "oak-chair")][number % 2]
        for place, product in enumerate(pair):
            tell(shop, "Product Viewed", at + place, who, product_id=product)
        buy(shop, at + 5, who, *pair, "coffee")
    stream.drain()
    return shop


def test_each_slot_keeps_its_promise(busy: StoreInfo) -> None:
    assert set(shown(busy, SlotKind.TOGETHER, 2, products=["desk-lamp"])) == {"coffee", "bulb"}
    assert shown(busy, SlotKind.VIEWED, 1, products=["oak-table"]) == ["oak-chair"]
    assert shown(busy, SlotKind.SIMILAR, 1, products=["desk-lamp"]) == ["floor-lamp"]
    assert shown(busy, SlotKind.BETTER, 1, products=["desk-lamp"]) == ["floor-lamp"]
    assert shown(busy, SlotKind.SIMPLER, 1, products=["floor-lamp"]) == ["desk-lamp"]
    assert shown(busy, SlotKind.RECENT, 2, seen=["bulb", "oak-chair"]) == ["oak-chair", "bulb"]
    assert shown(busy, SlotKind.FOR_YOU, 1, seen=["oak-table"]) == ["oak-chair"]


def test_what_gets_used_up_is_offered_again_and_a_table_is_not(busy: StoreInfo) -> None:
    behaviour = prepare_shop(busy.id).behaviour
    person = next(iter(behaviour.people))
    assert "coffee" in behaviour.consumables
    again = recommend(busy.id, kind=SlotKind.AGAIN, person=person, count=1)[0]
    assert (again.reason, again.product_id in behaviour.consumables) == ("bought before", True)
    durable = set(behaviour.list_bought(person)) - behaviour.consumables
    for kind in SlotKind:
        assert not durable & set(shown(busy, kind, 6, person=person, seen=["oak-chair"]))


def test_what_was_sold_out_or_hidden_a_moment_ago_is_not_shown(busy: StoreInfo) -> None:
    assert "bulb" in shown(busy, SlotKind.TOGETHER, 6, products=["desk-lamp"])
    stock(busy, "bulb", stock=0, version=2)
    stock(busy, "coffee", status=ProductStatus.HIDDEN, version=2)
    for kind in SlotKind:
        found = shown(busy, kind, 6, products=["desk-lamp"], seen=["bulb", "coffee"])
        assert not {"bulb", "coffee", "desk-lamp"} & set(found)
        assert len(found) == 3


def test_a_product_added_a_minute_ago_has_similar_ones_and_can_be_shown(busy: StoreInfo) -> None:
    prepare_shop(busy.id)
    GOODS["reading-lamp"] = ("Brass reading lamp", "Home > Lamps", 45)
    stock(busy, "reading-lamp")
    del GOODS["reading-lamp"]
    mark_shop_stale(busy.id)
    refresh_shops()
    assert set(shown(busy, SlotKind.SIMILAR, 2, products=["reading-lamp"])) == {"desk-lamp", "floor-lamp"}
    assert "reading-lamp" in shown(busy, SlotKind.SIMILAR, 2, products=["desk-lamp"])


def test_a_shop_without_a_click_fills_its_slots_and_says_it_guesses(stream: Runner, shop: StoreInfo) -> None:
    stock(shop)
    for kind in SlotKind:
        assert len(recommend(shop.id, kind=kind, count=4)) == 4
    assert all(each.is_guess for each in recommend(shop.id, kind=SlotKind.FOR_YOU, count=4))


def test_a_merchants_rule_is_kept_with_its_name(busy: StoreInfo) -> None:
    pin = MerchantRule(name="Sale", action=RuleAction.PIN, product_ids=frozenset({"floor-lamp"}))
    hide = MerchantRule(name="No chairs", action=RuleAction.EXCLUDE, category="Home > Chairs")
    found = recommend(busy.id, kind=SlotKind.FOR_YOU, seen=["oak-table"], rules=[pin, hide], count=5)
    assert (found[0].product_id, found[0].reason, found[0].rule) == ("floor-lamp", "pinned", "Sale")
    assert "oak-chair" not in [each.product_id for each in found]


def test_a_person_who_was_erased_is_nobody(busy: StoreInfo) -> None:
    person = next(iter(prepare_shop(busy.id).behaviour.people))
    assert recommend(busy.id, kind=SlotKind.AGAIN, person=person, count=1)[0].reason == "bought before"
    erased = ProfileErased(store_id=busy.id, at=START, profile_id=ProfileId(UUID(person)))
    on_profile_erased([facts.to_stream(erased, received_at=START)])
    assert recommend(busy.id, kind=SlotKind.AGAIN, person=person, count=1)[0].reason != "bought before"


def test_another_shop_sees_nothing_of_it(busy: StoreInfo, other_shop: StoreInfo) -> None:
    assert recommend(other_shop.id, kind=SlotKind.TRENDING) == []
