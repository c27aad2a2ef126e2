"""Customers: finding one, and reading their whole story."""

import re
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from commesso.backoffice.contracts import Happening, Place
from commesso.backoffice.rules.story import read_place, write_place
from commesso.backoffice.tests.shopping import NOW, Street
from commesso.backoffice.views import customer as views
from commesso.events.stream import Kind
from commesso.orders import api as orders
from commesso.orders.contracts import LineInput, OrderInput
from commesso.profiles import api as profiles
from commesso.stores.contracts import StoreInfo

CUSTOMERS = "/s/bottega/customers/"
SECOND = timedelta(seconds=1)


def come(street: Street, who: str, **traits: str) -> None:
    street.send(Kind.IDENTIFY, "", {"email": f"{who}@example.com", **traits}, who=f"phone-of-{who}", user=who)


def page_of(shop: StoreInfo, who: str) -> str:
    person = profiles.find_profile(shop.id, "user_id", who)
    assert person is not None
    return f"{CUSTOMERS}{person.id}/"


@pytest.mark.usefixtures("event_store")
def test_without_customers_the_page_teaches(alma: Client) -> None:
    page = alma.get(CUSTOMERS).content.decode()
    assert "Your customers will stand here" in page
    assert 'href="/s/bottega/settings/"' in page


@pytest.mark.parametrize("search", ["Cleo", "verdi", "cleo@exam", "+39 041 523 0001", "phone-of-cleo"])
def test_a_customer_is_found_by_whatever_is_known(street: Street, alma: Client, search: str) -> None:
    come(street, "cleo", name="Cleo Verdi", phone="+390415230001")
    come(street, "gino", name="Gino Neri")
    street.open()
    page = alma.get(CUSTOMERS, {"q": search}).content.decode()
    assert "Cleo Verdi" in page
    assert "Gino Neri" not in page


def test_nobody_found_says_what_to_try(street: Street, bo: Client) -> None:
    come(street, "cleo")
    street.open()
    assert "Nobody found" in bo.get(CUSTOMERS, {"q": "zorro"}).content.decode()


def test_filters_stand_in_the_address_and_come_off_again(street: Street, alma: Client) -> None:
    come(street, "cleo", name="Cleo Verdi", phone="+390415230001")
    come(street, "gino", name="Gino Neri")
    street.track("Product Viewed", who="passer-by")
    street.open()
    page = alma.get(CUSTOMERS, {"reach": "phone"}).content.decode()
    assert "Cleo Verdi" in page
    assert "Gino Neri" not in page
    assert 'class="chip is-accent" href="?"' in page
    assert "A visitor" not in alma.get(CUSTOMERS).content.decode()
    assert "A visitor" in alma.get(CUSTOMERS, {"who": "visitors"}).content.decode()


def test_a_long_list_goes_on_where_it_stopped(street: Street, alma: Client) -> None:
    for number in range(60):
        come(street, f"c{number:02}")
    street.open()
    first = alma.get(CUSTOMERS).content.decode()
    following = re.search(r'href="(\?cursor=[^"]+)"', first)
    assert following
    second = alma.get(CUSTOMERS + following[1]).content.decode()
    names = [set(re.findall(r'class="main" href="[^"]+">([^<]+)', page)) for page in (first, second)]
    assert (len(names[0]), len(names[1])) == (50, 10)
    assert not names[0] & names[1]
    assert alma.get(CUSTOMERS, {"cursor": "nonsense"}).status_code == 200


