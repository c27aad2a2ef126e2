"""What an event says, read out of its properties. The words are the views' (`views/sentences.py`)."""

from collections.abc import Iterable, Mapping
from typing import Any

import msgspec

from commesso.backoffice.contracts import Happening
from commesso.kernel.errors import Invalid
from commesso.kernel.money import Money

# Version 1 of Segment's e-commerce events, still sent by old shops.
ALIASES = {
    "Viewed Product Category": "Product List Viewed",
    "Viewed Promotion": "Promotion Viewed",
    "Clicked Promotion": "Promotion Clicked",
    "Clicked Product": "Product Clicked",
    "Viewed Product": "Product Viewed",
    "Added Product": "Product Added",
    "Removed Product": "Product Removed",
    "Started Order": "Checkout Started",
    "Viewed Checkout Step": "Checkout Step Viewed",
    "Completed Checkout Step": "Checkout Step Completed",
    "Updated Order": "Order Updated",
    "Completed Order": "Order Completed",
}
# Facts that say again what an event of the shop has said, and facts that are only for machines.
_ECHOES = {
    "OrderPlaced": "Order Completed",
    "OrderCancelled": "Order Cancelled",
    "OrderRefunded": "Order Refunded",
    "OrderChanged": "Order Updated",
}
SILENT = frozenset({"IdentitiesLinked", "CartStarted", "CartOrdered", "ProductsChanged", "ProfileErased"})
# Events and facts that name an order.
ORDER_NAMES = frozenset(
    {
        *_ECHOES,
        *_ECHOES.values(),
        *(old for old, new in ALIASES.items() if new in _ECHOES.values()),
        *("Checkout Started", "Payment Info Entered", "Coupon Entered", "Coupon Applied", "CartRecovered"),
    }
)
_LONGEST = 200


def canonical_name(name: str) -> str:
    return ALIASES.get(name, name)


def read_body(body: str) -> dict[str, Any]:
    """Return the properties; {} for what is no object."""
    try:
        found = msgspec.json.decode(body)
    except msgspec.DecodeError:
        return {}
    return found if isinstance(found, dict) else {}


def drop_echoes(happenings: Iterable[Happening]) -> list[Happening]:
    """Leave out facts that repeat an event beside them, and those nobody reads."""
    listed = list(happenings)
    said = {
        (canonical_name(each.name), str(read_body(each.body).get("order_id", "")))
        for each in listed
        if each.kind == "track" and canonical_name(each.name) in _ECHOES.values()
    }
    return [each for each in listed if each.kind != "fact" or not _is_echo(each, said)]


def _is_echo(fact: Happening, said: set[tuple[str, str]]) -> bool:
    if fact.name in SILENT:
        return True
    origin = _ECHOES.get(fact.name)
    return origin is not None and (origin, str(read_body(fact.body).get("order_id", ""))) in said


def find_text(props: Mapping[str, Any], *names: str) -> str:
    """Return the first property of these that says something, as one short line."""
    for name in names:
        value = props.get(name)
        if isinstance(value, str | int | float) and not isinstance(value, bool) and str(value).strip():
            return " ".join(str(value).split())[:_LONGEST]
    return ""


def find_money(props: Mapping[str, Any], currency: str, *names: str) -> Money | None:
    """Return the first amount among these properties, in the event's currency or else the shop's.

    A name that ends in `_minor` is an amount in the smallest unit.
    """
    stated = props.get("currency")
    for name in names:
        value = props.get(name)
        if value is None or isinstance(value, bool) or not isinstance(value, str | int | float):
            continue
        try:
            if name.endswith("_minor"):
                return Money.from_minor(int(value), str(stated or currency))
            return Money.of(value, str(stated or currency))
        except (Invalid, ValueError):
            continue
    return None


def count_items(props: Mapping[str, Any]) -> int:
    """Return how many pieces the products of an event are."""
    products = props.get("products")
    if not isinstance(products, list):
        return 0
    return sum(_quantity(each.get("quantity", 1)) for each in products if isinstance(each, dict))


def _quantity(value: Any) -> int:
    try:
        return max(0, int(float(value)))
    except (TypeError, ValueError, OverflowError):
        return 1


def list_details(props: Mapping[str, Any], *, limit: int = 20) -> list[tuple[str, str]]:
    """Return the plain properties as names and texts; of lists and objects, how much is in them."""
    details = []
    for name, value in list(props.items())[:limit]:
        text = _write(value)
        if text:
            details.append((name, text if len(text) <= _LONGEST else text[:_LONGEST] + " …"))
    return details


def _write(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, list) and value and all(isinstance(each, dict) for each in value):
        pieces = [_piece(each) for each in value]
        if all(pieces):
            return ", ".join(pieces)
    return msgspec.json.encode(value).decode() if isinstance(value, dict | list) else str(value)


def _piece(product: Mapping[str, Any]) -> str:
    """Return one of an event's products as "2 × Oak lamp", or "" for what is none."""
    name = find_text(product, "name", "title", "product_id", "sku")
    count = _quantity(product.get("quantity", 1))
    return f"{count} × {name}" if name else ""
