from dataclasses import replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any

from commesso.events.facts import to_stream
from commesso.events.orders import OrderPlaced, OrderRefunded
from commesso.events.profiles import ProfileErased
from commesso.kernel.ids import ProfileId, VisitorId, new_uuid, visitor_id
from commesso.orders import api as orders
from commesso.orders.contracts import Document, LineInput, OrderFilter, OrderInput, OrderState
from commesso.orders.subscribers import on_stream
from commesso.orders.tests.events import NOON, list_facts, make_event
from commesso.stores.contracts import StoreInfo

DAY = datetime(2010, 12, 1, tzinfo=UTC)


def invoice(number: str, *lines: tuple[int, str], **values: Any) -> OrderInput:
    return OrderInput(
        order_id=number,
        placed_at=DAY,
        lines=tuple(
            LineInput(product_id="p", quantity=units, unit_price=Decimal(price)) for units, price in lines
        ),
        **values,
    )


def test_invoices_become_orders_and_a_second_run_changes_nothing(shop: StoreInfo) -> None:
    rows = [invoice("1", (6, "2.55"), (6, "3.39"), user_id="17850"), invoice("2", (1, "0.001"))]
    first = orders.import_orders(shop.id, rows, "uci")
    again = orders.import_orders(shop.id, rows, "uci")
    assert (first.created, again.unchanged, again.created) == (2, 2, 0)
    order = orders.get_order(shop.id, "1")
    assert (str(order.total), [line.line_id for line in order.lines]) == ("EUR 35.64", ["p", "p#2"])
    assert [fact.at for fact in list_facts(OrderPlaced)] == [DAY, DAY]


def test_credits_are_documents_but_no_orders(shop: StoreInfo) -> None:
    rows = [
        invoice("1", (2, "10")),
        invoice("C1", (-1, "10"), document=Document.CREDIT, user_id="cleo"),
        invoice("adjusted", (-5, "0")),
        invoice("bad-debt", (1, "-11062.06")),
    ]
    orders.import_orders(shop.id, rows, "uci")
    assert orders.count_orders(shop.id) == 4
    assert orders.count_orders(shop.id, where=OrderFilter(document=Document.ORDER)) == 1
    assert len(list_facts(OrderPlaced)) == 1
    told = {fact.order_id: (fact.refund_minor, fact.visitor_id) for fact in list_facts(OrderRefunded)}
    assert told["C1"] == (1000, "u:cleo")
    assert orders.get_order(shop.id, "C1").lines[0].quantities.ordered == 1


def test_two_buyers_without_an_account_are_not_one_person(shop: StoreInfo) -> None:
    rows = [
        invoice(str(number), (1, "10"), user_id="guest", email=f"g{number}@shop.example") for number in (1, 2)
    ]
    orders.import_orders(shop.id, rows, "uci")
    assert len({fact.visitor_id for fact in list_facts(OrderPlaced)}) == 2
    assert orders.get_order(shop.id, "1").user_id == ""


def test_a_later_row_that_says_less_loses_nothing(shop: StoreInfo) -> None:
    first = invoice("1", (2, "10"), user_id="cleo", coupon="HELLO", shipping_address={"city": "Roma"})
    later = OrderInput(
        order_id="1", placed_at=DAY, updated_at=DAY + timedelta(days=1), order_state=OrderState.CLOSED
    )
    orders.import_orders(shop.id, [first], "shopify")
    counts = [orders.import_orders(shop.id, [later], "shopify") for _ in range(2)]
    order = orders.get_order(shop.id, "1")
    assert (order.order_state, order.coupon, order.user_id) == (OrderState.CLOSED, "HELLO", "cleo")
    assert (len(order.lines), str(order.total), order.shipping_address) == (1, "EUR 20.00", {"city": "Roma"})
    assert [(count.changed, count.unchanged) for count in counts] == [(1, 0), (0, 1)]


def test_a_list_that_a_later_row_gives_is_the_whole_list(shop: StoreInfo) -> None:
    rows = [invoice("1", (2, "10"), (1, "5")), replace(invoice("1", (2, "10")), version=1)]
    orders.import_orders(shop.id, rows, "shopify")
    assert len(orders.get_order(shop.id, "1").lines) == 1
    orders.import_orders(shop.id, [replace(rows[0], lines=(), version=2)], "shopify")
    assert orders.get_order(shop.id, "1").lines == ()


