"""Ids that shops send when they have none: taken as absent, for many shoppers would share them."""

from typing import Any

import pytest

from commesso.collector import actions
from commesso.collector.tests.asking import VIEWED, ask, stored
from commesso.infra import api as infra
from commesso.kernel.ids import visitor_id
from commesso.stores.contracts import SourceInfo

PLACEHOLDERS = (
    *("null", "undefined", "None", "0", 0, "NaN", "[object Object]", "anonymous", "Guest", "-1", "  "),
    *("00000000-0000-0000-0000-000000000000", " null "),
)


@pytest.fixture(autouse=True)
def fresh_process() -> None:
    actions.forget()


@pytest.mark.parametrize("junk", PLACEHOLDERS)
def test_a_placeholder_beside_an_id_is_taken_as_absent(
    stream: infra.Runner, source: SourceInfo, junk: Any
) -> None:
    guest = {**VIEWED, "userId": junk}
    signed_in = {**VIEWED, "messageId": "m2", "userId": " u-17 ", "anonymousId": junk}
    ask("/v1/batch", {"batch": [guest, signed_in]}, x_write_key=source.write_key)
    stream.drain()
    assert [(row["user_id"], row["anonymous_id"], row["visitor_id"]) for row in stored()] == [
        ("", "cleo", "a:cleo"),
        ("u-17", "", "u:u-17"),
    ]


@pytest.mark.parametrize("junk", PLACEHOLDERS)
def test_an_event_about_a_placeholder_alone_is_refused_with_what_to_do(
    stream: infra.Runner, source: SourceInfo, junk: Any
) -> None:
    sent = {**VIEWED, "userId": junk, "anonymousId": None}
    status, _, body = ask("/v1/track", sent, x_write_key=source.write_key)
    assert (status, body["type"], body["field"]) == (400, "urn:commesso:no_id", "userId")
    assert "placeholder" in body["detail"]


@pytest.mark.parametrize(
    "real", ["1", "guest-17", "nullo", "00000000-0000-0000-0000-000000000001", "-7", "0a"]
)
def test_an_id_that_only_looks_like_a_placeholder_is_kept(
    stream: infra.Runner, source: SourceInfo, real: str
) -> None:
    ask("/v1/track", {**VIEWED, "userId": real}, x_write_key=source.write_key)
    stream.drain()
    assert stored()[0]["user_id"] == real


def test_a_guests_order_is_filed_under_the_address_it_was_placed_with(
    stream: infra.Runner, source: SourceInfo
) -> None:
    order = {
        "type": "track",
        "event": "Order Completed",
        "messageId": "guest-order",
        "userId": "guest",
        "properties": {"order_id": "77", "email": "Cleo@Example.com", "total": 20, "currency": "EUR"},
    }
    browsing = {**order, "messageId": "guest-view", "event": "Product Viewed"}
    status, _, body = ask("/v1/batch", {"batch": [order, browsing]}, x_write_key=source.write_key)
    assert status == 200
    assert [each["index"] for each in body["refused"]] == [1], (
        "an address alone is no reason to keep behaviour"
    )
    stream.drain()
    key = visitor_id(email="cleo@example.com")
    assert [row["visitor_id"] for row in stored()] == [key]
    facts = infra.query_text("SELECT visitor_id FROM events WHERE name = 'OrderPlaced'")
    assert [fact["visitor_id"] for fact in facts] == [key]
