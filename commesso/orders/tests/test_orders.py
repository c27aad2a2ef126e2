from typing import Any

import pytest

from commesso.events.orders import OrderCancelled, OrderChanged, OrderPlaced, OrderRefunded
from commesso.orders import api as orders
from commesso.orders.contracts import OrderInfo, OrderState, PaymentState
from commesso.orders.subscribers import on_stream
from commesso.orders.tests.events import list_facts, make_event
from commesso.stores.contracts import StoreInfo

# The example of the Segment spec, word for word.
SPEC: dict[str, Any] = {
    "checkout_id": "fksdjfsdjfisjf9sdfjsd9f",
    "order_id": "50314b8e9bcf000000000000",
    "affiliation": "Google Store",
    "total": 27.50,
    "subtotal": 22.50,
    "revenue": 25.00,
    "shipping": 3,
    "tax": 2,
    "discount": 2.5,
    "coupon": "hasbros",
    "currency": "USD",
    "products": [
        {
            "product_id": "507f1f77bcf86cd799439011",
            "sku": "45790-32",
            "name": "Monopoly: 3rd Edition",
            "price": "19",
            "quantity": 1,
            "category": "Games",
            "url": "https://www.example.com/product/path",
            "image_url": "https:///www.example.com/product/path.jpg",
        },
        {
            "product_id": "505bd76785ebb509fc183733",
            "sku": "46493-32",
            "name": "Uno Card Game",
            "price": 3,
            "quantity": 2,
            "category": "Games",
        },
    ],
}


def send(shop: StoreInfo, name: str, minutes: float = 0, **props: Any) -> OrderInfo:
    on_stream([make_event(shop.id, name, minutes, user="cleo", **{"order_id": "o1", **props})])
    return orders.get_order(shop.id, str(props.get("order_id", "o1")))


def test_the_spec_example_is_read_as_it_is_meant(shop: StoreInfo) -> None:
    order = send(shop, "Order Completed", **SPEC)
    assert [str(each) for each in (order.total, order.subtotal, order.revenue)] == [
        "USD 27.50",
        "USD 22.50",
        "USD 25.00",
    ]
    assert [(line.sku, line.quantities.ordered, str(line.total)) for line in order.lines] == [
        ("45790-32", 1, "USD 19.00"),
        ("46493-32", 2, "USD 6.00"),
    ]
    assert not order.warnings


@pytest.mark.parametrize(
    ("props", "total", "subtotal", "revenue"),
    [
        ({"total": 27.5, "shipping": 3, "tax": 2}, "27.50", "22.50", "22.50"),
        ({"revenue": 25, "discount": 2.5, "shipping": 3, "tax": 2}, "27.50", "22.50", "25.00"),
        ({"subtotal": 22.5, "shipping": "3", "tax": "2,00"}, "27.50", "22.50", "22.50"),
        ({"value": "27.50"}, "27.50", "27.50", "27.50"),
        (
            {"products": [{"sku": "a", "price": "$1,200.50", "quantity": "2"}]},
            "2401.00",
            "2401.00",
            "2401.00",
        ),
        # The lines tell that this shop's revenue is after the discount.
        (
            {"revenue": 8, "discount": 2, "products": [{"sku": "a", "price": 10}]},
            "8.00",
            "8.00",
            "8.00",
        ),
    ],
)
def test_amounts_that_are_missing_follow_from_the_others(
    shop: StoreInfo, props: dict[str, Any], total: str, subtotal: str, revenue: str
) -> None:
    order = send(shop, "Order Completed", currency="eur", **props)
    found = [str(each) for each in (order.total, order.subtotal, order.revenue)]
    assert found == [f"EUR {total}", f"EUR {subtotal}", f"EUR {revenue}"]


def test_a_lower_case_currency_and_version_one_names_are_understood(shop: StoreInfo) -> None:
    on_stream(
        [
            make_event(
                shop.id,
                "Completed Order",
                user="cleo",
                orderId="o1",
                total="12.00",
                currency="usd",
                products=[{"id": 7}],
            )
        ]
    )
    order = orders.get_order(shop.id, "o1")
    assert str(order.total) == "USD 12.00"
    assert [line.product_id for line in order.lines] == ["7"]


def test_a_missing_currency_is_the_shops_and_is_noted(shop: StoreInfo) -> None:
    order = send(shop, "Order Completed", total=5)
    assert str(order.total) == "EUR 5.00"
    assert order.warnings == ("currency is missing: the store's was taken",)


def test_a_yen_has_no_cents(shop: StoreInfo) -> None:
    assert str(send(shop, "Order Completed", total=1500, currency="JPY").total) == "JPY 1500"


@pytest.mark.parametrize(
    "junk",
    [
        {"total": "free", "products": "none", "tax": {"a": 1}},
        {"total": [1], "products": [None, 3, {"quantity": 2}], "currency": "euros"},
        {"total": -5, "products": [{"sku": "a", "price": "x", "quantity": "many"}]},
        {"total": 1e300, "products": {"sku": "a", "quantity": 1e300}},
        {"total": True, "coupon": ["a"], "shipping": "1.2.3"},
    ],
)
def test_junk_is_left_out_with_a_warning_and_the_order_is_kept(shop: StoreInfo, junk: dict[str, Any]) -> None:
    order = send(shop, "Order Completed", **junk)
    assert order.total.amount == 0
    assert order.warnings


