"""What a map may fill for each kind of file: our fields, how each is read, and what must be there."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from commesso.connectors.contracts import Kind

Fields = Mapping[str, str]  # field -> the transform that reads it unless the map says otherwise


def _read_as(**names: str) -> Fields:
    """Name the transform once, then the fields it reads."""
    return {name: transform for transform, listed in names.items() for name in listed.split()}


_VARIANT = _read_as(
    text="variant_id sku title", first="ean", money="price compare_at", currency="currency", stock="stock"
)
_PRODUCT = {
    **{name: transform for name, transform in _VARIANT.items() if name != "variant_id"},
    **_read_as(
        text="product_id description brand url",
        lower="status",
        path="categories",
        split="images",
        date="created_at updated_at",
        whole="version",
    ),
}
_LINE = _read_as(
    text="product_id variant_id line_id sku title category url image_url",
    whole="quantity",
    money="unit_price total",
)
_ORDER = _read_as(
    text="order_id refers_to number coupon affiliation user_id anonymous_id phone name cart_id checkout_id",
    date="placed_at updated_at",
    lower="document email order_state payment_state fulfilment_state",
    money="total subtotal revenue shipping tax discount",
    currency="currency",
    country="country",
    whole="version",
)
_CUSTOMER = _read_as(text="user_id phone", lower="email", date="created_at at")
_EVENT = _read_as(
    text="event name message_id user_id anonymous_id previous_id group_id session_id",
    lower="type",
    date="timestamp",
)


@dataclass(frozen=True, kw_only=True)
class Shape:
    """The sections of a map.

    `fields` stand once a thing; `free` sections take any name; `repeated` ones stand once a row of a
    group, or once an entry of a list inside the row. `needed` names what every row must have: one of each.
    """

    fields: Fields
    needed: tuple[tuple[str, ...], ...]
    free: Mapping[str, str] = field(default_factory=dict)
    repeated: Mapping[str, Fields] = field(default_factory=dict)
    needed_in: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


SHAPES: Mapping[Kind, Shape] = {
    Kind.PRODUCTS: Shape(
        fields=_PRODUCT,
        needed=(("product_id",),),
        free={"attributes": "keep", "languages": "text"},
        repeated={"variants": _VARIANT},
        needed_in={"variants": ("variant_id",)},
    ),
    Kind.ORDERS: Shape(
        fields=_ORDER,
        needed=(("order_id",), ("placed_at",)),
        free={"shipping_address": "text", "billing_address": "text"},
        repeated={"lines": _LINE},
        needed_in={"lines": ("product_id",)},
    ),
    Kind.CUSTOMERS: Shape(
        fields=_CUSTOMER,
        needed=(("user_id", "email", "phone", "external_ids"),),
        free={"traits": "keep", "external_ids": "text", "consents": "boolean"},
    ),
    Kind.EVENTS: Shape(
        fields=_EVENT,
        needed=(("type",),),
        free={"properties": "keep", "traits": "keep", "context": "keep"},
    ),
}
# In a repeated section these are free names of their own: options.colour.
OPTION = "options."
