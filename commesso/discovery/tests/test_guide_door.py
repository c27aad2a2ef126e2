"""Guided selling as a shop's page meets it."""

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

import msgspec
import pytest

from commesso.catalog.contracts import ProductStatus, VariantInput
from commesso.discovery.actions.guiding import refresh_guides
from commesso.discovery.tests.guides import PATH, ask, begin_anew, fill, lamp
from commesso.events.stream import Kind, StreamEvent
from commesso.infra import api as infra
from commesso.infra.api import Runner
from commesso.kernel.clock import now
from commesso.kernel.ids import EventId, SourceId, VisitorId, visitor_id
from commesso.stores.contracts import SourceInfo, StoreInfo

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def _fresh_process(event_store: Any) -> Iterator[None]:
    """Every test meets a process that has just begun."""
    begin_anew()
    yield
    begin_anew()


def test_a_shopper_is_asked_and_shown_products(shop: StoreInfo, source: SourceInfo) -> None:
    fill(shop, *map(lamp, range(40)))
    status, told = ask({"key": source.write_key, "category": "Casa > Lampade", "language": "en", "limit": 3})
    assert status == 200
    assert told["total"] == told["count"] == 40
    assert told["question"]["text"] == "Which height?"
    assert told["question"]["options"][0] == {"key": "..15", "label": "up to 15 cm", "count": 6}
    assert [option["label"] for option in told["question"]["options"][-2:]] == [
        "It doesn't matter",
        "I don't know",
    ]
    assert told["products"][0] == {
        "product_id": "p00",
        "title": "Lamp 0",
        "url": "https://shop.example/p00",
        "image": "https://shop.example/p00.jpg",
        "price": {"amount": "20.00", "currency": "EUR"},
        "belief": 0.025,
        "reasons": [],
        "misses": [],
    }
    assert len(told["products"]) == 3


def test_answers_lead_to_products_with_reasons(shop: StoreInfo, source: SourceInfo) -> None:
    fill(shop, *map(lamp, range(40)))
    answers = {"colour": "nero", "dimmable": "yes", "height": "*unknown"}
    _, told = ask({"key": source.write_key, "category": "Casa", "answers": answers})
    assert told["count"] == 5
    assert told["products"][0]["title"] == "Lampada 0"
    assert sorted(told["products"][0]["reasons"]) == ["dimmerabile", "nero"]
    assert told["products"][-1]["misses"] != []
    assert told["answers"] == [
        {"question": "colour", "text": "Quale colore?", "option": "nero", "label": "nero"},
        {"question": "dimmable", "text": "Dimmerabile?", "option": "yes", "label": "Sì"},
        {"question": "height", "text": "Quale altezza?", "option": "*unknown", "label": "Non lo so"},
    ]
    assert told["question"]["key"] not in answers


def test_no_option_is_offered_that_nothing_fits_any_more(shop: StoreInfo, source: SourceInfo) -> None:
    fill(shop, *map(lamp, range(40)))
    answers = {"colour": "nero", "dimmable": "yes"}
    while True:
        _, told = ask({"key": source.write_key, "category": "Casa", "answers": answers})
        if told["question"] is None:
            break
        options = told["question"]["options"][:-2]
        assert len(options) >= 2
        assert all(option["count"] for option in options)
        answers[told["question"]["key"]] = options[-1]["key"]
    assert len(answers) > 2


def test_a_category_below_is_a_question_above(shop: StoreInfo, source: SourceInfo) -> None:
    fill(shop, *map(lamp, range(40)))
    _, told = ask({"key": source.write_key, "category": "Casa > Lampade > Da tavolo"})
    assert told["total"] == 14
    _, told = ask({"key": source.write_key})
    assert told["total"] == 40


def test_hidden_and_sold_out_products_are_never_shown(shop: StoreInfo, source: SourceInfo) -> None:
    gone = VariantInput(variant_id="v01", price=Decimal(21), currency="EUR", stock=0)
    fill(shop, lamp(0), lamp(1, variants=(gone,)), lamp(2, status=ProductStatus.HIDDEN))
    _, told = ask({"key": source.write_key})
    assert [product["product_id"] for product in told["products"]] == ["p00"]
    assert told["question"] is None


