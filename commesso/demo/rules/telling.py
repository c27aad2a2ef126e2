"""What the shop tells Commesso, with the names and properties of the Segment specification."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from commesso.demo.contracts import CURRENCY, SHOP_NAME, Event
from commesso.demo.rules.amounts import Bill
from commesso.demo.rules.catalogue import Family, Product, Variant


@dataclass(frozen=True, slots=True)
class Piece:
    """A variant, and how many of it at which price."""

    family: Family
    product: Product
    variant: Variant
    quantity: int
    cents: int


def name_variant(family: Family, variant: Variant, language: str) -> str:
    """Return what was chosen, like "sage green, large"; "" where there is no choice."""
    chosen = [family.options[key].values[value].words[language] for key, value in variant.options.items()]
    return ", ".join(chosen)


def describe(piece: Piece, language: str, *, address: str = "", picture: str = "") -> dict[str, Any]:
    """Return a product as the specification has it; `address` is the shop's, where it is known."""
    product, variant = piece.product, piece.variant
    said = {
        "product_id": product.id,
        "variant_id": variant.sku,
        "sku": variant.sku,
        "name": product.name[language],
        "category": piece.family.name["it"],  # one name for all languages, as the catalogue has it
        "brand": SHOP_NAME,
        "variant": name_variant(piece.family, variant, language),
        "price": piece.cents / 100,
        "quantity": piece.quantity,
        "currency": CURRENCY,
    }
    if address:
        said |= {"url": f"{address}/{language}/products/{product.id}", "image_url": f"{address}{picture}"}
    return said


def write_amounts(bill: Bill) -> dict[str, Any]:
    """Return the amounts of an order: the specification's have no tax in them, but the total."""
    net = bill.net_goods_cents
    return {
        "currency": CURRENCY,
        "subtotal": net / 100,
        "revenue": net / 100,
        "tax": (bill.goods_cents - net) / 100,
        "shipping": bill.delivery_cents / 100,
        "total": bill.total_cents / 100,
    }


def list_products(pieces: Iterable[Piece], language: str) -> list[dict[str, Any]]:
    return [describe(piece, language) | {"position": place} for place, piece in enumerate(pieces, 1)]


def write_event(
    name: str, message_id: str, at: datetime, anonymous_id: str, properties: dict[str, Any], *, consents: bool
) -> Event:
    """Write what the shop's server tells. Without consent the device has no name but the order's own."""
    return {
        "type": "track",
        "event": name,
        "messageId": message_id,
        "timestamp": at.isoformat(timespec="milliseconds"),
        "anonymousId": anonymous_id,
        "properties": properties,
        "context": {"consent": {"categoryPreferences": {"analytics": consents}}},
    }


def write_identify(message_id: str, at: datetime, anonymous_id: str, traits: dict[str, Any]) -> Event:
    return {
        "type": "identify",
        "messageId": message_id,
        "timestamp": at.isoformat(timespec="milliseconds"),
        "anonymousId": anonymous_id,
        "traits": traits,
        "context": {"consent": {"categoryPreferences": {"analytics": True}}},
    }
