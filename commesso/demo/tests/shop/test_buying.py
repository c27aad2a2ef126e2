"""From the cart to an order, and what may go wrong on the way."""

import json
import re
from datetime import UTC, datetime, timedelta

import pytest
from django.test import Client

from commesso.demo.actions.changing import settle_orders
from commesso.demo.actions.messages import send_due
from commesso.demo.models import Cart, Message, Order
from commesso.demo.rules.catalogue import get_catalogue
from commesso.demo.tests.shop.shopping import ADDRESS, BOWL, PERSON, link_of, order, put, shown_cents, text_of


def told() -> list[str]:
    """Return what Commesso is to be told, in order."""
    return [each.body.get("event", each.body["type"]) for each in Message.objects.order_by("pk")]


def facts_of(page: str) -> list[list[object]]:
    found = re.search(r'id="facts">(.+?)</script>', page)
    assert found
    events: list[list[object]] = json.loads(found[1])["events"]
    return events


def test_a_thing_put_into_the_cart_is_told_once(cleo: Client) -> None:
    page = text_of(put(cleo, quantity=2))
    assert [name for name, _ in facts_of(page)] == ["Product Added"]
    assert [name for name, _ in facts_of(text_of(cleo.get("/it/cart")))] == ["Cart Viewed"]


def test_the_cart_never_holds_more_than_there_is(cleo: Client) -> None:
    _, variant = get_catalogue().by_sku[BOWL]
    put(cleo, quantity=20)
    put(cleo, quantity=20)
    page = text_of(cleo.get("/it/cart"))
    assert f"<option selected>{min(20, variant.stock)}</option>" in page


def test_a_thing_is_taken_out_of_the_cart(cleo: Client) -> None:
    put(cleo)
    page = text_of(cleo.post("/it/cart", {"remove": BOWL}, follow=True))
    assert "Il carrello è vuoto" in page
    assert [name for name, _ in facts_of(page)] == ["Product Removed"]


def test_the_total_of_the_cart_is_the_total_of_the_order(cleo: Client) -> None:
    put(cleo)
    cleo.post("/it/cart", {"country": "IT", "delivery": "express"})
    total = re.search(r"<dd data-say>([^<]+)</dd>", text_of(cleo.get("/it/cart")))
    assert total
    order(cleo, delivery="express")
    assert total[1] in text_of(cleo.get("/it/thanks"))


def test_an_order_is_placed_without_an_account(cleo: Client, commesso: dict[str, str]) -> None:
    put(cleo)
    answer = order(cleo)
    assert answer.status_code == 303
    page = text_of(cleo.get("/it/thanks"))
    assert "Grazie, Cleo" in page
    assert "BA-1" in page
    assert told() == ["Order Completed"]
    properties = Message.objects.get().body["properties"]
    assert properties["email"] == "cleo@example.com"
    assert properties["subtotal"] + properties["tax"] + properties["shipping"] == pytest.approx(
        properties["total"]
    )
    assert "url" not in properties["products"][0]


def test_a_consenting_shopper_is_named_to_commesso_and_another_is_not(
    cleo: Client, commesso: dict[str, str]
) -> None:
    put(cleo)
    order(cleo, anonymous_id="device-1", wants_news="1")
    assert told() == ["Order Completed", "identify", "Consent Updated"]
    assert {each.body["anonymousId"] for each in Message.objects.all()} == {"device-1"}
    dario = Client()
    put(dario)
    order(dario)
    last = Message.objects.order_by("-pk")[0].body
    assert last["event"] == "Order Completed"
    assert last["anonymousId"].startswith("order-")
    assert last["context"]["consent"]["categoryPreferences"] == {"analytics": False}


def test_an_order_is_made_once_however_often_the_button_is_pressed(cleo: Client) -> None:
    put(cleo)
    total = shown_cents(cleo)
    assert order(cleo, shown_cents=total).status_code == 303
    assert order(cleo, shown_cents=total).headers["Location"] == "/it/thanks"
    assert Order.objects.count() == 1


