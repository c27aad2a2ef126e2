"""Products over the JSON API, and the manners every part of it shares."""

from typing import Any

import pytest
from django.test import Client

from commesso.infra.api import jsonapi
from commesso.stores import api as stores
from commesso.stores.contracts import Scope, StoreInfo

LAMP: dict[str, Any] = {
    "title": "Oak lamp",
    "updated_at": "2026-03-02T12:00:00Z",
    "variants": [{"variant_id": "s", "price": {"amount": "12.50", "currency": "EUR"}, "stock": 2}],
}


def client(shop: StoreInfo, *scopes: Scope) -> Client:
    key = stores.create_api_key(store_id=shop.id, name="test", scopes=frozenset(scopes or Scope))
    return Client(headers={"authorization": f"Bearer {key}"})


def put(api: Client, address: str, body: Any) -> Any:
    return api.put(f"/api/v1/{address}", body, content_type="application/json")


def test_a_product_is_written_twice_and_read_back(shop: StoreInfo) -> None:
    api = client(shop)
    first, second = put(api, "products/lamp", LAMP), put(api, "products/lamp", LAMP)
    assert (first.status_code, first.json()["outcome"]) == (201, "created")
    assert (second.status_code, second.json()["outcome"]) == (200, "unchanged")
    product = api.get("/api/v1/products/lamp").json()
    assert product["variants"][0]["price"] == {"amount": "12.50", "currency": "EUR"}


def test_an_older_update_is_called_stale(shop: StoreInfo) -> None:
    api = client(shop)
    put(api, "products/lamp", LAMP)
    answer = put(api, "products/lamp", {"title": "Old", "updated_at": "2026-01-01T00:00:00Z"})
    assert (answer.json()["outcome"], answer.json()["product"]["title"]) == ("stale", "Oak lamp")


def test_many_products_in_one_request_and_the_bad_ones_named(shop: StoreInfo) -> None:
    rows = [{"product_id": "a", **LAMP}, {"product_id": " "}, {"product_id": "b"}]
    answer = client(shop).post("/api/v1/products", {"products": rows}, content_type="application/json").json()
    assert answer["created"] == 2
    assert [(each["index"], each["field"]) for each in answer["rejected"]] == [(1, "product_id")]


def test_a_product_id_may_hold_a_slash(shop: StoreInfo) -> None:
    api = client(shop)
    put(api, "products/a%2Fb", LAMP)
    assert api.get("/api/v1/products/a%2Fb").json()["product_id"] == "a/b"


def test_pages_follow_the_cursor(shop: StoreInfo) -> None:
    api = client(shop)
    for name in "abc":
        put(api, f"products/{name}", LAMP)
    first = api.get("/api/v1/products?limit=2").json()
    second = api.get("/api/v1/products", {"limit": 2, "cursor": first["next_cursor"]}).json()
    assert [each["product_id"] for each in first["items"] + second["items"]] == ["c", "b", "a"]
    assert second["next_cursor"] == ""


@pytest.mark.parametrize(
    ("address", "status", "field"),
    [
        ("products?colour=red", 400, "colour"),
        ("products?limit=0", 400, "limit"),
        ("products?cursor=junk", 400, "cursor"),
        ("products?status=lost", 400, "status"),
        ("products?search=%00", 400, "search"),
        ("products/none", 404, None),
        ("products/none?a=1", 400, "a"),
        ("nothing/here", 404, None),
    ],
)
def test_a_wrong_question_is_answered_with_a_problem(
    shop: StoreInfo, address: str, status: int, field: str | None
) -> None:
    answer = client(shop).get(f"/api/v1/{address}")
    assert (answer.status_code, answer.headers["Content-Type"]) == (status, "application/problem+json")
    assert [each["field"] for each in answer.json()["errors"]] == ([field] if field else [])


@pytest.mark.parametrize(
    ("body", "field", "says"),
    [
        ({"titel": "x"}, "titel", "no such field"),
        (
            {"variants": [{"variant_id": "a", "price": {"amount": "x", "currency": "EUR"}}]},
            "variants.0.price.amount",
            "decimal",
        ),
        ({"variants": [{"variant_id": "a", "price": "39.90"}]}, "variants.0.price", '{"amount": "12.50"'),
        ({"variants": [{"sku": "a"}]}, "variants.0.variant_id", "missing"),
        ({"variants": [{"variant_id": "a"}, {"variant_id": "a"}]}, "variants.variant_id", ""),
        ({"updated_at": "2026-03-02T12:00:00"}, "updated_at", "zone"),
        ({"updated_at": "2026"}, "updated_at", "Write the time out"),
        ({"updated_at": 1_772_000_000}, "updated_at", "Write the time out"),
        ({"updated_at": "0001-01-01T00:00:00+14:00"}, "updated_at", "year"),
    ],
)
def test_a_wrong_body_names_the_field_and_what_is_right(
    shop: StoreInfo, body: dict[str, Any], field: str, says: str
) -> None:
    answer = put(client(shop), "products/lamp", body)
    assert answer.status_code == 400
    assert [each["field"] for each in answer.json()["errors"]] == [field]
    assert says in answer.json()["detail"]


@pytest.mark.parametrize(
    "body", ["{", '{"title": NaN}', '{"title": "\\u0000"}', '{"title": "\\ud800"}', "[]", '"a"']
)
def test_what_is_not_proper_json_is_refused(shop: StoreInfo, body: str) -> None:
    assert put(client(shop), "products/lamp", body).status_code == 400


def test_a_wrong_method_says_which_are_right(shop: StoreInfo) -> None:
    answer = client(shop).delete("/api/v1/products/lamp")
    assert (answer.status_code, answer.headers["Content-Type"]) == (405, "application/problem+json")
    assert "PUT" in answer.headers["Allow"]


@pytest.mark.parametrize("header", ["", "Bearer", "Bearer sk_wrong", "Basic c2s6"])
def test_without_a_good_key_nothing_is_seen(shop: StoreInfo, header: str) -> None:
    answer = Client(headers={"authorization": header}).get("/api/v1/products")
    assert (answer.status_code, answer.headers["WWW-Authenticate"]) == (401, "Bearer")


def test_a_key_does_what_its_scopes_allow_and_no_more(shop: StoreInfo) -> None:
    api = client(shop, Scope.CATALOG_READ)
    assert api.get("/api/v1/products").status_code == 200
    assert put(api, "products/lamp", LAMP).status_code == 403
    assert api.get("/api/v1/orders").status_code == 403


def test_the_key_of_another_shop_sees_nothing(shop: StoreInfo, other_shop: StoreInfo) -> None:
    put(client(shop), "products/lamp", LAMP)
    api = client(other_shop)
    assert api.get("/api/v1/products/lamp").status_code == 404
    assert api.get("/api/v1/products").json()["items"] == []


def test_a_key_that_asks_too_often_is_told_when_to_come_back(
    shop: StoreInfo, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(jsonapi._Bucket, "allow_request", lambda *_: False)
    answer = client(shop).get("/api/v1/products")
    assert (answer.status_code, answer.headers["Retry-After"]) == (429, "1")


def test_the_api_is_described(shop: StoreInfo) -> None:
    paths = Client().get("/api/v1/openapi.json").json()["paths"]
    assert {"/api/v1/products", "/api/v1/orders", "/api/v1/carts"} <= set(paths)
    assert b"cdn" not in Client().get("/api/v1/docs").content