def test_client_and_server_tell_the_same_order_once(shop: StoreInfo) -> None:
    on_stream([make_event(shop.id, "Order Completed", 0, anonymous="phone", order_id="o1", revenue=10)])
    on_stream([make_event(shop.id, "Order Completed", 1, user="cleo", order_id="o1", total=12, shipping=2)])
    order = orders.get_order(shop.id, "o1")
    assert (str(order.total), order.user_id, order.anonymous_id) == ("EUR 12.00", "cleo", "phone")
    assert len(list_facts(OrderPlaced)) == 1
    assert orders.count_orders(shop.id) == 1


def test_an_update_may_come_before_the_order(shop: StoreInfo) -> None:
    send(shop, "Order Updated", 5, total=20)
    order = send(shop, "Order Completed", 0, total=10)
    assert str(order.total) == "EUR 20.00"
    assert len(list_facts(OrderPlaced)) == 1


def test_an_update_is_told_with_what_revenue_gained(shop: StoreInfo) -> None:
    send(shop, "Order Completed", 0, total=10)
    send(shop, "Order Updated", 5, total=15)
    assert [fact.revenue_delta_minor for fact in list_facts(OrderChanged)] == [500]


def test_a_refund_without_products_is_a_full_one(shop: StoreInfo) -> None:
    send(shop, "Order Completed", **SPEC)
    order = send(shop, "Order Refunded", 60, order_id=SPEC["order_id"])
    assert str(order.refunded) == "USD 27.50"
    assert order.payment_state is PaymentState.REFUNDED
    assert [(fact.refund_minor, fact.is_full) for fact in list_facts(OrderRefunded)] == [(2750, True)]


def test_a_refund_of_products_is_a_partial_one(shop: StoreInfo) -> None:
    send(shop, "Order Completed", **SPEC)
    order = send(
        shop,
        "Order Refunded",
        60,
        order_id=SPEC["order_id"],
        products=[{"product_id": "505bd76785ebb509fc183733", "quantity": 1}],
    )
    assert str(order.refunded) == "USD 3.00"
    assert order.payment_state is PaymentState.PARTIALLY_REFUNDED
    assert dict(order.refunds[0].quantities) == {"505bd76785ebb509fc183733": 1}


def test_refunds_never_give_back_more_than_was_paid(shop: StoreInfo) -> None:
    send(shop, "Order Completed", total=10, currency="EUR")
    send(shop, "Order Refunded", 1, total=8)
    order = send(shop, "Order Refunded", 2, total=8)
    assert str(order.refunded) == "EUR 10.00"
    assert [fact.refund_minor for fact in list_facts(OrderRefunded)] == [800, 200]


def test_a_refund_heard_of_first_waits_for_its_order(shop: StoreInfo) -> None:
    send(shop, "Order Refunded", 60)
    assert not list_facts(OrderRefunded)
    assert orders.count_orders(shop.id) == 0
    order = send(shop, "Order Completed", 0, total=10)
    assert order.payment_state is PaymentState.REFUNDED
    assert [fact.refund_minor for fact in list_facts(OrderRefunded)] == [1000]


def test_a_cancelled_order_tells_what_revenue_loses(shop: StoreInfo) -> None:
    send(shop, "Order Completed", **SPEC)
    order = send(shop, "Order Cancelled", 5, **{**SPEC, "total": 99})
    assert (order.order_state, str(order.total)) == (OrderState.CANCELLED, "USD 27.50")
    assert [line.quantities.cancelled for line in order.lines] == [1, 2]
    send(shop, "Order Refunded", 6, order_id=SPEC["order_id"])
    assert [fact.revenue_minor for fact in list_facts(OrderCancelled)] == [2500]
    assert [fact.revenue_minor for fact in list_facts(OrderRefunded)] == [0]


def test_the_first_order_of_a_person_is_known_by_any_identity(shop: StoreInfo) -> None:
    on_stream(
        [
            make_event(
                shop.id, "Order Completed", 0, anonymous="phone", email="cleo@example.com", order_id="o1"
            ),
            make_event(shop.id, "Order Completed", 9, user="cleo", email="Cleo@Example.com", order_id="o2"),
            make_event(shop.id, "Order Completed", 9, user="dario", order_id="o3"),
        ]
    )
    on_stream([make_event(shop.id, "Order Completed", 20, user="cleo", order_id="o4")])
    firsts = {fact.order_id: fact.is_first for fact in list_facts(OrderPlaced)}
    assert firsts == {"o1": True, "o2": False, "o3": True, "o4": False}


def test_another_shops_order_of_the_same_id_is_another_order(shop: StoreInfo, other_shop: StoreInfo) -> None:
    on_stream(
        [
            make_event(shop.id, "Order Completed", user="cleo", order_id="o1", total=1),
            make_event(other_shop.id, "Order Completed", user="edda", order_id="o1", total=2),
        ]
    )
    assert orders.get_order(shop.id, "o1").user_id == "cleo"
    assert [order.user_id for order in orders.orders_for(other_shop.id, user_ids=["cleo", "edda"])] == [
        "edda"
    ]