def test_the_story_tells_what_happened_in_sentences(street: Street, shop: StoreInfo, alma: Client) -> None:
    come(street, "cleo", name="Cleo Verdi")
    for ago, name, props in (
        (50, "Product Viewed", {"name": "Oak lamp", "price": 49.5, "currency": "EUR"}),
        (40, "Products Searched", {"query": "50% (wool)"}),
        (30, "Coupon Denied", {"coupon": "SUN", "reason": "Too late"}),
        (
            20,
            "Order Completed",
            {"order_id": "A1", "total": 99, "revenue": 90, "currency": "EUR", "products": []},
        ),
        (10, "Shop Bell Rung", {"loud": True}),
    ):
        street.track(name, who="phone-of-cleo", user="cleo", ago=timedelta(minutes=ago), **props)
    street.open()
    page = alma.get(page_of(shop, "cleo")).content.decode()
    for sentence in (
        "Looked at Oak lamp (€49.50)",
        "Searched for “50% (wool)”",
        "The coupon SUN was not accepted",
        "Too late",
        "Ordered A1 (€99.00)",
        "Shop Bell Rung",
        "Said who they are",
    ):
        assert sentence in page, sentence
    assert page.count("Ordered A1") == 1, "the fact that repeats the event is left out"
    assert page.index("Shop Bell Rung") < page.index("Ordered A1") < page.index("Looked at Oak lamp")


def test_an_order_that_no_event_told_of_is_in_the_story(
    street: Street, shop: StoreInfo, alma: Client
) -> None:
    come(street, "cleo")
    line = LineInput(product_id="lamp", quantity=2, unit_price=Decimal("49.50"))
    orders.import_orders(
        shop.id,
        [
            OrderInput(
                order_id="X/7",
                placed_at=NOW,
                user_id="cleo",
                total=Decimal(99),
                currency="EUR",
                lines=(line,),
            )
        ],
        source="till",
    )
    street.open()
    page = alma.get(page_of(shop, "cleo")).content.decode()
    assert "Ordered X/7 (€99.00)" in page
    assert 'href="/s/bottega/orders/X/7"' in page
    assert "1 · €99.00" in page