def test_an_older_row_fills_nothing(shop: StoreInfo) -> None:
    newer = OrderInput(order_id="1", placed_at=DAY, version=2)
    orders.import_orders(shop.id, [newer], "shopify")
    count = orders.import_orders(shop.id, [replace(newer, version=1, coupon="OLD")], "shopify")
    assert (count.stale, orders.get_order(shop.id, "1").coupon) == (1, "")


def test_a_credit_stays_one_and_its_refund_follows_its_amount(shop: StoreInfo) -> None:
    credit = OrderInput(
        order_id="C1", placed_at=DAY, document=Document.CREDIT, refers_to="1", total=Decimal(5)
    )
    orders.import_orders(shop.id, [invoice("1", (2, "10")), credit], "shopify")
    assert str(orders.get_order(shop.id, "1").refunded) == "EUR 5.00"
    corrected = OrderInput(order_id="C1", placed_at=DAY, version=1, total=Decimal(8))
    orders.import_orders(shop.id, [corrected], "shopify")
    assert orders.get_order(shop.id, "C1").document is Document.CREDIT
    assert str(orders.get_order(shop.id, "1").refunded) == "EUR 8.00"


def test_a_row_that_lowers_an_order_is_a_discount(shop: StoreInfo) -> None:
    orders.import_orders(shop.id, [invoice("1", (2, "10"), (-1, "3"))], "uci")
    order = orders.get_order(shop.id, "1")
    assert (str(order.total), str(order.discount), len(order.lines)) == ("EUR 17.00", "EUR 3.00", 1)


def test_the_platform_is_believed_and_events_fill_its_gaps(shop: StoreInfo) -> None:
    told = make_event(
        shop.id, "Order Completed", 5, anonymous="phone", order_id="1", total=999, coupon="HELLO"
    )
    row = replace(invoice("1", (2, "10"), user_id="cleo"), placed_at=NOON)
    on_stream([told])
    orders.import_orders(shop.id, [row], "shopify")
    order = orders.get_order(shop.id, "1")
    assert (order.coupon, order.user_id, order.anonymous_id) == ("HELLO", "cleo", "phone")
    assert (order.placed_at, order.source) == (NOON, "shopify")
    assert len(list_facts(OrderPlaced)) == 1


def test_bad_rows_are_rejected_and_named(shop: StoreInfo) -> None:
    rows = [
        invoice(""),
        OrderInput(order_id="x", placed_at=DAY.replace(tzinfo=None)),
        invoice("ok", (1, "1")),
    ]
    count = orders.import_orders(shop.id, rows, "file")
    assert [(each.index, each.field) for each in count.rejected] == [(0, "order_id"), (1, "placed_at")]
    assert count.created == 1


def test_an_erased_person_leaves_orders_without_a_name(shop: StoreInfo) -> None:
    on_stream(
        [make_event(shop.id, "Product Added", user="cleo", anonymous="phone", product_id="lamp", price=9)]
    )
    row = invoice(
        "1",
        (2, "10"),
        user_id="cleo",
        email="cleo@example.com",
        name="Cleo",
        shipping_address={"city": "Roma"},
    )
    orders.import_orders(
        shop.id, [row, invoice("2", (1, "5"), user_id="dario", anonymous_id="phone")], "file"
    )
    erased = ProfileErased(
        store_id=shop.id,
        at=NOON,
        profile_id=ProfileId(new_uuid()),
        visitor_ids=(VisitorId("u:cleo"), VisitorId("a:phone"), visitor_id(email="cleo@example.com")),
    )
    on_stream([to_stream(erased, received_at=NOON)])
    orders.import_orders(shop.id, [row], "file")  # the shop sends its history again
    order = orders.get_order(shop.id, "1")
    assert (order.is_erased, order.user_id, order.email, order.name, order.shipping_address) == (
        True,
        "",
        "",
        "",
        {},
    )
    assert str(order.total) == "EUR 20.00"
    assert orders.get_order(shop.id, "2").user_id == "dario"
    assert orders.carts_for(shop.id, user_ids=["cleo"]) == []
    assert orders.export_for(shop.id, user_ids=["cleo"], emails=["cleo@example.com"]) == {
        "orders": [],
        "carts": [],
    }


def test_everything_of_a_person_is_exported(shop: StoreInfo) -> None:
    on_stream([make_event(shop.id, "Product Added", user="cleo", product_id="lamp", price=9)])
    orders.import_orders(shop.id, [invoice("1", (2, "10"), email="cleo@example.com")], "file")
    found = orders.export_for(shop.id, user_ids=["cleo"], emails=["cleo@example.com"])
    assert [order["order_id"] for order in found["orders"]] == ["1"]
    assert [cart["user_id"] for cart in found["carts"]] == ["cleo"]