@pytest.mark.parametrize(
    ("number", "said"),
    [
        ("4000000000000002", "Niente è stato addebitato"),
        ("4000000000009995", "abbastanza disponibilità"),
        ("4000000000000119", "non ha risposto in tempo"),
        ("4539578763621486", "solo le carte di prova"),
    ],
)
def test_a_payment_that_fails_says_why_and_keeps_what_was_typed(cleo: Client, number: str, said: str) -> None:
    put(cleo)
    answer = order(cleo, card_number=number)
    page = text_of(answer)
    assert answer.status_code == 422
    assert said in page
    assert all(f'value="{value}"' in page for value in (*PERSON.values(), *ADDRESS.values()))
    assert number not in page.replace(" ", "").split("</head>")[1].split("sandbox")[0]
    assert not Order.objects.exists()
    assert 'value="Via dei Tigli 4"' in text_of(cleo.get("/it/checkout"))  # later, too


def test_nothing_of_a_card_is_kept_but_its_last_digits(cleo: Client) -> None:
    put(cleo)
    order(cleo, card_number="4000 0000 0000 0002")
    order(cleo)
    kept = json.dumps([*Cart.objects.values(), *Order.objects.values()], default=str)
    assert "Visa 4242" in kept
    assert "4242424242424242" not in kept.replace(" ", "")
    assert "card_code" not in kept


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        ({"email": "cleo@"}, "email"),
        ({"email": ""}, "email"),
        ({"given_name": " "}, "given_name"),
        ({"address": ""}, "address"),
        ({"postcode": "ABC"}, "postcode"),
        ({"phone": "call me"}, "phone"),
        ({"card_number": "4242 4242 4242 4241"}, "card_number"),
        ({"card_expiry": "13/30"}, "card_expiry"),
        ({"card_expiry": "01/20"}, "card_expiry"),
        ({"card_code": "1"}, "card_code"),
        ({"payment": "shells"}, "payment"),
    ],
)
def test_a_wrong_field_is_named(cleo: Client, typed: dict[str, str], field: str) -> None:
    put(cleo)
    answer = order(cleo, **typed)
    assert answer.status_code == 422
    assert f'<a href="#{field}">' in text_of(answer)
    assert not Order.objects.exists()


def test_a_dearer_delivery_is_shown_before_it_is_paid(cleo: Client) -> None:
    put(cleo)
    cheap = shown_cents(cleo)
    answer = order(cleo, delivery="express", shown_cents=cheap)
    assert answer.status_code == 422
    assert "Il totale è cambiato" in text_of(answer)
    assert order(cleo, delivery="express", shown_cents=shown_cents(cleo)).status_code == 303


def test_who_collects_at_the_workshop_needs_no_address(cleo: Client) -> None:
    put(cleo)
    cleo.post("/it/checkout", {"country": "IT", "delivery": "workshop", "update": "1"})
    empty = dict.fromkeys(ADDRESS, "")
    assert order(cleo, delivery="workshop", payment="on_delivery", **empty).status_code == 303


def test_a_courier_takes_no_money_abroad(cleo: Client) -> None:
    put(cleo)
    cleo.post("/it/checkout", {"country": "DE", "update": "1"})
    answer = order(cleo, country="DE", payment="on_delivery")
    assert '<a href="#payment">' in text_of(answer)


def test_the_last_piece_goes_to_who_pays_first(cleo: Client) -> None:
    variant = next(each for _, each in get_catalogue().by_sku.values() if each.stock == 1)
    dario = Client()
    for each in (cleo, dario):
        put(each, variant.sku)
    total = shown_cents(dario)
    assert order(cleo).status_code == 303
    answer = order(dario, shown_cents=total)
    assert answer.status_code == 422
    assert "qualcuno è arrivato prima" in text_of(answer)


def test_the_bank_is_asked_and_answers_once(cleo: Client) -> None:
    put(cleo)
    bank = order(cleo, card_number="4000 0000 0000 3220").headers["Location"]
    assert "/it/bank/" in bank
    assert "Banca di Prova" in text_of(cleo.get(bank))
    assert cleo.post(bank, {"agree": "1"}).headers["Location"] == "/it/thanks"
    assert cleo.post(bank, {"agree": "1"}).headers["Location"] == "/it/thanks"
    assert Order.objects.get().payment_state == "authorized"