def test_a_long_story_goes_on_by_itself_without_losing_anything(
    street: Street, shop: StoreInfo, alma: Client
) -> None:
    come(street, "cleo")
    for number in range(70):
        # Many at the same moment: a page must not end inside a moment.
        street.track(
            "Bell", who="phone-of-cleo", user="cleo", ago=timedelta(minutes=number // 20), n=f"bell-{number}-"
        )
    street.open()
    page = alma.get(page_of(shop, "cleo")).content.decode()
    seen = re.findall(r"bell-\d+-", page)
    while older := re.search(r'hx-get="([^"]+before=[^"]+)"', page):
        page = alma.get(older[1]).content.decode()
        seen += re.findall(r"bell-\d+-", page)
    assert sorted(seen) == sorted(f"bell-{number}-" for number in range(70))


def test_a_new_event_shows_up_by_itself(street: Street, shop: StoreInfo, alma: Client) -> None:
    come(street, "cleo")
    street.track("Cart Viewed", who="phone-of-cleo", user="cleo", ago=timedelta(minutes=5))
    street.open()
    page = alma.get(page_of(shop, "cleo")).content.decode()
    newer = re.search(r'hx-get="([^"]+since=[^"]+)"', page)
    assert newer
    address = newer[1].replace("&amp;", "&")
    assert alma.get(address).status_code == 204, "nothing new, nothing sent"
    street.track("Product Added", who="phone-of-cleo", user="cleo", name="Oak lamp")
    street.open()
    fragment = alma.get(address)
    text = fragment.content.decode()
    assert "Put Oak lamp into the cart" in text
    assert "Looked at the cart" in text, "what stood there still stands"
    assert "<html" not in text


@pytest.mark.parametrize("reading", ["list_story", "list_story_since"])
def test_what_happens_while_the_story_is_read_shows_up_next(
    street: Street, shop: StoreInfo, alma: Client, monkeypatch: pytest.MonkeyPatch, reading: str
) -> None:
    come(street, "cleo")
    street.open()
    read = getattr(views, reading)
    found = list[list[Happening]]()

    def read_as_something_happens(*args: Any, **kwargs: Any) -> list[Happening]:
        happenings = list[Happening](read(*args, **kwargs))
        if not found:
            found.append(happenings)
            street.track("Product Added", who="phone-of-cleo", user="cleo", name="Oak lamp")
            street.open()
        return happenings

    def newer(page: str) -> str:
        address = re.search(r'hx-get="([^"]+since=[^"]+)"', page)
        assert address
        return address[1].replace("&amp;", "&")

    monkeypatch.setattr(views, reading, read_as_something_happens)
    page = alma.get(page_of(shop, "cleo")).content.decode()
    if reading == "list_story_since":
        street.track("Cart Viewed", who="phone-of-cleo", user="cleo")
        street.open()
        page = alma.get(newer(page)).content.decode()
    assert found
    assert "Put Oak lamp into the cart" not in page
    assert "Put Oak lamp into the cart" in alma.get(newer(page)).content.decode()


def test_a_visitor_without_a_name_has_a_page_too(street: Street, shop: StoreInfo, bo: Client) -> None:
    street.track("Product Viewed", who="dario", name="Oak lamp")
    street.open()
    person = profiles.find_profile(shop.id, "anonymous_id", "dario")
    assert person is not None
    page = bo.get(f"{CUSTOMERS}{person.id}/").content.decode()
    assert "Has not said who they are yet" in page
    assert "Looked at Oak lamp" in page


def test_what_a_shopper_writes_is_never_markup(street: Street, shop: StoreInfo, alma: Client) -> None:
    come(street, "cleo", name="<script>alert(1)</script>")
    street.track("Product Viewed", who="phone-of-cleo", user="cleo", title="<img src=x onerror=alert(2)>")
    street.open()
    for address in (CUSTOMERS, page_of(shop, "cleo"), "/s/bottega/live", "/s/bottega/"):
        page = alma.get(address).content.decode()
        assert "<script>alert" not in page
        assert "<img src=x" not in page


def test_consent_identifiers_traits_and_privacy_are_panels_of_their_room(
    street: Street, shop: StoreInfo, alma: Client, bo: Client
) -> None:
    come(street, "cleo", name="Cleo Verdi")
    street.open()
    address = page_of(shop, "cleo")
    for browser in (alma, bo):
        panels = re.findall(r'hx-get="([^"]+)" hx-trigger="load"', browser.get(address).content.decode())
        assert [panel.removeprefix(address[:-1]) for panel in panels] == [
            "/consent",
            "/identifiers",
            "/traits",
            "/privacy",
        ]
        for panel in panels:
            assert browser.get(panel).status_code == 200


def test_a_merged_profile_leads_to_the_person_it_became(
    street: Street, shop: StoreInfo, alma: Client
) -> None:
    street.track("Product Viewed", who="phone-of-cleo")
    street.open()
    before = profiles.find_profile(shop.id, "anonymous_id", "phone-of-cleo")
    assert before is not None
    come(street, "cleo", name="Cleo Verdi")
    street.open()
    answer = alma.get(f"{CUSTOMERS}{before.id}/", follow=True)
    assert "Cleo Verdi" in answer.content.decode()


def test_nobody_else_sees_a_customer(street: Street, shop: StoreInfo, alma: Client, edda: Client) -> None:
    come(street, "cleo", name="Cleo Verdi")
    street.open()
    person = page_of(shop, "cleo")
    for address in (CUSTOMERS, person, person + "story"):
        assert edda.get(address).status_code == 404
        assert Client().get(address).status_code == 302
    assert edda.get(person.replace("bottega", "edda")).status_code == 404
    assert alma.get(f"{CUSTOMERS}{uuid4()}/").status_code == 404


@given(at=st.datetimes(min_value=NOW.replace(tzinfo=None) - timedelta(days=9999)), text=st.text(max_size=100))
def test_a_place_comes_back_from_an_address(at: datetime, text: str) -> None:
    place = Place(at=at.replace(tzinfo=UTC, microsecond=at.microsecond // 1000 * 1000), id=text)
    assert read_place(write_place(place)) == place


@pytest.mark.parametrize("text", ["", "x", "W10", "eyJhIjoxfQ"])
def test_a_text_that_is_no_place_is_the_beginning(text: str) -> None:
    assert read_place(text) is None