def test_answers_that_fit_nothing_still_show_products(shop: StoreInfo, source: SourceInfo) -> None:
    fill(shop, *map(lamp, range(40)))
    answers = {"colour": "nero", "height": "..15", "dimmable": "no", "price": "..25", "taste": "sweet"}
    status, told = ask({"key": source.write_key, "answers": answers})
    assert status == 200
    assert told["count"] == 0
    assert len(told["products"]) == 12
    assert told["ignored"] == ["taste"]


def test_a_changed_product_is_in_the_guide_a_moment_later(
    shop: StoreInfo, source: SourceInfo, stream: Runner
) -> None:
    fill(shop, *map(lamp, range(20)))
    ask({"key": source.write_key})
    stream.drain()
    refresh_guides(now())
    fill(shop, lamp(99))
    assert ask({"key": source.write_key})[1]["total"] == 20
    stream.drain()
    refresh_guides(now())
    assert ask({"key": source.write_key})[1]["total"] == 21


def test_another_shops_products_are_not_shown(
    shop: StoreInfo, source: SourceInfo, other_shop: StoreInfo
) -> None:
    fill(other_shop, *map(lamp, range(20)))
    assert ask({"key": source.write_key})[0] == 404


@pytest.mark.parametrize(
    ("body", "status", "field"),
    [
        ({"key": "wrong"}, 401, "key"),
        ({}, 400, "key"),
        ({"category": "Casa > Tappeti"}, 404, "category"),
        ({"limit": 0}, 400, "limit"),
        ({"limit": "many"}, 400, "limit"),
        ({"answers": {"colour": 5}}, 400, "answers"),
        ({"answers": {str(number): "x" for number in range(101)}}, 400, "answers"),
        ({"category": "x" * 600}, 400, "category"),
        (b"{", 400, ""),
    ],
)
def test_what_cannot_be_taken_is_said(
    shop: StoreInfo, source: SourceInfo, body: Any, status: int, field: str
) -> None:
    fill(shop, *map(lamp, range(20)))
    if isinstance(body, dict) and body and "key" not in body:
        body = {"key": source.write_key, **body}
    answered, problem = ask(body)
    assert answered == status
    assert problem["field"].startswith(field)
    assert problem["detail"]


@pytest.mark.parametrize(
    ("method", "path", "status"), [("GET", PATH, 405), ("POST", PATH + "s", 404), ("OPTIONS", PATH, 204)]
)
def test_other_ways_in_are_refused(db: None, method: str, path: str, status: int) -> None:
    assert ask({}, method=method, path=path)[0] == status


def test_who_asks_too_often_waits(shop: StoreInfo, source: SourceInfo) -> None:
    fill(shop, lamp(0))
    statuses = [ask({"key": source.write_key})[0] for _ in range(260)]
    assert statuses[0] == 200
    assert statuses[-1] == 429


def test_what_is_looked_at_more_comes_first(shop: StoreInfo, source: SourceInfo, stream: Runner) -> None:
    fill(shop, *map(lamp, range(20)))
    looks = [_look(shop, number) for number in range(50)]
    infra.append_offline(infra.MAIN, looks)
    stream.drain()
    told = ask({"key": source.write_key})[1]["products"]
    assert told[0]["product_id"] == "p07"
    assert told[0]["belief"] > 0.3


def _look(shop: StoreInfo, number: int) -> StreamEvent:
    return StreamEvent(
        id=EventId(f"look-{number}"),
        store_id=shop.id,
        source_id=SourceId(1),
        kind=Kind.TRACK,
        name="Product Viewed",
        at=now(),
        received_at=now(),
        visitor_id=VisitorId(visitor_id(user_id="", anonymous_id=f"cleo-{number}")),
        user_id="",
        anonymous_id=f"cleo-{number}",
        session_id=f"visit-{number}",
        props=msgspec.Raw(b'{"product_id": "p07"}'),
    )
