"""What may cross the doors of demo."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

Event = dict[str, Any]  # as a Segment library sends it
Row = dict[str, Any]  # as a shop's product file has it

SHOP_NAME = "Bottega Aurora"
SHOP_SLUG = "bottega-aurora"
SHOP_URL = "https://bottega-aurora.example"
LANGUAGES = ("it", "en", "es", "zh")
CURRENCY = "EUR"
TIME_ZONE = "Europe/Rome"
# What the columns of its list of sent orders mean, as its owner would tell Commesso.
ORDER_MAP = """
title = "The orders of Bottega Aurora that were sent"
kind = "orders"

[fields]
order_id = "order"
placed_at = "placed"
updated_at = "sent"
fulfilment_state = "state"
"""


@dataclass(frozen=True, kw_only=True)
class Plan:
    """What history to invent. The same plan gives the same history, to the last byte."""

    ending: datetime  # aware; the history's last moment
    seed: int = 7
    shoppers: int = 3_000
    months: int = 12
    holdout: float = 0.2  # share of shoppers, carts and orders that go without a treatment
    lifts: Mapping[str, float] = field(default_factory=dict)  # by treatment, in place of rules.truth.LIFTS


@dataclass(frozen=True, kw_only=True)
class Here:
    """Where the shop of today is, and the Commesso it talks to, without a slash at the end."""

    shop: str
    commesso: str
    write_key: str


@dataclass(frozen=True, kw_only=True)
class Address:
    """Where a parcel goes. All but the country is empty when it is collected at the workshop."""

    country: str
    address: str = ""
    address_more: str = ""
    postcode: str = ""
    city: str = ""
    province: str = ""


@dataclass(frozen=True, kw_only=True)
class Checkout:
    """What a shopper says to place an order; all of it but the card."""

    language: str
    email: str
    given_name: str
    family_name: str
    phone: str
    address: Address
    delivery: str
    payment: str
    wants_news: bool
    shown_cents: int  # the total that stood beside the button
    anonymous_id: str  # of the tag; "" without consent
