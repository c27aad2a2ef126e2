"""From a shop's event to what it says of a cart or an order: the Segment e-commerce spec v2, with v1's names.

Nothing here raises for what a shop sends. A value that cannot be read is left out and named in a warning.
"""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from commesso.kernel.ids import digest
from commesso.orders.rules.amounts import read_amount
from commesso.orders.rules.entries import ChangeKind, EntryKind, Item

CHANGES: Mapping[str, ChangeKind] = {
    "Product Added": ChangeKind.ADD,
    "Added Product": ChangeKind.ADD,
    "Wishlist Product Added to Cart": ChangeKind.ADD,
    "Product Removed": ChangeKind.REMOVE,
    "Removed Product": ChangeKind.REMOVE,
    "Cart Viewed": ChangeKind.SHOW,
    "Viewed Cart": ChangeKind.SHOW,
    "Cart Shared": ChangeKind.TOUCH,
    "Checkout Started": ChangeKind.CHECKOUT,
    "Started Order": ChangeKind.CHECKOUT,
    "Checkout Step Viewed": ChangeKind.STEP,
    "Viewed Checkout Step": ChangeKind.STEP,
    "Checkout Step Completed": ChangeKind.STEP,
    "Completed Checkout Step": ChangeKind.STEP,
    "Payment Info Entered": ChangeKind.STEP,
    "Coupon Entered": ChangeKind.TOUCH,
    "Coupon Denied": ChangeKind.TOUCH,
    "Coupon Applied": ChangeKind.COUPON,
    "Coupon Removed": ChangeKind.COUPON_OFF,
}

ENTRIES: Mapping[str, EntryKind] = {
    "Order Completed": EntryKind.COMPLETED,
    "Completed Order": EntryKind.COMPLETED,
    "Order Updated": EntryKind.UPDATED,
    "Updated Order": EntryKind.UPDATED,
    "Order Cancelled": EntryKind.CANCELLED,
    "Order Canceled": EntryKind.CANCELLED,
    "Cancelled Order": EntryKind.CANCELLED,
    "Order Refunded": EntryKind.REFUNDED,
    "Refunded Order": EntryKind.REFUNDED,
}

ID_LENGTH = 100
TEXT_LENGTH = 500
MOST_ITEMS = 500
MOST_UNITS = 1_000_000

Reader = Callable[[Any], Any]


class Notes:
    """What could not be read, in words; at most twenty, as a broken shop sends thousands."""

    def __init__(self) -> None:
        self.warnings: list[str] = []

    def add(self, warning: str) -> None:
        if len(self.warnings) < 20 and warning not in self.warnings:
            self.warnings.append(warning)


def read_id(value: Any) -> str:
    """Return an id as text of at most 100 characters; a longer one keeps its head and a digest."""
    text = read_text(value)
    return text if len(text) <= ID_LENGTH else text[: ID_LENGTH - 33] + "~" + digest(text)


def read_text(value: Any) -> str:
    """Return a text, or a number as text. Raise ValueError for lists, objects and booleans."""
    if isinstance(value, str):
        text = value
    elif isinstance(value, int) and not isinstance(value, bool):
        text = str(value)
    elif isinstance(value, float):
        text = str(int(value)) if value.is_integer() else str(value)
    else:
        raise ValueError("not a text")  # noqa: TRY004 (one error for whatever a shop sends)
    return text.replace("\0", "").strip()[:TEXT_LENGTH]


def read_category(value: Any) -> str:
    """Return a path: shops send "Home > Lamps" or the list of its parts."""
    if isinstance(value, list) and all(isinstance(part, str) for part in value):
        return read_text(" > ".join(value))
    return read_text(value)


def read_count(value: Any) -> int:
    """Return a whole number of units; "2" and 2.0 too. Raise ValueError otherwise."""
    number = float(value) if isinstance(value, str | int | float) and not isinstance(value, bool) else None
    if number is None or not number.is_integer() or abs(number) > MOST_UNITS:
        raise ValueError("not a whole number of units")
    return int(number)


def read_currency(value: Any) -> str:
    """Return the code in capitals; shops send "usd" too."""
    text = read_text(value).upper()
    if len(text) != 3 or not text.isascii() or not text.isalpha():
        raise ValueError("not a currency code")
    return text


# Field of an item <- the names shops give it, best first, and how it is read.
_ITEM: tuple[tuple[str, tuple[str, ...], Reader], ...] = (
    ("product_id", ("product_id", "productId", "id", "item_id", "sku", "name"), read_id),
    ("quantity", ("quantity", "qty"), read_count),
    ("unit_price", ("price", "unit_price", "item_price"), read_amount),
    ("line_id", ("line_id", "line_item_id"), read_id),
    ("variant_id", ("variant_id", "variantId", "variant"), read_id),
    ("sku", ("sku",), read_id),
    ("title", ("name", "title", "product_name"), read_text),
    ("category", ("category", "categories"), read_category),
    ("url", ("url",), read_text),
    ("image_url", ("image_url", "imageUrl", "image"), read_text),
)


def read_field(props: Mapping[str, Any], names: Iterable[str], read: Reader, notes: Notes) -> Any:
    """Return the first of `names` that holds something readable, or None; note what was not."""
    for name in names:
        value = props.get(name)
        if value is None or value == "":
            continue
        try:
            return read(value)
        except (ValueError, OverflowError) as error:
            notes.add(f"{name}={str(value)[:60]!r} was left out: {error}")
    return None


def read_item(props: Any, notes: Notes) -> Item | None:
    """Return a product of a `products` list, or of an event's own properties; None without any name."""
    if not isinstance(props, Mapping):
        notes.add(f"product={str(props)[:60]!r} was left out: not an object")
        return None
    found: dict[str, Any] = {}
    for field, names, read in _ITEM:
        value = read_field(props, names, read, notes)
        if value is not None:
            found[field] = value
    if not found.get("product_id"):
        notes.add("a product was left out: it has no product_id, sku or name")
        return None
    return Item(**found)


def read_items(props: Mapping[str, Any], notes: Notes) -> tuple[Item, ...] | None:
    """Return the `products` list; None where there is none (which differs from an empty one)."""
    listed = props.get("products")
    if isinstance(listed, Mapping):
        listed = [listed]
    if not isinstance(listed, list):
        if listed is not None:
            notes.add(f"products={str(listed)[:60]!r} was left out: not a list")
        return None
    if len(listed) > MOST_ITEMS:
        notes.add(f"only the first {MOST_ITEMS} of {len(listed)} products were read")
    items = (read_item(each, notes) for each in listed[:MOST_ITEMS])
    return tuple(item for item in items if item is not None)
