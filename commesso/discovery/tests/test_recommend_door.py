"""Slots as a shop's page asks for them."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from commesso.catalog import api as catalog
from commesso.catalog.contracts import ProductInput, Translation
from commesso.discovery.actions.fitting import forget_shops, prepare_shop, refresh_shops
from commesso.discovery.contracts.recommending import SlotKind
from commesso.discovery.endpoints.entering import forget
from commesso.discovery.tests.asking import Answered, ask
from commesso.discovery.tests.shoppers import buy, open_busily, say_who, stock
from commesso.infra.api import Runner
from commesso.kernel.clock import now
from commesso.orders import api as orders
from commesso.orders.contracts import LineInput, OrderInput
from commesso.profiles import api as profiles
from commesso.stores.contracts import SourceInfo, StoreInfo

pytestmark = pytest.mark.django_db(transaction=True)
CLEO = "shopper0"


@pytest.fixture(autouse=True)
def _fresh_process() -> Iterator[None]:
    _begin_anew()
    yield
    _begin_anew()


def _begin_anew() -> None:
    forget_shops()
    forget()


@pytest.fixture
def busy(stream: Runner, shop: StoreInfo) -> StoreInfo:
    open_busily(stream, shop)
    prepare_shop(shop.id)
    return shop


def asked(source: SourceInfo, headers: dict[str, str] | None = None, **more: Any) -> Answered:
    return ask("recommend", {"key": source.write_key, **more}, headers=headers)


def told(source: SourceInfo, headers: dict[str, str] | None = None, **more: Any) -> Any:
    answer = asked(source, headers, **more)
    assert answer.status == 200, answer.json
    return answer.json


def ids(slot: Any) -> list[str]:
    return [product["product_id"] for product in slot["products"]]


def agree(shop: StoreInfo, *, granted: bool = True) -> None:
    """Have Cleo say yes or no to personal recommendations."""
    profile = profiles.find_profile(shop.id, "anonymous_id", CLEO)
    assert profile is not None
    profiles.record_consent(
        store_id=shop.id,
        profile_id=profile.id,
        purpose="personalisation",
        granted=granted,
        source="test",
        at=now(),
    )
    forget()


@pytest.mark.usefixtures("busy")
def test_a_slot_shows_what_is_bought_with_a_product_and_says_so(source: SourceInfo) -> None:
    slot = told(source, kind="together", products=["desk-lamp"], count=2, language="it")
    assert slot["kind"] == "together"
    assert slot["title"] == "Spesso comprati insieme"
    assert set(ids(slot)) == {"bulb", "coffee"}
    bulb = next(each for each in slot["products"] if each["product_id"] == "bulb")
    assert bulb == {
        "product_id": "bulb",
        "title": "Warm light bulb",
        "url": "",
        "image": "",
        "price": {"amount": "5.00", "currency": "EUR"},
        "in_stock": True,
        "reason": {"code": "bought_together", "text": "Comprato insieme"},
        "is_guess": False,
    }


@pytest.mark.usefixtures("busy")
def test_a_sold_out_product_has_alternatives_that_can_be_bought(shop: StoreInfo, source: SourceInfo) -> None:
    stock(shop, "desk-lamp", stock=0, version=2)
    slot = told(source, kind="alternatives", products=["desk-lamp"], count=1, language="es-ES")
    assert ids(slot) == ["floor-lamp"]
    assert slot["products"][0]["reason"]["text"] == "Parecido"


@pytest.mark.usefixtures("busy")
def test_what_stands_on_the_page_is_not_shown_twice(source: SourceInfo) -> None:
    slot = told(source, kind="for_you", viewed=["oak-table"], on_page=["oak-chair"], count=6)
    assert not {"oak-chair"} & set(ids(slot))
    assert len(ids(slot)) == 5


@pytest.mark.usefixtures("busy")
def test_a_slot_that_could_not_keep_its_promise_is_called_otherwise(source: SourceInfo) -> None:
    slot = told(source, kind="recent", viewed=[], count=3)
    assert slot["title"] == "Potrebbero piacerti"
    assert len(ids(slot)) == 3


@pytest.mark.usefixtures("event_store")
def test_a_product_leads_to_its_page_in_the_readers_language(shop: StoreInfo, source: SourceInfo) -> None:
    lamp = ProductInput(
        product_id="lamp",
        title="Lampada",
        url="https://shop.example/it/lamp",
        languages={
            "en": Translation(title="Lamp", url="https://shop.example/en/lamp"),
            "es": Translation(title="Luz"),
        },
    )
    catalog.import_products(shop.id, [lamp], source="test", at=now())
    led = {each: told(source, language=each)["products"][0] for each in ("it", "en-GB", "es")}
    assert {each: product["title"] for each, product in led.items()} == {
        "it": "Lampada", "en-GB": "Lamp", "es": "Luz",
    }  # fmt: skip
    assert led["en-GB"]["url"] == "https://shop.example/en/lamp"
    assert led["it"]["url"] == led["es"]["url"] == "https://shop.example/it/lamp"


def buy_coffee(shop: StoreInfo, *days_ago: int, quantity: int = 2) -> None:
    bought = [
        OrderInput(
            order_id=f"again-{days}",
            placed_at=datetime.now(UTC) - timedelta(days=days),
            anonymous_id=CLEO,
            currency="EUR",
            lines=(LineInput(product_id="coffee", quantity=quantity),),
        )
        for days in days_ago
    ]
    orders.import_orders(shop.id, bought, source="test")


def test_who_agreed_sees_what_they_usually_buy_and_how_much(busy: StoreInfo, source: SourceInfo) -> None:
    buy_coffee(busy, 30, 20, 10)
    agree(busy)
    slot = told(source, kind="again", anonymous_id=CLEO, count=2, language="en")
    assert slot["products"][0]["product_id"] == "coffee"
    assert slot["products"][0]["reason"] == {"code": "bought_before", "text": "You bought it before"}
    assert slot["products"][0]["usual"]["quantity"] == 2
    assert slot["products"][0]["usual"]["every_days"] == 10


@pytest.mark.parametrize("answer", [None, False])
def test_who_did_not_agree_is_nobody(busy: StoreInfo, source: SourceInfo, answer: bool | None) -> None:
    buy_coffee(busy, 30, 20, 10)
    if answer is not None:
        agree(busy, granted=answer)
    slot = told(source, kind="again", anonymous_id=CLEO, count=2)
    assert not [each for each in slot["products"] if "usual" in each]
    assert slot == told(source, kind="again", count=2)


def test_a_browser_that_says_no_is_obeyed_where_the_shop_says_so(
    busy: StoreInfo, source: SourceInfo, change_store: Any
) -> None:
    buy_coffee(busy, 30, 20, 10)
    agree(busy)
    no = {"sec-gpc": "1"}
    assert "usual" in told(source, no, kind="again", anonymous_id=CLEO)["products"][0]
    change_store(gpc_means_no_analytics=True)
    forget()
    assert "usual" not in told(source, no, kind="again", anonymous_id=CLEO)["products"][0]


def test_what_was_bought_a_moment_ago_is_not_recommended(busy: StoreInfo, source: SourceInfo) -> None:
    agree(busy)
    assert "floor-lamp" in ids(told(source, kind="similar", products=["desk-lamp"], anonymous_id=CLEO))
    lamp = OrderInput(
        order_id="now", placed_at=now(), anonymous_id=CLEO, currency="EUR",
        lines=(LineInput(product_id="floor-lamp"),),
    )  # fmt: skip
    orders.import_orders(busy.id, [lamp], source="test")
    forget()
    assert "floor-lamp" not in ids(told(source, kind="similar", products=["desk-lamp"], anonymous_id=CLEO))


def test_the_first_page_after_a_start_is_answered_at_once_and_the_next_better(
    busy: StoreInfo, source: SourceInfo
) -> None:
    forget_shops()
    first = told(source, kind="together", products=["desk-lamp"], count=2)
    assert len(ids(first)) == 2
    assert first["products"][0]["reason"]["code"] != "bought_together"
    refresh_shops(now())
    second = told(source, kind="together", products=["desk-lamp"], count=2)
    assert second["products"][0]["reason"]["code"] == "bought_together"
    assert busy.slug == "bottega"


@pytest.mark.usefixtures("event_store")
def test_every_kind_is_answered_in_a_shop_without_products(source: SourceInfo) -> None:
    for kind in SlotKind:
        assert told(source, kind=kind.value)["products"] == []


@pytest.mark.parametrize(
    ("more", "field", "words"),
    [
        ({"kind": "magic"}, "kind", "Use one of for_you"),
        ({"count": 0}, "count", "from 1 to 24"),
        ({"products": ["x"] * 201}, "products", "at most 200"),
        ({"viewed": ["x" * 201]}, "viewed", "200 letters"),
        ({"products": "lamp"}, "products", "array"),
    ],
)
def test_what_cannot_be_taken_is_named(
    source: SourceInfo, more: dict[str, Any], field: str, words: str
) -> None:
    answer = asked(source, **more)
    assert (answer.status, answer.json["field"]) == (400, field)
    assert words in answer.json["detail"]


def test_an_unknown_key_is_refused() -> None:
    assert ask("recommend", {"key": "wk_nobody"}).status == 401


def test_who_says_to_be_somebody_else_learns_nothing_of_them(
    stream: Runner, busy: StoreInfo, source: SourceInfo
) -> None:
    buy(busy, 3_000, CLEO, "floor-lamp")
    for device in (CLEO, "stranger"):
        say_who(busy, device, "cleo@example.com")
    stream.drain()
    agree(busy)
    seen = told(source, kind="for_you", anonymous_id="stranger", count=6)
    assert "floor-lamp" in ids(seen)  # as if they had never bought it
    slot = told(source, kind="again", anonymous_id="stranger", count=6)
    assert not any("usual" in product for product in slot["products"])
    own = told(source, kind="for_you", anonymous_id=CLEO, count=6)
    assert "floor-lamp" not in ids(own)  # it was bought on this device
