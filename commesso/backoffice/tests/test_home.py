"""Home: what needs Alma, and how her shop is doing."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from commesso.backoffice.tests.shopping import Street
from commesso.events.stream import Kind

HOME = "/s/bottega/"
LIVE = "/s/bottega/live"
DAY = timedelta(days=1)
LAMP: dict[str, Any] = {
    "product_id": "lamp",
    "name": "Oak lamp",
    "price": 49.5,
    "quantity": 1,
    "currency": "EUR",
}


def numbers(page: str) -> dict[str, str]:
    """The labels of the page's numbers with their values."""
    found = re.findall(r"<dt>(?:<a[^>]*>)?([^<]+).*?<span class=\"value\">([^<]*)</span>", page, re.DOTALL)
    return {label.strip(): value for label, value in found}


def buy(
    street: Street, order_id: str, total: float, *, who: str = "cleo", ago: timedelta = timedelta()
) -> None:
    street.track(
        "Order Completed", who=who, ago=ago, order_id=order_id, total=total, revenue=total, currency="EUR", products=[LAMP]
    )  # fmt: skip


@pytest.mark.usefixtures("event_store")
def test_a_new_shop_is_told_what_to_do_first(alma: Client) -> None:
    page = alma.get(HOME).content.decode()
    assert "Send your first event" in page
    assert 'href="/s/bottega/settings/"' in page
    assert "Give your shop its face" in page
    assert "What did the shop earn?" not in page


@pytest.mark.usefixtures("event_store")
def test_an_agent_is_not_asked_for_what_only_managers_may_do(bo: Client) -> None:
    assert "Give your shop its face" not in bo.get(HOME).content.decode()


def test_orders_revenue_and_their_average_are_counted_in_the_shops_currency(
    street: Street, alma: Client
) -> None:
    buy(street, "A1", 100.0, ago=DAY)
    buy(street, "A2", 50.5, ago=2 * DAY)
    buy(street, "A3", 80.0, ago=40 * DAY)
    street.track(
        "Order Completed", who="dario", order_id="D1", revenue=9, total=9, currency="USD", products=[LAMP]
    )
    street.open()
    page = alma.get(HOME).content.decode()
    found = numbers(page)
    assert found["Orders"] == "2"
    assert found["Revenue"] == "€150.50"
    assert found["Average order"] == "€75.25"
    assert "€150.50 in the last 30 days, €80.00 in the 30 days before." in page
    assert numbers(alma.get(HOME + "?period=12m").content.decode())["Orders"] == "3"
    assert numbers(alma.get(HOME + "?period=today").content.decode())["Orders"] == "0"


def test_what_was_cancelled_is_no_revenue(street: Street, alma: Client) -> None:
    buy(street, "A1", 100.0, ago=DAY)
    buy(street, "A2", 50.0, ago=DAY)
    street.track("Order Cancelled", order_id="A2", total=50.0, currency="EUR")
    street.open()
    found = numbers(alma.get(HOME).content.decode())
    assert (found["Orders"], found["Revenue"]) == ("2", "€100.00")


def test_a_person_with_two_devices_is_one_visitor_with_two_visits(street: Street, alma: Client) -> None:
    street.track("Product Viewed", who="phone", ago=DAY, **LAMP)
    street.track("Product Viewed", who="laptop", ago=2 * DAY, **LAMP)
    street.track("Product Viewed", who="dario", ago=DAY, **LAMP)
    street.send(Kind.IDENTIFY, "", {"email": "cleo@example.com"}, who="phone", user="cleo")
    street.send(Kind.IDENTIFY, "", {"email": "cleo@example.com"}, who="laptop", user="cleo")
    street.open()
    found = numbers(alma.get(HOME + "?period=7d").content.decode())
    assert found["Visitors"] == "2"
    assert found["Visits"] == "3"


def test_an_order_told_by_the_server_belongs_to_the_visit_of_its_person(street: Street, alma: Client) -> None:
    street.track("Product Viewed", who="phone", ago=timedelta(minutes=20), **LAMP)
    street.send(
        Kind.IDENTIFY, "", {"email": "cleo@example.com"}, who="phone", user="cleo", ago=timedelta(minutes=15)
    )
    for number in range(3):
        street.track("Product Viewed", who=f"passer-{number}", ago=timedelta(minutes=20), **LAMP)
    street.track(
        "Order Completed", who="", user="cleo", ago=timedelta(minutes=10), order_id="S1", total=10, revenue=10
    )
    street.open()
    found = numbers(alma.get(HOME + "?period=7d").content.decode())
    assert found["Conversion"] == "25.0%"


def test_thin_numbers_say_so_and_are_not_compared(street: Street, alma: Client) -> None:
    buy(street, "A1", 100.0, ago=DAY)
    buy(street, "A0", 10.0, ago=40 * DAY)
    street.open()
    page = alma.get(HOME).content.decode()
    assert "Not enough yet: 1 of about 5 orders" in page
    assert 'class="delta' not in page


def test_enough_orders_are_compared_with_the_time_before(street: Street, alma: Client) -> None:
    for number in range(12):
        buy(street, f"N{number}", 20.0, ago=DAY, who=f"n{number}")
    for number in range(6):
        buy(street, f"B{number}", 20.0, ago=40 * DAY, who=f"b{number}")
    street.open()
    assert "100% more than before" in alma.get(HOME).content.decode()


def test_every_number_has_a_picture_and_a_table_behind_it(street: Street, alma: Client) -> None:
    buy(street, "A1", 100.0)
    street.open()
    page = alma.get(HOME).content.decode()
    assert page.count('data-island="chart"') == 7
    assert page.count("Show as a table") == 6  # of carts there is nothing to draw yet


def test_events_tick_in_with_who_and_what(street: Street, alma: Client) -> None:
    street.send(
        Kind.IDENTIFY, "", {"email": "cleo@example.com", "name": "Cleo Verdi"}, who="phone", user="cleo"
    )
    street.track("Product Viewed", who="phone", user="cleo", **LAMP)
    street.open()
    live = alma.get(LIVE)
    text = live.content.decode()
    assert "Looked at Oak lamp (€49.50)" in text
    assert "Cleo Verdi" in text
    again = re.search(r'hx-get="([^"]+)"', text)
    assert again
    assert alma.get(again[1].replace("&amp;", "&")).status_code == 204
    street.track("Cart Viewed", who="phone", user="cleo", ago=timedelta(seconds=-1))
    street.open()
    assert "Looked at the cart" in alma.get(again[1]).content.decode()


def test_nobody_else_sees_home(street: Street, edda: Client) -> None:
    buy(street, "A1", 100.0)
    street.open()
    for address in (HOME, LIVE):
        assert edda.get(address).status_code == 404
        assert Client().get(address)["Location"].startswith("/sign-in")
    assert numbers(edda.get("/s/edda/").content.decode()) == {}
