"""Whose word about an order counts: docs/decisions/0007-who-may-speak-of-an-order.md."""

from dataclasses import replace
from decimal import Decimal
from uuid import UUID

import msgspec
import pytest

from commesso.events.facts import to_stream
from commesso.events.orders import OrderCancelled, OrderChanged, OrderRefunded
from commesso.events.profiles import IdentitiesLinked, IdentityLink, ProfileErased
from commesso.events.stream import NO_SOURCE, StreamEvent
from commesso.kernel.ids import ProfileId, VisitorId, new_uuid
from commesso.orders import api as orders
from commesso.orders.contracts import OrderInput, OrderState
from commesso.orders.subscribers import on_stream
from commesso.orders.tests.events import NOON, list_facts, make_event
from commesso.stores.contracts import StoreInfo

DAY = 24 * 60


def placed(shop: StoreInfo, **who: str) -> StreamEvent:
    return make_event(shop.id, "Order Completed", 0, order_id="o1", total=20, currency="EUR", **who)


def cancelled(shop: StoreInfo, minutes: float = DAY, /, **who: str) -> StreamEvent:
    return make_event(shop.id, "Order Cancelled", minutes, order_id="o1", **who)


def link(shop: StoreInfo, version: int, *visitors: str, person: int = 1) -> StreamEvent:
    profile = ProfileId(UUID(int=person))
    links = tuple(IdentityLink(VisitorId(visitor), profile, version) for visitor in visitors)
    return to_stream(IdentitiesLinked(store_id=shop.id, at=NOON, links=links), received_at=NOON)


def state(shop: StoreInfo) -> OrderState:
    return orders.get_order(shop.id, "o1").order_state


def test_a_stranger_who_guesses_an_order_changes_nothing(shop: StoreInfo) -> None:
    on_stream([placed(shop, user="cleo", anonymous="phone")])
    on_stream([cancelled(shop, anonymous="stranger")])
    on_stream([make_event(shop.id, "Order Refunded", DAY, anonymous="stranger", order_id="o1")])
    on_stream([make_event(shop.id, "Order Updated", DAY, anonymous="stranger", order_id="o1", total=0)])
    order = orders.get_order(shop.id, "o1")
    assert (order.order_state, str(order.total), str(order.refunded)) == (
        OrderState.OPEN,
        "EUR 20.00",
        "EUR 0.00",
    )
    assert order.warnings == tuple(
        f"Order {what} of 2026-03-03 12:00 was not believed: it names nobody who placed the order"
        for what in ("Cancelled", "Refunded", "Updated")
    )
    told = [*list_facts(OrderCancelled), *list_facts(OrderRefunded), *list_facts(OrderChanged)]
    assert told == []
    assert orders.orders_for(shop.id, anonymous_ids=["stranger"]) == []


def test_a_stranger_who_says_to_have_placed_it_later_is_one_still(shop: StoreInfo) -> None:
    on_stream([placed(shop, user="cleo")])
    again = make_event(shop.id, "Order Completed", DAY, anonymous="stranger", order_id="o1", total=1)
    on_stream([again, cancelled(shop, DAY + 1, anonymous="stranger")])
    order = orders.get_order(shop.id, "o1")
    assert (order.order_state, str(order.total), order.user_id) == (OrderState.OPEN, "EUR 20.00", "cleo")
    assert orders.orders_for(shop.id, anonymous_ids=["stranger"]) == []


def test_a_time_of_the_senders_choice_makes_nobody_first(shop: StoreInfo) -> None:
    on_stream([placed(shop, user="cleo")])
    early = make_event(shop.id, "Order Completed", -DAY, anonymous="stranger", order_id="o1", total=1)
    on_stream([msgspec.structs.replace(early, received_at=NOON.replace(day=9))])
    assert str(orders.get_order(shop.id, "o1").total) == "EUR 20.00"


@pytest.mark.parametrize(
    "who", [{"user": "cleo"}, {"anonymous": "phone"}, {"anonymous": "server-1", "email": "Cleo@example.com"}]
)
def test_who_placed_it_is_believed_under_any_of_their_identities(
    shop: StoreInfo, who: dict[str, str]
) -> None:
    on_stream([placed(shop, user="cleo", anonymous="phone", email="cleo@example.com")])
    on_stream([cancelled(shop, **who)])
    assert state(shop) is OrderState.CANCELLED


