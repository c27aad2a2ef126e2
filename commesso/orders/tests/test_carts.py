from datetime import datetime, timedelta

import pytest

from commesso.events.facts import to_stream
from commesso.events.orders import CartAbandoned, CartOrdered, CartRecovered, CartStarted
from commesso.events.profiles import IdentitiesLinked, IdentityLink
from commesso.kernel.ids import ProfileId, VisitorId, new_uuid
from commesso.orders import api as orders
from commesso.orders.contracts import CartState
from commesso.orders.jobs import age_all_carts
from commesso.orders.subscribers import on_stream
from commesso.orders.tests.events import NOON, list_facts, make_event
from commesso.stores.contracts import StoreInfo

LAMP = {"product_id": "lamp", "name": "Lamp", "price": "19.90"}


def at(minutes: float) -> datetime:
    return NOON + timedelta(minutes=minutes)


def test_what_goes_in_and_comes_out_makes_the_cart(shop: StoreInfo) -> None:
    on_stream(
        [
            make_event(shop.id, "Product Added", 0, anonymous="cleo", cart_id="c1", quantity=2, **LAMP),
            make_event(
                shop.id, "Product Added", 1, anonymous="cleo", cart_id="c1", product_id="bulb", price=3
            ),
            make_event(
                shop.id, "Product Removed", 2, anonymous="cleo", cart_id="c1", product_id="lamp", quantity=1
            ),
        ]
    )
    cart = orders.get_cart(shop.id, "c1")
    assert [(item.product_id, item.quantity) for item in cart.items] == [("bulb", 1), ("lamp", 1)]
    assert str(cart.value) == "EUR 22.90"
    assert cart.state is CartState.ACTIVE


@pytest.mark.parametrize(
    ("minutes", "state"),
    [(10, "active"), (30, "idle"), (60, "abandoned"), (60 * 24 * 29, "abandoned"), (60 * 24 * 30, "expired")],
)
def test_a_cart_left_alone_ages(shop: StoreInfo, minutes: int, state: str) -> None:
    on_stream([make_event(shop.id, "Product Added", 0, anonymous="cleo", cart_id="c1", **LAMP)])
    age_all_carts(at(minutes))
    assert orders.get_cart(shop.id, "c1").state == state


def test_an_abandonment_is_told_once_with_the_time_it_happened(shop: StoreInfo) -> None:
    on_stream([make_event(shop.id, "Product Added", 0, anonymous="cleo", cart_id="c1", **LAMP)])
    age_all_carts(at(61))
    age_all_carts(at(500))
    assert [fact.at for fact in list_facts(CartAbandoned)] == [at(60)]
    assert len(list_facts(CartStarted)) == 1


def test_an_order_soon_after_makes_it_ordered(shop: StoreInfo) -> None:
    on_stream(
        [
            make_event(shop.id, "Product Added", 0, anonymous="cleo", cart_id="c1", **LAMP),
            make_event(shop.id, "Order Completed", 20, anonymous="cleo", order_id="o1", total=19.9),
        ]
    )
    cart = orders.get_cart(shop.id, "c1")
    assert (cart.state, cart.order_id) == (CartState.ORDERED, "o1")
    assert [fact.order_id for fact in list_facts(CartOrdered)] == ["o1"]


def test_an_order_after_an_abandonment_recovers_it(shop: StoreInfo) -> None:
    on_stream([make_event(shop.id, "Product Added", 0, anonymous="cleo", cart_id="c1", **LAMP)])
    age_all_carts(at(120))
    on_stream([make_event(shop.id, "Order Completed", 200, anonymous="cleo", order_id="o1", total=19.9)])
    assert orders.get_cart(shop.id, "c1").state is CartState.RECOVERED
    assert [fact.order_id for fact in list_facts(CartRecovered)] == ["o1"]