def test_who_says_no_at_the_bank_comes_back_to_a_full_checkout(cleo: Client) -> None:
    put(cleo)
    bank = order(cleo, payment="bank").headers["Location"]
    back = cleo.post(bank, {"refuse": "1"}, follow=True)
    assert "non è stato confermato" in text_of(back)
    assert 'value="Via dei Tigli 4"' in text_of(back)
    assert not Order.objects.exists()
    assert cleo.get(bank).status_code == 302


def test_an_order_is_changed_and_cancelled_by_its_private_link(
    cleo: Client, commesso: dict[str, str]
) -> None:
    put(cleo)
    order(cleo)
    link = link_of(cleo)
    stranger = Client()
    stranger.post(link, {f"quantity-{BOWL}": "2", "quantities": "1"})
    stranger.post(link, {**ADDRESS, "address": "Via Nuova 9"})
    page = text_of(stranger.get(link))
    assert "2 ×" in page
    assert "Via Nuova 9" in page
    assert "commesso.js" not in page  # the link is a key: the tag does not read it
    stranger.post(link, {"cancel": "1"})
    assert "Annullato" in text_of(stranger.get(link))
    assert told() == ["Order Completed", "Order Updated", "Order Updated", "Order Cancelled"]
    ids = [each.body["messageId"] for each in Message.objects.all()]
    assert len(set(ids)) == 4


def test_what_was_paid_at_once_goes_back_when_the_order_shrinks(
    cleo: Client, commesso: dict[str, str]
) -> None:
    put(cleo, quantity=3)
    bank = order(cleo, payment="bank").headers["Location"]
    cleo.post(bank, {"agree": "1"})
    link = link_of(cleo)
    cleo.post(link, {f"quantity-{BOWL}": "9", "quantities": "1"})  # more is not possible
    cleo.post(link, {f"quantity-{BOWL}": "1", "quantities": "1"})
    cleo.post(link, {"cancel": "1"})
    assert told() == ["Order Completed", "Order Refunded", "Order Cancelled", "Order Refunded"]
    price = get_catalogue().by_sku[BOWL][1].cents
    first, last = Message.objects.filter(body__event="Order Refunded").order_by("pk")
    assert first.body["properties"]["total"] == 2 * price / 100
    paid = Message.objects.get(body__event="Order Completed").body["properties"]["total"]
    assert first.body["properties"]["total"] + last.body["properties"]["total"] == pytest.approx(paid)


def test_a_wrong_address_changes_nothing(cleo: Client) -> None:
    put(cleo)
    order(cleo)
    answer = cleo.post(link_of(cleo), {**ADDRESS, "postcode": "1"})
    assert answer.status_code == 422
    assert Order.objects.get().postcode == "40121"


def test_after_half_an_hour_the_card_is_charged_and_nothing_changes(
    cleo: Client, commesso: dict[str, str]
) -> None:
    put(cleo)
    order(cleo)
    link = link_of(cleo)
    Order.objects.update(changeable_until=datetime.now(UTC) - timedelta(seconds=1))
    page = text_of(cleo.post(link, {"cancel": "1"}, follow=True))
    assert "Troppo tardi" in page
    settle_orders(now=datetime.now(UTC))
    settle_orders(now=datetime.now(UTC))
    assert Order.objects.get().payment_state == "paid"
    assert told() == ["Order Completed", "Order Updated"]


def test_what_commesso_does_not_take_is_tried_again_later(cleo: Client, commesso: dict[str, str]) -> None:
    put(cleo)
    order(cleo)
    now = datetime.now(UTC)
    assert not send_due(now=now)
    message = Message.objects.get()
    assert message.tries == 1
    assert message.due_at > now


def test_a_form_of_another_site_is_refused(cleo: Client) -> None:
    for headers in ({"sec-fetch-site": "cross-site"}, {"origin": "https://evil.example"}):
        assert cleo.post("/it/cart/add", {"sku": BOWL}, headers=headers).status_code == 403
    assert (
        cleo.post("/it/cart/add", {"sku": BOWL}, headers={"origin": "http://testserver"}).status_code == 303
    )
