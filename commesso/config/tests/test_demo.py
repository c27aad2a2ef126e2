"""`commesso demo` fills a shop through the doors every shop uses, once."""

import io
import re
from collections.abc import Callable, Iterator

import pytest
from django.conf import settings
from django.core.management import call_command
from django.test import Client

from commesso.infra import api as infra
from commesso.onsite import api as onsite
from commesso.stores import api as stores

pytestmark = pytest.mark.django_db(transaction=True)

Open = Callable[[], str]


@pytest.fixture
def open_demo(stream: infra.Runner) -> Iterator[Open]:
    """Open a small demo shop, without serving it; return what it prints."""
    del stream
    notes = settings.DATA / "demo.json"
    notes.unlink(missing_ok=True)

    def run() -> str:
        out = io.StringIO()
        call_command("demo", "--no-serve", "--shoppers", "150", "--months", "3", stdout=out)
        return out.getvalue()

    yield run
    notes.unlink(missing_ok=True)


def count_rows(what: str) -> int:
    (row,) = infra.query_text(
        "SELECT uniqExact(id) AS n FROM events WHERE kind IN ('track', 'page', 'identify')"
    )
    (facts,) = infra.query_text("SELECT uniqExact(id) AS n FROM events WHERE name = 'OrderPlaced'")
    return int({"events": row, "orders": facts}[what]["n"])


def test_the_demo_brings_products_events_and_orders(open_demo: Open) -> None:
    said = open_demo()
    found = re.search(r"([\d,]+) events of 150 shoppers", said)
    assert "240 products" in said
    assert found
    assert count_rows("events") == int(found[1].replace(",", ""))
    assert count_rows("orders") > 0
    (earned,) = infra.query_text(
        "SELECT sum(toInt64OrZero(JSONExtractRaw(body, 'revenue_minor'))) AS placed,"
        " sum(toInt64OrZero(JSONExtractRaw(body, 'revenue_delta_minor'))) AS taken_back"
        " FROM events WHERE name IN ('OrderPlaced', 'OrderChanged')"
    )
    # That an order was sent out takes nothing back.
    assert 0 <= -int(earned["taken_back"]) < int(earned["placed"]) / 2


def test_the_shop_speaks_in_its_pages_from_the_start(open_demo: Open) -> None:
    open_demo()
    store = stores.get_store_by_slug("bottega-aurora")
    assert onsite.open_ready_panels(store) == []  # it has its panels
    assert stores.get_brand(store.id).colour == "#9a3e23"


def test_the_owner_signs_in_with_the_password_that_was_printed(open_demo: Open) -> None:
    said = open_demo()
    email = re.search(r"e-mail +(\S+)", said)
    password = re.search(r"password +(\S+)", said)
    assert email
    assert password
    assert Client().login(username=email[1], password=password[1])
    assert password[1] not in open_demo()


def test_a_second_start_adds_nothing(open_demo: Open) -> None:
    open_demo()
    before = count_rows("events")
    assert "events of" not in open_demo()
    assert count_rows("events") == before
    assert len(stores.list_stores()) == 1


def test_a_start_that_was_cut_off_is_taken_up(open_demo: Open, monkeypatch: pytest.MonkeyPatch) -> None:
    def cut_off(*_: object) -> bool:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(infra, "drain", cut_off)
        with pytest.raises(KeyboardInterrupt):
            open_demo()
    said = open_demo()
    found = re.search(r"([\d,]+) events of", said)
    assert found
    assert count_rows("events") == int(found[1].replace(",", ""))
