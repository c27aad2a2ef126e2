"""What the tests of the shop do again and again."""

import re
from typing import Any

from django.test import Client

BOWL = "CER-LUNA-BOWL-SAGE"
ADDRESS = {"address": "Via dei Tigli 4", "postcode": "40121", "city": "Bologna"}
PERSON = {"email": "cleo@example.com", "given_name": "Cleo", "family_name": "Verdi"}
CARD = {"payment": "card", "card_number": "4242 4242 4242 4242", "card_expiry": "12/34", "card_code": "123"}


def put(client: Client, sku: str = BOWL, quantity: int = 1, language: str = "it") -> Any:
    return client.post(f"/{language}/cart/add", {"sku": sku, "quantity": quantity}, follow=True)


def shown_cents(client: Client) -> str:
    """Return the total that stands beside the button."""
    page = client.get("/it/checkout").content.decode()
    found = re.search(r'name="shown_cents" value="(\d+)"', page)
    assert found, page[-2000:]
    return found[1]


def order(client: Client, **given: str) -> Any:
    """Fill the checkout in and press the button."""
    typed = {**PERSON, **ADDRESS, **CARD, "country": "IT", "delivery": "standard", **given}
    if "shown_cents" not in typed:
        typed["shown_cents"] = shown_cents(client)
    return client.post("/it/checkout", typed)


def link_of(client: Client) -> str:
    """Return the private link on the confirmation."""
    page = client.get("/it/thanks").content.decode()
    found = re.search(r'href="(/it/orders/[^"]+)"', page)
    assert found, page[-2000:]
    return found[1]


def text_of(response: Any) -> str:
    return str(response.content.decode())
