"""From a stream event to a `Change` of a cart or an `Entry` of an order."""

from collections.abc import Mapping
from typing import Any

from commesso.events.stream import NO_SOURCE, StreamEvent
from commesso.kernel.ids import visitor_id
from commesso.orders.contracts import OrderState, PaymentState
from commesso.orders.rules.amounts import read_amount
from commesso.orders.rules.entries import (
    Change,
    ChangeBody,
    ChangeKind,
    Entry,
    EntryBody,
    EntryKind,
    Item,
    RefundBody,
)
from commesso.orders.rules.reading import (
    CHANGES,
    ENTRIES,
    Notes,
    Reader,
    read_count,
    read_currency,
    read_field,
    read_id,
    read_item,
    read_items,
    read_text,
)

_ORDER_ID = ("order_id", "orderId", "transaction_id", "id")
_CART_ID = ("cart_id", "cartId", "cart_token")
_CHECKOUT_ID = ("checkout_id", "checkoutId", "checkout_token")
_COUPON = ("coupon_id", "coupon", "coupon_name")
_TOTAL = ("total", "value", "amount")

# Field of an order's entry <- the names shops give it, best first, and how it is read.
_ORDER: tuple[tuple[str, tuple[str, ...], Reader], ...] = (
    ("number", ("order_number", "order_name"), read_id),
    ("currency", ("currency",), read_currency),
    ("total", _TOTAL, read_amount),
    ("subtotal", ("subtotal",), read_amount),
    ("revenue", ("revenue",), read_amount),
    ("shipping", ("shipping",), read_amount),
    ("tax", ("tax",), read_amount),
    ("discount", ("discount",), read_amount),
    ("coupon", ("coupon", "coupon_id", "coupon_name"), read_id),
    ("affiliation", ("affiliation",), read_text),
    ("phone", ("phone",), read_text),
    ("country", ("country",), read_text),
    ("cart_id", _CART_ID, read_id),
    ("checkout_id", _CHECKOUT_ID, read_id),
)
_AMOUNTS = ("total", "subtotal", "revenue", "shipping", "tax", "discount")

_PAYMENT_WORDS = {
    **{state.value: state for state in PaymentState},
    "unpaid": PaymentState.PENDING,
    "captured": PaymentState.PAID,
    "completed": PaymentState.PAID,
}


def read_change(event: StreamEvent) -> Change | None:
    """Return what the event did to a cart; None when no cart can be told from it."""
    kind = CHANGES.get(event.name)
    if kind is None:
        return None
    props, notes = event.read_props(), Notes()
    email = _read_email(event, props)
    email_key = visitor_id(email=email) if email else ""
    cart_id = read_field(props, _CART_ID, read_id, notes) or ""
    device = _device(event) or email_key
    if not device and not cart_id:
        return None
    body = ChangeBody(
        items=_read_contents(kind, props, notes),
        currency=read_field(props, ("currency",), read_currency, notes) or "",
        value=read_field(props, _TOTAL, read_amount, notes) if kind is ChangeKind.CHECKOUT else None,
        coupon=read_field(props, _COUPON, read_id, notes) or "" if kind in _WITH_COUPON else "",
        checkout_id=read_field(props, _CHECKOUT_ID, read_id, notes) or "",
        order_id=read_field(props, _ORDER_ID[:2], read_id, notes) or "",
        email_key=email_key,
        step=read_field(props, ("step",), read_count, notes) if kind is ChangeKind.STEP else None,
        shipping_method=read_field(props, ("shipping_method",), read_text, notes) or "",
        payment_method=read_field(props, ("payment_method",), read_text, notes) or "",
    )
    return Change(
        message_id=event.id,
        at=event.at,
        kind=kind,
        device=device,
        cart_id=cart_id,
        user_id=event.user_id,
        anonymous_id=event.anonymous_id,
        body=body,
    )


