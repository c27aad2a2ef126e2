"""Customers over the JSON API."""

from typing import Any

import pytest
from django.test import Client

from commesso.profiles import api as profiles
from commesso.profiles.contracts import USER_ID, ProfileInfo
from commesso.profiles.tests.making import hear, identify
from commesso.stores import api as stores
from commesso.stores.contracts import Scope, StoreInfo

CLEO: dict[str, Any] = {
    "user_id": "cleo",
    "email": "Cleo@example.com",
    "external_ids": {"erp": "77"},
    "traits": {"name": "Cleo Rossi", "address": {"country": "IT"}},
    "consents": [{"purpose": "marketing", "channel": "email", "granted": True, "text": "Yes"}],
}


def client(shop: StoreInfo, *scopes: Scope) -> Client:
    key = stores.create_api_key(store_id=shop.id, name="test", scopes=frozenset(scopes or Scope))
    return Client(headers={"authorization": f"Bearer {key}"})


def post(api: Client, address: str, body: Any) -> Any:
    return api.post(f"/api/v1/customers{address}", body, content_type="application/json")


def cleo(shop: StoreInfo) -> ProfileInfo:
    found = profiles.find_profile(shop.id, USER_ID, "cleo")
    assert found
    return found


def test_a_customer_is_written_twice_and_read_back(shop: StoreInfo) -> None:
    api = client(shop)
    assert post(api, "", {"customers": [CLEO, {"traits": {}}]}).json() == {
        "created": 1,
        "changed": 0,
        "unchanged": 0,
        "rejected": [
            {
                "index": 1,
                "reason": "The row names no user_id, email, phone or external id, so nobody is meant. Fill one in.",
            }
        ],
    }
    assert post(api, "", {"customers": [CLEO]}).json()["unchanged"] == 1
    whole = api.get(f"/api/v1/customers/{cleo(shop).id}").json()
    assert (whole["name"], whole["email"], whole["country"]) == ("Cleo Rossi", "cleo@example.com", "IT")
    assert {each["kind"] for each in whole["identifiers"]} == {"user_id", "email", "external:erp"}
    assert whole["consents"][0]["granted"] is True


@pytest.mark.parametrize(
    ("query", "number"),
    [
        ({"email": "CLEO@example.com"}, 1),
        ({"user_id": "cleo", "email": "cleo@example.com"}, 1),
        ({"user_id": "cleo", "email": "dario@example.com"}, 0),
        ({"user_id": "nobody"}, 0),
        ({"search": "ros"}, 1),
        ({"has_phone": "true"}, 0),
        ({"country": "IT", "is_known": "true"}, 1),
        ({}, 1),
    ],
)
def test_customers_are_listed_by_what_is_asked(shop: StoreInfo, query: dict[str, str], number: int) -> None:
    api = client(shop)
    post(api, "", {"customers": [CLEO]})
    assert len(api.get("/api/v1/customers", query).json()["items"]) == number


def test_a_consent_is_recorded_and_read(shop: StoreInfo) -> None:
    api = client(shop)
    post(api, "", {"customers": [CLEO]})
    answer = post(
        api, f"/{cleo(shop).id}/consents", {"purpose": "marketing", "channel": "email", "granted": False}
    )
    assert [each["granted"] for each in answer.json()["now"]] == [False]
    assert len(api.get(f"/api/v1/customers/{cleo(shop).id}/consents").json()["history"]) == 2


def test_customers_are_merged_and_taken_apart_again(shop: StoreInfo) -> None:
    api = client(shop)
    post(api, "", {"customers": [CLEO, {"user_id": "dario"}]})
    dario = profiles.find_profile(shop.id, USER_ID, "dario")
    assert dario
    merge = post(api, f"/{cleo(shop).id}/merge", {"other_id": str(dario.id)}).json()
    assert api.get(f"/api/v1/customers/{dario.id}").json()["id"] == str(cleo(shop).id)
    again = post(api, f"/{cleo(shop).id}/merge", {"other_id": str(dario.id)})
    assert again.status_code == 409
    assert post(api, f"/merges/{merge['id']}/undo", {}).status_code == 200
    assert api.get(f"/api/v1/customers/{dario.id}").json()["id"] == str(dario.id)


def test_a_customer_is_exported_and_erased(stream: Any, shop: StoreInfo) -> None:
    api = client(shop)
    hear(identify({"email": "cleo@example.com"}, user="cleo", store_id=shop.id))
    stream.drain()
    person = cleo(shop)
    export = api.get(f"/api/v1/customers/{person.id}/export").json()
    assert export["profile"]["email"] == "cleo@example.com"
    receipt = api.delete(f"/api/v1/customers/{person.id}").json()
    assert receipt["profile_id"] == str(person.id)
    assert api.get(f"/api/v1/customers/{person.id}").status_code == 404


@pytest.mark.parametrize(
    ("address", "body", "status", "field"),
    [
        ("", {"customers": []}, 400, "customers"),
        ("", {"customers": [{"mail": "x"}]}, 400, "customers.0.mail"),
        ("", {"customers": [{"user_id": "1", "traits": {"": 1}}]}, 400, "customers.0.traits"),
        ("/01900000-0000-7000-8000-000000000000/consents", {"purpose": " ", "granted": True}, 400, "purpose"),
        ("/01900000-0000-7000-8000-000000000000/consents", {"purpose": "ads", "granted": True}, 404, None),
        ("/merges/1/undo", {}, 404, None),
    ],
)
def test_a_wrong_body_names_the_field(
    shop: StoreInfo, address: str, body: Any, status: int, field: str | None
) -> None:
    answer = post(client(shop), address, body)
    assert (answer.status_code, answer.headers["Content-Type"]) == (status, "application/problem+json")
    assert [each["field"] for each in answer.json()["errors"]] == ([field] if field else [])


def test_a_key_reads_and_writes_only_what_it_may(shop: StoreInfo) -> None:
    reader = client(shop, Scope.PROFILES_READ)
    assert reader.get("/api/v1/customers").status_code == 200
    assert post(reader, "", {"customers": [CLEO]}).status_code == 403
    assert client(shop, Scope.ORDERS_READ).get("/api/v1/customers").status_code == 403
    assert reader.get("/api/v1/customers?colour=red").status_code == 400


def test_the_key_of_another_shop_sees_nobody(shop: StoreInfo, other_shop: StoreInfo) -> None:
    post(client(shop), "", {"customers": [CLEO]})
    edda = client(other_shop)
    assert edda.get("/api/v1/customers").json()["items"] == []
    person = cleo(shop).id
    assert edda.get(f"/api/v1/customers/{person}").status_code == 404
    assert edda.get(f"/api/v1/customers/{person}/export").status_code == 404
    assert edda.delete(f"/api/v1/customers/{person}").status_code == 404