@pytest.mark.parametrize(
    ("cart", "order"),
    [
        ({"cart_id": "c1", "anonymous": "phone"}, {"cart_id": "c1", "user": "server"}),
        ({"anonymous": "phone", "user": "cleo"}, {"user": "cleo"}),
        ({"anonymous": "phone"}, {"anonymous": "phone", "user": "cleo"}),
        ({"anonymous": "phone", "email": "Cleo@example.com"}, {"email": "cleo@example.com"}),
    ],
)
@pytest.mark.parametrize("late", [False, True])
def test_an_order_by_any_identity_closes_the_cart(
    shop: StoreInfo, cart: dict[str, str], order: dict[str, str], late: bool
) -> None:
    added = make_event(shop.id, "Product Added", 0, **cart, **LAMP)
    bought = make_event(shop.id, "Order Completed", 5, order_id="o1", total=19.9, **order)
    for event in [bought, added] if late else [added, bought]:
        on_stream([event])
    found = orders.list_carts(shop.id).items
    assert [(each.state, each.order_id) for each in found] == [(CartState.ORDERED, "o1")]


@pytest.mark.parametrize("late", [False, True])
def test_an_order_on_another_device_closes_the_cart_once_the_identities_are_linked(
    shop: StoreInfo, late: bool
) -> None:
    profile = ProfileId(new_uuid())
    linked = to_stream(
        IdentitiesLinked(
            store_id=shop.id,
            at=NOON,
            links=tuple(IdentityLink(VisitorId(visitor), profile, 1) for visitor in ("a:phone", "a:laptop")),
        ),
        received_at=NOON,
    )
    events = [
        make_event(shop.id, "Product Added", 0, anonymous="phone", **LAMP),
        make_event(shop.id, "Order Completed", 5, anonymous="laptop", order_id="o1", total=19.9),
    ]
    for event in [*events, linked] if late else [linked, *events]:
        on_stream([event])
    assert [cart.state for cart in orders.list_carts(shop.id).items] == [CartState.ORDERED]


def test_shopping_on_after_an_order_begins_another_cart(shop: StoreInfo) -> None:
    on_stream(
        [
            make_event(shop.id, "Product Added", 0, anonymous="cleo", cart_id="c1", **LAMP),
            make_event(
                shop.id, "Order Completed", 5, anonymous="cleo", cart_id="c1", order_id="o1", total=19.9
            ),
            make_event(shop.id, "Cart Viewed", 5.1, anonymous="cleo", cart_id="c1", products=[]),
            make_event(
                shop.id, "Product Added", 60, anonymous="cleo", cart_id="c1", product_id="bulb", price=3
            ),
        ]
    )
    carts = orders.list_carts(shop.id).items
    assert [(cart.state, [item.product_id for item in cart.items]) for cart in carts] == [
        (CartState.ACTIVE, ["bulb"]),
        (CartState.ORDERED, ["lamp"]),
    ]


def test_a_checkout_belongs_to_the_cart_of_its_device(shop: StoreInfo) -> None:
    on_stream(
        [
            make_event(shop.id, "Product Added", 0, anonymous="cleo", cart_id="c1", **LAMP),
            make_event(shop.id, "Checkout Started", 1, anonymous="cleo", order_id="o1", value=19.9),
            make_event(shop.id, "Checkout Step Viewed", 2, anonymous="cleo", checkout_id="k1", step=2),
            make_event(
                shop.id, "Payment Info Entered", 3, anonymous="cleo", checkout_id="k1", payment_method="card"
            ),
        ]
    )
    cart = orders.get_cart(shop.id, "c1")
    assert cart.checkout is not None
    assert (cart.checkout.checkout_id, cart.checkout.step, cart.checkout.payment_method) == ("k1", 2, "card")
    on_stream([make_event(shop.id, "Order Completed", 4, order_id="o9", checkout_id="k1", user="server")])
    assert orders.get_cart(shop.id, "c1").order_id == "o9"


def test_an_empty_cart_is_forgotten_never_abandoned(shop: StoreInfo) -> None:
    on_stream(
        [
            make_event(shop.id, "Product Added", 0, anonymous="cleo", cart_id="c1", **LAMP),
            make_event(shop.id, "Product Removed", 1, anonymous="cleo", cart_id="c1", product_id="lamp"),
        ]
    )
    age_all_carts(at(60 * 24 * 40))
    assert orders.get_cart(shop.id, "c1").state is CartState.EXPIRED
    assert not list_facts(CartAbandoned)