def test_browser_and_server_place_an_order_together_and_both_may_change_it(shop: StoreInfo) -> None:
    from_server = make_event(shop.id, "Order Completed", 3, user="17", order_id="o1", total=20)
    on_stream([placed(shop, anonymous="phone"), from_server, cancelled(shop, user="17")])
    order = orders.get_order(shop.id, "o1")
    assert (order.order_state, order.user_id, order.anonymous_id) == (OrderState.CANCELLED, "17", "phone")


def test_whoever_turns_out_to_be_the_same_person_is_believed_then(shop: StoreInfo) -> None:
    on_stream([placed(shop, anonymous="phone"), cancelled(shop, user="cleo")])
    assert state(shop) is OrderState.OPEN
    on_stream([link(shop, 1, "a:phone", "u:cleo")])
    assert state(shop) is OrderState.CANCELLED
    assert [order.order_id for order in orders.orders_for(shop.id, user_ids=["cleo"])] == ["o1"]
    on_stream([link(shop, 2, "u:cleo", person=2)])
    assert state(shop) is OrderState.OPEN
    assert orders.orders_for(shop.id, user_ids=["cleo"]) == []


def test_a_cart_that_a_doubted_order_closed_is_open_again(shop: StoreInfo) -> None:
    add = make_event(shop.id, "Product Added", -1, user="cleo", product_id="lamp", price=9)
    on_stream([link(shop, 1, "a:phone", "u:cleo"), add, placed(shop, anonymous="phone")])
    on_stream([cancelled(shop, user="cleo")])
    assert [cart.order_id for cart in orders.carts_for(shop.id, user_ids=["cleo"])] == ["o1"]
    on_stream([link(shop, 2, "u:cleo", person=2)])
    assert [cart.order_id for cart in orders.carts_for(shop.id, user_ids=["cleo"])] == [""]


def test_the_shop_itself_is_always_believed(shop: StoreInfo) -> None:
    on_stream([placed(shop, user="cleo")])
    row = OrderInput(order_id="o1", placed_at=NOON, order_state=OrderState.CANCELLED, total=Decimal(20))
    orders.import_orders(shop.id, [row], "shopify")
    assert state(shop) is OrderState.CANCELLED


def test_imported_events_are_the_shops_own_word(shop: StoreInfo) -> None:
    on_stream([placed(shop, user="cleo")])
    on_stream([msgspec.structs.replace(cancelled(shop, user="clerk"), source_id=NO_SOURCE)])
    assert state(shop) is OrderState.CANCELLED


def test_an_order_of_the_shops_history_cannot_be_claimed(shop: StoreInfo) -> None:
    row = OrderInput(order_id="o1", placed_at=NOON, total=Decimal(20), currency="EUR")
    orders.import_orders(shop.id, [row], "shopify")
    late = make_event(shop.id, "Order Completed", 9 * DAY, anonymous="stranger", order_id="o1")
    on_stream([late, cancelled(shop, 9 * DAY, anonymous="stranger")])
    assert state(shop) is OrderState.OPEN
    orders.import_orders(shop.id, [replace(row, version=1, email="cleo@example.com")], "shopify")
    on_stream([cancelled(shop, 10 * DAY, anonymous="any", email="cleo@example.com")])
    assert state(shop) is OrderState.CANCELLED


def test_what_was_believed_stays_so_when_its_person_is_erased(shop: StoreInfo) -> None:
    on_stream([placed(shop, anonymous="phone"), cancelled(shop, user="cleo")])
    on_stream([link(shop, 1, "a:phone", "u:cleo")])
    again = make_event(shop.id, "Order Completed", DAY, anonymous="stranger", order_id="o1", total=1)
    on_stream([again])
    erased = ProfileErased(
        store_id=shop.id,
        at=NOON,
        profile_id=ProfileId(new_uuid()),
        visitor_ids=(VisitorId("u:cleo"), VisitorId("a:phone")),
    )
    on_stream([to_stream(erased, received_at=NOON)])
    on_stream([make_event(shop.id, "Order Refunded", 2 * DAY, anonymous="phone", order_id="o1")])
    order = orders.get_order(shop.id, "o1")
    assert (order.is_erased, order.order_state, str(order.total)) == (True, OrderState.CANCELLED, "EUR 20.00")
    assert (str(order.refunded), order.user_id, order.anonymous_id) == ("EUR 0.00", "", "")
