"""What shoppers' events tell of products: enough for a shop that sends nothing else, but only hints."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from functools import lru_cache
from operator import itemgetter
from typing import Any, NamedTuple

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
MOST_VARIANTS = 100
# A day is news enough: a product seen every second is not written every second.
FRESH_MS = 86_400_000


class Said(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """What an event says of one product. "" and None: nothing."""

    product_id: str
    title: str
    brand: str
    url: str
    image: str
    category: str
    variant_id: str
    sku: str
    price_minor: int | None
    currency: str


class Hint(NamedTuple):
    """What was said of a product, and when."""

    said: Said
    at: datetime

    @property
    def milliseconds(self) -> int:
        return int(self.at.timestamp() * 1000)


class _Listing(msgspec.Struct):
    currency: Any = None
    products: msgspec.Raw = msgspec.Raw(b"[]")


_open_listing = msgspec.json.Decoder(_Listing).decode
_open_list = msgspec.json.Decoder(list[msgspec.Raw]).decode
_open_product = msgspec.json.Decoder().decode


def gather_hints(events: Iterable[StreamEvent], *, currency: str) -> dict[str, list[Hint]]:
    """Return what a block says of each product, earliest first; of what was said twice only the last time.

    Junk is passed over. `currency` is the store's.
    """
    latest: dict[Said, datetime] = {}
    for event in events:
        for said in _read_event(event, currency):
            known = latest.get(said)
            if known is None or known < event.at:
                latest[said] = event.at
    by_product: dict[str, list[Hint]] = defaultdict(list)
    for said, at in sorted(latest.items(), key=itemgetter(1)):
        by_product[said.product_id].append(Hint(said, at))
    return by_product


def _read_event(event: StreamEvent, currency: str) -> list[Said]:
    if event.name in OF_ONE:
        said = _read_product(bytes(event.props), currency, None, is_priced=True)
        return [said] if said else []
    listing = _open_listing(event.props)
    if not bytes(listing.products).startswith(b"["):
        return []
    is_priced, code = event.name in _PRICED, _read_code(listing.currency, currency)
    found = (
        _read_product(bytes(each), currency, code, is_priced=is_priced)
        for each in _open_list(listing.products)[:_MOST]
    )
    return [said for said in found if said]


def _read_code(value: Any, currency: str) -> str:
    return value.upper() if isinstance(value, str) and len(value) == 3 else currency


# Shoppers look at the same products over and over, and the shop describes them in the same words.
@lru_cache(maxsize=10_000)
def _read_product(raw: bytes, currency: str, code: str | None, *, is_priced: bool) -> Said | None:
    """Read a product; `code` is the currency of the list it stands in, None where it names its own."""
    props = _open_product(raw)
    if not isinstance(props, dict):
        return None
    product_id = clean_id(_text(props, "product_id", "productId", "id", "sku"))
    if not product_id:
        return None
    code = code or _read_code(props.get("currency"), currency)
    return Said(
        product_id=product_id,
        title=clean_text(_text(props, "name", "title"), 500),
        brand=clean_text(_text(props, "brand"), 500),
        url=clean_url(_text(props, "url")),
        image=clean_url(_text(props, "image_url", "imageUrl")),
        category=clean_path(_text(props, "category")),
        variant_id=clean_id(_text(props, "variant_id", "variant")),
        sku=clean_id(_text(props, "sku")),
        price_minor=_price(props.get("price"), code) if is_priced else None,
        currency=code,
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


class Variant(msgspec.Struct, frozen=True, gc=False):
    """What is known of a variant's price; `learned_at` is None where the shop itself gave it."""

    price_minor: int | None
    currency: str
    sku: str
    learned_at: datetime | None


class Known(msgspec.Struct, gc=False):
    """What is known of a product, as far as events may add to it."""

    source: str
    values: Mapping[str, str]  # by field
    learned: Mapping[str, int]
    variants: dict[str, Variant]


def first_image(images: Sequence[Mapping[str, Any]]) -> str:
    """Return the address of a product's first image."""
    return str(images[0]["url"]) if images else ""


def variant_of(said: Said) -> str:
    """Return the id of the variant whose price was told."""
    return said.variant_id or said.sku or said.product_id


def is_news(known: Known, hints: Iterable[Hint]) -> bool:
    """True when one of these hints changes anything of a product."""
    return any(_tells_field(known, hint) or _tells_price(known, hint) for hint in hints)


def _tells_field(known: Known, hint: Hint) -> bool:
    at = hint.milliseconds
    return any(
        learn_field(known.values[field], known.learned.get(field), getattr(hint.said, field), at)
        for field in FIELDS
    )


def _tells_price(known: Known, hint: Hint) -> bool:
    said = hint.said
    if known.source != EVENT or said.price_minor is None:
        return False
    variant = known.variants.get(variant_of(said))
    if variant is None:
        return len(known.variants) < MOST_VARIANTS
    return may_reprice(variant.learned_at, hint.at) and (
        (variant.price_minor, variant.currency) != (said.price_minor, said.currency)
        or (bool(said.sku) and variant.sku != said.sku)
    )


def may_reprice(learned_at: datetime | None, at: datetime) -> bool:
    """True when an event at `at` may set a price that an event told at `learned_at` (None: the shop did)."""
    return learned_at is not None and at > learned_at


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
