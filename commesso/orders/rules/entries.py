"""What is kept of every event and platform row that says something about a cart or an order.

Carts and orders are folds over these, so they come out the same whatever the order of arrival. They are
stored as JSON; fields may be added, with a default. Amounts are whole ten-thousandths of the currency's unit
(`amounts.py`): the currency may become known later than the amount.
"""

from datetime import datetime
from enum import StrEnum

import msgspec

from commesso.orders.contracts import FulfilmentState, OrderState, PaymentState, PaymentStatus


class ChangeKind(StrEnum):
    """What an event did to a cart."""

    ADD = "add"
    REMOVE = "remove"
    SHOW = "show"  # the whole contents, where it lists them
    CHECKOUT = "checkout"
    STEP = "step"
    COUPON = "coupon"
    COUPON_OFF = "coupon_off"
    TOUCH = "touch"  # somebody was there, nothing changed


class EntryKind(StrEnum):
    """What an event or row says about an order."""

    COMPLETED = "completed"
    UPDATED = "updated"
    CANCELLED = "cancelled"
    REFUNDED = "refunded"
    PLATFORM = "platform"


class Item(msgspec.Struct, frozen=True, omit_defaults=True, gc=False):
    """A product in a cart or an order, as a shop names it."""

    product_id: str
    quantity: int = 1
    unit_price: int | None = None
    total: int | None = None
    line_id: str = ""
    variant_id: str = ""
    sku: str = ""
    title: str = ""
    category: str = ""
    url: str = ""
    image_url: str = ""
    quantities: tuple[int, ...] | None = None  # in the order of contracts.LineQuantities


class ChangeBody(msgspec.Struct, frozen=True, omit_defaults=True, gc=False):
    """The particulars of a cart change. `items` is None where the event lists none."""

    items: tuple[Item, ...] | None = None
    currency: str = ""
    value: int | None = None
    coupon: str = ""
    checkout_id: str = ""
    order_id: str = ""
    email_key: str = ""
    step: int | None = None
    shipping_method: str = ""
    payment_method: str = ""


class Change(msgspec.Struct, kw_only=True, gc=False):
    """One thing that happened to a cart. `device` files the events that name no cart."""

    message_id: str
    at: datetime
    kind: ChangeKind
    device: str
    cart_id: str = ""
    user_id: str = ""
    anonymous_id: str = ""
    body: ChangeBody
    trail: str = ""


class RefundBody(msgspec.Struct, frozen=True, omit_defaults=True, gc=False):
    """Money that went back. No amount and no items: all that is left of the order."""

    refund_id: str
    at: datetime
    amount: int | None = None
    reason: str = ""
    items: tuple[Item, ...] | None = None
    quantities: dict[str, int] = {}  # by line id


class PaymentBody(msgspec.Struct, frozen=True, omit_defaults=True, gc=False):
    payment_id: str
    at: datetime
    amount: int
    status: PaymentStatus
    method: str = ""


class EntryBody(msgspec.Struct, frozen=True, omit_defaults=True, gc=False):
    """What an entry says of an order. None and "" mean "not said"."""

    placed_at: datetime | None = None
    version: int = 0
    source: str = ""
    document: str = ""
    refers_to: str = ""
    number: str = ""
    currency: str = ""
    total: int | None = None
    subtotal: int | None = None
    revenue: int | None = None
    shipping: int | None = None
    tax: int | None = None
    discount: int | None = None
    coupon: str = ""
    affiliation: str = ""
    user_id: str = ""
    anonymous_id: str = ""
    email: str = ""
    phone: str = ""
    name: str = ""
    country: str = ""
    cart_id: str = ""
    checkout_id: str = ""
    shipping_address: dict[str, object] | None = None
    billing_address: dict[str, object] | None = None
    order_state: OrderState | None = None
    payment_state: PaymentState | None = None
    fulfilment_state: FulfilmentState | None = None
    items: tuple[Item, ...] | None = None
    payments: tuple[PaymentBody, ...] | None = None
    refunds: tuple[RefundBody, ...] | None = None
    warnings: tuple[str, ...] = ()
    received_at: datetime | None = None  # of a shopper's event, by our clock
    is_trusted: bool = False  # told by the shop itself, or found believable before its person was erased


class Entry(msgspec.Struct, kw_only=True, gc=False):
    """One event or platform row about an order."""

    order_id: str
    message_id: str
    at: datetime
    kind: EntryKind
    body: EntryBody


# Who ordered: a person's data, which an erasure empties.
PERSONAL_FIELDS = (
    "user_id",
    "anonymous_id",
    "email",
    "phone",
    "name",
    "cart_id",
    "checkout_id",
    "shipping_address",
    "billing_address",
)

_items_decoder = msgspec.json.Decoder(tuple[Item, ...])
_change_decoder = msgspec.json.Decoder(ChangeBody)
_entry_decoder = msgspec.json.Decoder(EntryBody)
_encoder = msgspec.json.Encoder()


def read_change_body(text: str) -> ChangeBody:
    return _change_decoder.decode(text)


def read_entry_body(text: str) -> EntryBody:
    return _entry_decoder.decode(text)


def write_body(body: ChangeBody | EntryBody) -> str:
    return _encoder.encode(body).decode()


def read_items(text: str) -> tuple[Item, ...]:
    return _items_decoder.decode(text)


def write_items(items: tuple[Item, ...]) -> str:
    return _encoder.encode(items).decode()


def forget_person(body: EntryBody) -> EntryBody:
    """Return the body without what says who ordered."""
    empty = {name: None if name.endswith("_address") else "" for name in PERSONAL_FIELDS}
    return msgspec.structs.replace(body, **empty)