_WITH_COUPON = frozenset({ChangeKind.CHECKOUT, ChangeKind.COUPON, ChangeKind.COUPON_OFF})
_LISTING = frozenset({ChangeKind.SHOW, ChangeKind.CHECKOUT})
_OF_ONE = frozenset({ChangeKind.ADD, ChangeKind.REMOVE})


def _read_contents(kind: ChangeKind, props: Mapping[str, Any], notes: Notes) -> tuple[Item, ...] | None:
    if kind in _LISTING:
        return read_items(props, notes)
    if kind not in _OF_ONE:
        return None
    item = read_item(props, notes)
    if item is None:
        return read_items(props, notes)
    if kind is ChangeKind.REMOVE and read_field(props, ("quantity", "qty"), read_count, Notes()) is None:
        item = _all_of(item)
    return (item,)


def _all_of(item: Item) -> Item:
    """A removal that names no quantity removes the position."""
    return Item(item.product_id, quantity=0, variant_id=item.variant_id, sku=item.sku)


def read_entry(event: StreamEvent) -> Entry | None:
    """Return what the event says of an order; None without an order id (nothing to file it under)."""
    kind = ENTRIES.get(event.name)
    if kind is None:
        return None
    props, notes = event.read_props(), Notes()
    order_id = read_field(props, _ORDER_ID, read_id, notes)
    if not order_id:
        return None
    found: dict[str, Any] = {}
    for field, names, read in _ORDER:
        value = read_field(props, names, read, notes)
        if value is not None:
            found[field] = value
    for field in _AMOUNTS:
        if found.get(field, 0) < 0 and field != "discount":
            notes.add(f"{field} was left out: it is below 0")
            del found[field]
    items = read_items(props, notes)
    if kind is EntryKind.REFUNDED:
        found = _read_refund(event, props, found, items, notes)
    else:
        found["items"] = items
    if kind is EntryKind.CANCELLED:
        found["order_state"] = OrderState.CANCELLED
    word = read_field(props, ("payment_status", "financial_status", "payment_state"), read_text, Notes())
    if kind is not EntryKind.REFUNDED and word and word.lower() in _PAYMENT_WORDS:
        found["payment_state"] = _PAYMENT_WORDS[word.lower()]
    body = EntryBody(
        **found,
        user_id=event.user_id,
        anonymous_id=event.anonymous_id,
        email=_read_email(event, props),
        warnings=tuple(notes.warnings),
        received_at=event.received_at,
        is_trusted=event.source_id == NO_SOURCE,
    )
    return Entry(order_id=order_id, message_id=event.id, at=event.at, kind=kind, body=body)


def _read_refund(
    event: StreamEvent,
    props: Mapping[str, Any],
    found: dict[str, Any],
    items: tuple[Item, ...] | None,
    notes: Notes,
) -> dict[str, Any]:
    """The amounts of Order Refunded are those of the refund, not of the order."""
    amount = found.get("total")
    if amount is None:
        amount = read_field(props, ("refund_amount", "refund", "revenue"), read_amount, notes)
    refund = RefundBody(
        refund_id=read_field(props, ("refund_id",), read_id, notes) or event.id,
        at=event.at,
        amount=amount,
        reason=read_field(props, ("reason",), read_text, Notes()) or "",
        items=items or None,
    )
    return {"currency": found.get("currency", ""), "refunds": (refund,)}


def _device(event: StreamEvent) -> str:
    """The browser comes first: it stays the same when its shopper signs in with things in the cart."""
    return "a:" + event.anonymous_id if event.anonymous_id else event.visitor_id


def _read_email(event: StreamEvent, props: Mapping[str, Any]) -> str:
    found = props.get("email")
    if found is None and b'"email"' in bytes(event.context):
        traits = event.read_context().get("traits")
        found = traits.get("email") if isinstance(traits, Mapping) else None
    return clean_email(found)


def clean_email(value: Any) -> str:
    text = value.strip().lower() if isinstance(value, str) else ""
    return text if "@" in text and len(text) <= 254 and "\0" not in text else ""
