"""Slots of Alma's shop: what each promises, what is never in one, and that none stays empty."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest

from commesso.catalog.contracts import ProductStatus
from commesso.discovery.actions import fitting
from commesso.discovery.actions.fitting import (
    forget_person,
    forget_shops,
    mark_shop_stale,
    prepare_shop,
    refresh_shops,
)
from commesso.discovery.actions.recommending import recommend
from commesso.discovery.contracts.recommending import MerchantRule, RuleAction, SlotKind
from commesso.discovery.rules.recommending.learning import learn
from commesso.discovery.subscribers import on_profile_erased
from commesso.discovery.tests.shoppers import GOODS, START, open_busily, stock
from commesso.events import facts
from commesso.events.profiles import ProfileErased
from commesso.infra.api import Runner
from commesso.kernel.clock import now
from commesso.kernel.ids import ProfileId
from commesso.stores.contracts import StoreInfo


@pytest.fixture(autouse=True)
def empty_memory() -> Iterator[None]:
    forget_shops()
    yield
    forget_shops()


def shown(shop: StoreInfo, kind: SlotKind, count: int = 3, **more: Any) -> list[str]:
    return [each.product_id for each in recommend(shop.id, kind=kind, count=count, **more)]


@pytest.fixture
def busy(stream: Runner, shop: StoreInfo) -> StoreInfo:
    """Alma's shop, where lamps are bought with bulbs, tables with chairs, and coffee again and again."""
    open_busily(stream, shop)
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


def test_what_was_sold_out_or_hidden_a_moment_ago_is_not_shown(stream: Runner, busy: StoreInfo) -> None:
    assert "bulb" in shown(busy, SlotKind.TOGETHER, 6, products=["desk-lamp"])
    stock(busy, "bulb", stock=0, version=2)
    stock(busy, "coffee", status=ProductStatus.HIDDEN, version=2)
    stream.drain()
    for kind in SlotKind:
        found = shown(busy, kind, 6, products=["desk-lamp"], seen=["bulb", "coffee"])
        assert not {"bulb", "coffee", "desk-lamp"} & set(found)
        assert len(found) == 3


def test_a_product_added_a_minute_ago_has_similar_ones_and_can_be_shown(busy: StoreInfo) -> None:
    prepare_shop(busy.id)
    GOODS["reading-lamp"] = ("Brass reading lamp", "Home > Lamps", 45)
    stock(busy, "reading-lamp")
    del GOODS["reading-lamp"]
    mark_shop_stale(busy.id, ["reading-lamp"])
    refresh_shops(now())
    assert set(shown(busy, SlotKind.SIMILAR, 2, products=["reading-lamp"])) == {"desk-lamp", "floor-lamp"}
    assert "reading-lamp" in shown(busy, SlotKind.SIMILAR, 2, products=["desk-lamp"])


def test_products_that_changed_are_read_anew_and_the_others_are_not(busy: StoreInfo) -> None:
    before = prepare_shop(busy.id)
    stock(busy, "bulb", stock=0, version=2)
    stock(busy, "coffee", status=ProductStatus.HIDDEN, version=2)
    mark_shop_stale(busy.id, ["bulb", "coffee"])
    refresh_shops(now())
    after = prepare_shop(busy.id)
    assert (after.cards["bulb"].in_stock, "coffee" in after.cards) == (False, False)
    assert after.cards["oak-chair"] is before.cards["oak-chair"]
    assert after.content is before.content  # no word changed, so nothing is compared anew


def test_a_change_that_could_not_be_read_is_read_later(
    busy: StoreInfo, monkeypatch: pytest.MonkeyPatch
) -> None:
    prepare_shop(busy.id)
    stock(busy, "bulb", stock=0, version=2)
    mark_shop_stale(busy.id, ["bulb"])
    with monkeypatch.context() as broken:
        broken.setattr(fitting, "renew_shelf", lambda *_: open_broken_disk())
        with pytest.raises(OSError, match="disk"):
            refresh_shops(now())
    refresh_shops(now())
    assert prepare_shop(busy.id).cards["bulb"].in_stock is False


def open_broken_disk() -> None:
    raise OSError("The disk does not answer.")


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


def test_a_person_who_is_erased_while_the_shop_is_learnt_is_nobody_afterwards(
    busy: StoreInfo, monkeypatch: pytest.MonkeyPatch
) -> None:
    known = prepare_shop(busy.id).behaviour
    person = next(iter(known.people))

    def erase_and_learn(*asked: Any) -> Any:
        forget_person(busy.id, person)  # after the clicks were read
        return learn(*asked)

    monkeypatch.setattr(fitting, "learn", erase_and_learn)
    refresh_shops(now() + timedelta(days=2))
    learnt_anew = prepare_shop(busy.id).behaviour
    assert learnt_anew is not known
    assert person not in learnt_anew.people


def test_another_shop_sees_nothing_of_it(busy: StoreInfo, other_shop: StoreInfo) -> None:
    assert recommend(other_shop.id, kind=SlotKind.TRENDING) == []
