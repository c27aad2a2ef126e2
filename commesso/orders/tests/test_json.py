"""Orders and carts over the JSON API."""

from typing import Any

import pytest
from django.test import Client

from commesso.events.orders import OrderPlaced, OrderRefunded
from commesso.orders.tests.events import list_facts
from commesso.stores import api as stores
from commesso.stores.contracts import Scope, StoreInfo


def eur(amount: str) -> dict[str, str]:
    return {"amount": amount, "currency": "EUR"}


ORDER: dict[str, Any] = {
    "placed_at": "2026-03-02T12:00:00Z",
    "updated_at": "2026-03-02T13:00:00Z",
    "total": eur("27.50"),
    "tax": eur("2.5"),
    "user_id": "cleo",
    "email": "Cleo@example.com",
    "shipping_address": {"city": "Roma"},
    "payment_state": "paid",
    "lines": [
        {
            "line_id": "1",
            "product_id": "lamp",
            "quantity": 2,
            "unit_price": eur("12.4999"),
            "quantities": {"ordered": 2, "fulfilled": 1, "shipped": 1},
        }
    ],
}


@pytest.fixture
def api(shop: StoreInfo) -> Client:
    key = stores.create_api_key(store_id=shop.id, name="test", scopes=frozenset(Scope))
    return Client(headers={"authorization": f"Bearer {key}"})


def put(api: Client, address: str, body: Any) -> Any:
    return api.put(f"/api/v1/{address}", body, content_type="application/json")


def test_an_order_is_written_twice_told_once_and_read_back(api: Client) -> None:
    assert put(api, "orders/o1", ORDER).status_code == 201
    assert put(api, "orders/o1", ORDER).json()["outcome"] == "unchanged"
    order = api.get("/api/v1/orders/o1").json()
    assert (order["total"], order["email"]) == (eur("27.50"), "cleo@example.com")
    assert order["lines"][0]["unit_price"] == eur("12.4999")
    assert order["fulfilment_state"] == "partially_fulfilled"
    assert len(list_facts(OrderPlaced)) == 1


def test_an_older_update_changes_nothing(api: Client) -> None:
    put(api, "orders/o1", ORDER)
    answer = put(api, "orders/o1", {**ORDER, "total": eur("1"), "updated_at": "2026-03-02T12:30:00Z"})
    assert (answer.json()["outcome"], answer.json()["order"]["total"]) == ("stale", eur("27.50"))


def test_quantities_that_cannot_be_are_fitted_with_a_warning(api: Client) -> None:
    line = {**ORDER["lines"][0], "quantities": {"ordered": 2, "fulfilled": 9, "shipped": 5}}
    order = put(api, "orders/o1", {**ORDER, "lines": [line]}).json()["order"]
    assert (order["lines"][0]["quantities"]["fulfilled"], order["lines"][0]["quantities"]["shipped"]) == (
        2,
        2,
    )
    assert "fulfilled=9" in order["warnings"][0]


def test_payments_and_refunds_move_the_payment_state(api: Client) -> None:
    at = "2026-03-03T12:00:00Z"
    paid = {"payment_id": "p", "at": at, "amount": eur("27.50")}
    back = {"refund_id": "r", "at": at, "amount": eur("7.50"), "quantities": {"1": 1}}
    body = {**ORDER, "payment_state": None, "payments": [paid], "refunds": [back]}
    order = put(api, "orders/o1", body).json()["order"]
    assert (order["payment_state"], order["refunded"]) == ("partially_refunded", eur("7.50"))
    assert [fact.refund_minor for fact in list_facts(OrderRefunded)] == [750]


def test_two_currencies_in_one_order_are_refused(api: Client) -> None:
    answer = put(api, "orders/o1", {**ORDER, "tax": {"amount": 1, "currency": "USD"}})
    assert answer.status_code == 400
    assert "EUR and USD" in answer.json()["detail"]


def test_a_credit_note_counts_as_no_order(api: Client) -> None:
    put(api, "orders/o1", ORDER)
    put(
        api,
        "orders/C1",
        {"placed_at": "2026-03-04T12:00:00Z", "document": "credit", "refers_to": "o1", "total": eur("5")},
    )
    assert api.get("/api/v1/orders/o1").json()["refunded"] == eur("5.00")
    found = api.get("/api/v1/orders?document=order").json()["items"]
    assert [each["order_id"] for each in found] == ["o1"]
    assert len(list_facts(OrderPlaced)) == 1


def test_orders_are_filtered_by_their_axes_and_words(api: Client) -> None:
    rows = [
        {"order_id": "a", **ORDER},
        {"order_id": "b", **ORDER, "order_state": "cancelled", "email": "dario@example.com"},
    ]
    api.post("/api/v1/orders", {"orders": rows}, content_type="application/json")

    def found(**query: str) -> list[str]:
        return [each["order_id"] for each in api.get("/api/v1/orders", query).json()["items"]]

    assert found() == ["b", "a"]
    assert found(order_state="cancelled") == ["b"]
    assert found(search="CLEO@") == ["a"]
    assert found(placed_from="2026-04-01T00:00:00Z") == []


def test_a_cart_is_told_whole_and_closed_by_its_order(api: Client) -> None:
    cart = {
        "updated_at": "2026-03-02T11:50:00Z",
        "user_id": "cleo",
        "items": [{"product_id": "lamp", "quantity": 2, "unit_price": eur("12.5")}],
    }
    assert put(api, "carts/c1", cart).json()["created"] == 1
    assert put(api, "carts/c1", cart).json()["unchanged"] == 1
    assert api.get("/api/v1/carts/c1").json()["value"] == eur("25.00")
    put(api, "orders/o1", {**ORDER, "cart_id": "c1"})
    found = api.get("/api/v1/carts?state=ordered").json()["items"]
    assert [(each["cart_id"], each["order_id"]) for each in found] == [("c1", "o1")]
