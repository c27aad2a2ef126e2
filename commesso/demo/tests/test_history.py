"""The invented year is the same for a seed, in order, and as a shop's year is."""

import json
import random
import re
from collections import Counter
from datetime import UTC, datetime

import pytest

from commesso.demo import api as demo
from commesso.demo.contracts import Event, Plan
from commesso.demo.rules.goods import make_goods
from commesso.demo.rules.people import make_shoppers
from commesso.demo.rules.truth import Treatment
from commesso.demo.rules.visits import Shop

ENDING = datetime(2026, 6, 30, 20, tzinfo=UTC)
GIFTS = {"regalo", "natale", "gift", "christmas", "navidad", "礼物", "圣诞"}
PLAN = Plan(ending=ENDING, shoppers=1_500)

pytestmark = pytest.mark.slow(seconds=1)  # all by one worker, so that the year is made once


@pytest.fixture(scope="module")
def year() -> list[Event]:
    return list(demo.iter_history(PLAN))


def count(year: list[Event]) -> Counter[str]:
    return Counter(str(event.get("event", event["type"])) for event in year)


def test_the_same_seed_tells_the_same_history() -> None:
    plan = Plan(ending=ENDING, shoppers=200)
    assert json.dumps(list(demo.iter_history(plan))) == json.dumps(list(demo.iter_history(plan)))


def test_another_seed_tells_another_history() -> None:
    first, second = (list(demo.iter_history(Plan(ending=ENDING, shoppers=50, seed=seed))) for seed in (1, 2))
    assert first != second


def test_events_come_in_the_order_of_time_and_none_after_the_end(year: list[Event]) -> None:
    times = [event["timestamp"] for event in year]
    assert times == sorted(times)
    assert datetime.fromisoformat(times[-1]) <= ENDING


def test_every_event_has_an_id_of_its_own(year: list[Event]) -> None:
    assert len({event["messageId"] for event in year}) == len(year)


def test_one_to_four_visits_in_a_hundred_end_with_an_order(year: list[Event]) -> None:
    visits = {(event["anonymousId"], event["context"]["sessionId"]) for event in year if "context" in event}
    assert 0.01 < count(year)["Order Completed"] / len(visits) < 0.04


def test_most_carts_are_left_behind(year: list[Event]) -> None:
    carts = {event["properties"]["cart_id"] for event in year if event.get("event") == "Product Added"}
    assert 0.6 < 1 - count(year)["Order Completed"] / len(carts) < 0.8


def test_some_orders_are_cancelled_and_some_given_back(year: list[Event]) -> None:
    counted = count(year)
    assert counted["Order Refunded"] > 0
    assert counted["Order Cancelled"] > 0


def test_some_shoppers_buy_again(year: list[Event]) -> None:
    buyers = Counter(
        event["properties"]["email"] for event in year if event.get("event") == "Order Completed"
    )
    assert sum(times > 1 for times in buyers.values()) > len(buyers) / 10


def test_some_devices_are_shared_by_two_known_people(year: list[Event]) -> None:
    known = {
        (event["anonymousId"], event["userId"])
        for event in year
        if "userId" in event and "anonymousId" in event
    }
    assert max(Counter(device for device, _ in known).values()) == 2


def test_a_phone_belongs_to_one_shopper_and_to_nobody_in_the_world(year: list[Event]) -> None:
    owners = {
        (event["traits"]["phone"], event["traits"]["email"])
        for event in year
        if "phone" in event.get("traits", ())
    }
    phones = {phone for phone, _ in owners}
    assert len(owners) == len(phones) > 0
    assert all(re.fullmatch(r"\+(447700900\d{3}|3363998\d{4})", phone) for phone in phones)


def test_december_is_busier_than_august(year: list[Event]) -> None:
    months = Counter(event["timestamp"][5:7] for event in year)
    assert months["12"] > months["08"]


def test_amounts_add_up(year: list[Event]) -> None:
    for event in year:
        if event.get("event") == "Order Completed":
            order = event["properties"]
            parts = order["subtotal"] + order["tax"] + order["shipping"]
            assert round(parts - order["total"], 2) == 0


def test_an_ordered_product_is_one_of_the_shops(year: list[Event]) -> None:
    variants = {variant["id"] for row in demo.list_products() for variant in row["variants"]}
    ordered = {
        product["variant_id"]
        for event in year
        if event.get("event") == "Order Completed"
        for product in event["properties"]["products"]
    }
    assert ordered <= variants


def test_an_order_is_sent_after_it_came_unless_it_was_cancelled(year: list[Event]) -> None:
    books = demo.Books()
    for event in year:
        books.note(event)
    sent = {row["order"]: row for row in books.list_sent()}
    assert len(sent) > 0.9 * count(year)["Order Completed"]
    cancelled = {event["properties"]["order_id"] for event in year if event.get("event") == "Order Cancelled"}
    assert not cancelled & sent.keys()
    assert all(row["placed"] < row["sent"] <= ENDING.isoformat() for row in sent.values())


def test_the_shop_has_240_products_in_8_families_and_4_languages() -> None:
    rows = demo.list_products()
    assert len({row["id"] for row in rows}) == 240
    assert len({row["category"] for row in rows}) == 8
    assert all(row["title"].keys() == {"it", "en", "es", "zh"} for row in rows)


def test_some_parcels_come_late_and_most_in_time(year: list[Event]) -> None:
    parcels = Counter(
        event["properties"]["is_late"] for event in year if event.get("event") == "Order Delivered"
    )
    assert 0.05 < parcels[True] / parcels.total() < 0.2


def test_shoppers_mistype_what_they_search(year: list[Event]) -> None:
    words = {
        word
        for row in demo.list_products()
        for name in row["title"].values()
        for word in name.lower().split()
    }
    asked = [event["properties"]["query"] for event in year if event.get("event") == "Products Searched"]
    strange = [query for query in asked if query.split()[0] not in words | GIFTS]
    assert 0.05 < len(strange) / len(asked) < 0.3


def test_who_left_for_good_is_not_seen_again() -> None:
    """A let-down shopper may go: then only what was under way still comes, told by the shop's server."""
    shopper = make_shoppers(7, 1)[0]
    shopper.left_at = ENDING.timestamp() - 1
    shop = Shop(make_goods(7), random.Random(1), truth=demo.make_truth(PLAN), stamp="x")
    assert shop.visit(shopper, ENDING.timestamp()) == ([], None)


@pytest.mark.parametrize(
    ("treatment", "lift"),
    [(Treatment.RECOMMENDATION, 0.02), (Treatment.CART_MAIL, 0.25), (Treatment.LATE_NOTICE, -0.35)],
)
def test_a_hidden_lift_is_recovered_by_a_plain_difference_of_means(treatment: Treatment, lift: float) -> None:
    plan = Plan(ending=ENDING, shoppers=6_000, holdout=0.5, lifts={treatment: lift})
    tally = demo.Tally()
    for event in demo.iter_history(plan):
        tally.note(event)
    seen = tally.find_difference(treatment)
    assert seen is not None
    assert seen.low <= lift <= seen.high
    assert not seen.low <= 0 <= seen.high, "so large a lift is seen"


def test_without_a_lift_none_is_found() -> None:
    plan = Plan(ending=ENDING, shoppers=6_000, holdout=0.5, lifts=dict.fromkeys(Treatment, 0.0))
    tally = demo.Tally()
    for event in demo.iter_history(plan):
        tally.note(event)
    for treatment in Treatment:
        seen = tally.find_difference(treatment)
        assert seen is not None
        assert seen.low <= 0 <= seen.high
