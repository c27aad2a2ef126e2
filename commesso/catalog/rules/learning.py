"""What shoppers' events tell of products: enough for a shop that sends nothing else, but only hints."""

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any

import msgspec

from commesso.catalog.rules.reading import clean_id, clean_path, clean_text, clean_url
from commesso.events.stream import StreamEvent
from commesso.kernel.errors import Invalid
from commesso.kernel.money import Money

# Events about one product: it is the event's own properties.
OF_ONE = frozenset(
    {
        "Product Viewed",
        "Viewed Product",
        "Product Clicked",
        "Clicked Product",
        "Product Added",
        "Added Product",
        "Product Added to Wishlist",
        "Wishlist Product Added to Cart",
        "Product Shared",
    }
)
# Events that list products. Carts and checkouts are left out: they repeat what the others said.
OF_MANY = frozenset(
    {
        "Product List Viewed",
        "Viewed Product Category",
        "Product List Filtered",
        "Order Completed",
        "Completed Order",
    }
)
# What a shopper paid may be a discounted price; only what was shown is the price.
_PRICED = OF_ONE | {"Product List Viewed", "Viewed Product Category", "Product List Filtered"}
FIELDS = ("title", "brand", "url", "image", "category")
EVENT = "event"  # the source of a product that only events told of
_MOST = 200
# An hour is news enough: a product seen every second is not written every second.
FRESH_MS = 3_600_000


class Hint(msgspec.Struct, kw_only=True):
    """What one event says of one product. "" and None: nothing."""

    product_id: str
    at: datetime
    title: str
    brand: str
    url: str
    image: str
    category: str
    variant_id: str
    sku: str
    price_minor: int | None
    currency: str

    @property
    def milliseconds(self) -> int:
        return int(self.at.timestamp() * 1000)


def read_hints(event: StreamEvent, *, currency: str) -> Iterator[Hint]:
    """Yield what the event says of products; junk is passed over. `currency` is the store's."""
    props = event.read_props()
    own = props.get("currency")
    code = own.upper() if isinstance(own, str) and len(own) == 3 else currency
    if event.name in OF_ONE:
        hint = _read_hint(event, props, code)
        if hint is not None:
            yield hint
        return
    listed = props.get("products")
    for each in listed[:_MOST] if isinstance(listed, list) else ():
        if isinstance(each, Mapping):
            hint = _read_hint(event, each, code)
            if hint is not None:
                yield hint


def _read_hint(event: StreamEvent, props: Mapping[str, Any], currency: str) -> Hint | None:
    product_id = clean_id(_text(props, "product_id", "productId", "id", "sku"))
    if not product_id:
        return None
    return Hint(
        product_id=product_id,
        at=event.at,
        title=clean_text(_text(props, "name", "title"), 500),
        brand=clean_text(_text(props, "brand"), 500),
        url=clean_url(_text(props, "url")),
        image=clean_url(_text(props, "image_url", "imageUrl")),
        category=clean_path(_text(props, "category")),
        variant_id=clean_id(_text(props, "variant_id", "variant")),
        sku=clean_id(_text(props, "sku")),
        price_minor=_price(props.get("price"), currency) if event.name in _PRICED else None,
        currency=currency,
    )


def _text(props: Mapping[str, Any], *names: str) -> str:
    for name in names:
        value = props.get(name)
        if isinstance(value, str) and value:
            return value
        if isinstance(value, int) and not isinstance(value, bool):
            return str(value)
    return ""


def _price(value: Any, currency: str) -> int | None:
    if isinstance(value, bool) or not isinstance(value, int | float | str) or value == "":
        return None
    try:
        price = Money.of(value, currency)
    except Invalid:
        return None
    return price.minor if price.amount >= 0 else None


def learn_field(current: str, learned_at: int | None, new: str, at: int) -> bool:
    """True when an event at `at` may write `new` over `current`.

    `learned_at` is when an event last told the field, None where the shop itself gave it. What the shop gave
    stays; of two events the later is believed.
    """
    if not new:
        return False
    if not current:
        return True
    if learned_at is None:
        return False
    return at >= learned_at + FRESH_MS if new == current else (at, new) > (learned_at, current)
