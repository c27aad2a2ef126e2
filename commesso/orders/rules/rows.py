"""From what a platform or a file gives (`OrderInput`, `CartInput`) to an entry or a change."""

from collections.abc import Mapping
from dataclasses import astuple, replace
from decimal import Decimal
from typing import Any

import msgspec

from commesso.kernel.errors import Invalid
from commesso.kernel.ids import clean_shopper_id, digest, visitor_id
from commesso.kernel.money import clean_currency
from commesso.orders.contracts import CartInput, CartItemInput, Document, LineInput, OrderInput, RefundInput
from commesso.orders.rules.amounts import read_amount
from commesso.orders.rules.entries import (
    Change,
    ChangeBody,
    ChangeKind,
    Entry,
    EntryBody,
    EntryKind,
    Item,
    PaymentBody,
    RefundBody,
)
from commesso.orders.rules.reading import MOST_UNITS, read_id, read_text
from commesso.orders.rules.reading_events import clean_email

_AMOUNTS = ("total", "subtotal", "revenue", "shipping", "tax", "discount")


def read_order_row(row: OrderInput, *, source: str) -> Entry:
    """Return what the row says. Raise Invalid that names the field for a row that cannot be an order at all."""
    order_id = read_id(row.order_id)
    if not order_id:
        raise Invalid("order_id is empty. Every order needs the shop's own id.", field="order_id")
    if row.placed_at.tzinfo is None:
        raise Invalid(f"placed_at={row.placed_at} has no time zone. Add one, like +00:00.", field="placed_at")
    row = _as_document(row)
    is_credit = row.document is Document.CREDIT
    updated_at = row.updated_at or row.placed_at
    amounts: dict[str, Any] = {
        name: _amount(getattr(row, name), name, is_credit=is_credit) for name in _AMOUNTS
    }
    refunds = row.refunds
    body = EntryBody(
        placed_at=row.placed_at,
        version=row.version,
        source=source,
        document=row.document or "",
        refers_to=read_id(row.refers_to),
        number=read_id(row.number),
        currency=clean_currency(row.currency) if row.currency else "",
        **amounts,
        coupon=read_id(row.coupon),
        affiliation=read_text(row.affiliation),
        user_id=clean_shopper_id(read_id(row.user_id)),
        anonymous_id=clean_shopper_id(read_id(row.anonymous_id)),
        email=clean_email(row.email),
        phone=read_id(row.phone),
        name=read_text(row.name),
        country=read_id(row.country),
        cart_id=read_id(row.cart_id),
        checkout_id=read_id(row.checkout_id),
        shipping_address=_address(row.shipping_address),
        billing_address=_address(row.billing_address),
        order_state=row.order_state,
        payment_state=row.payment_state,
        fulfilment_state=row.fulfilment_state,
        items=None
        if row.lines is None
        else tuple(_read_line(line, is_credit=is_credit) for line in row.lines),
        payments=_read_payments(row),
        refunds=None if refunds is None else tuple(_read_refund(refund) for refund in refunds),
    )
    message_id = "row:" + digest(f"{source}\n{order_id}")
    return Entry(order_id=order_id, message_id=message_id, at=updated_at, kind=EntryKind.PLATFORM, body=body)


def _as_document(row: OrderInput) -> OrderInput:
    """A paper that only takes back is a credit, whatever it is called."""
    if row.document is Document.CREDIT or (row.total is not None and row.total >= 0):
        return row
    lines = row.lines or ()
    takes_back = bool(lines) and all(line.quantity < 0 for line in lines)
    amount = row.total if row.total is not None else sum((_line_sum(line) for line in lines), Decimal(0))
    return replace(row, document=Document.CREDIT) if takes_back or amount < 0 else row


def _line_sum(line: LineInput) -> Decimal:
    return line.total if line.total is not None else (line.unit_price or Decimal(0)) * line.quantity


def _amount(value: Decimal | None, name: str, *, is_credit: bool) -> int | None:
    if value is None:
        return None
    try:
        amount = read_amount(value)
    except ValueError as error:
        raise Invalid(f"{name}={value} is {error}. Use an amount below 10^11.", field=name) from None
    if amount < 0 and not is_credit and name != "discount":
        raise Invalid(f"{name}={value} is below 0. Give credits with document=credit.", field=name)
    return abs(amount) if is_credit else amount


def _read_line(line: LineInput, *, is_credit: bool) -> Item:
    if abs(line.quantity) > MOST_UNITS:
        raise Invalid(
            f"quantity={line.quantity} is out of range. Use at most {MOST_UNITS}.", field="lines.quantity"
        )
    quantity, total, price = line.quantity, None, None
    if line.unit_price is not None:
        price = _line_amount(line.unit_price)
    if line.total is not None:
        total = _line_amount(line.total)
    if is_credit:
        quantity, total, price = abs(quantity), _size(total), _size(price)
    product_id = read_id(line.product_id) or read_id(line.sku) or read_id(line.title) or "?"
    return Item(
        product_id,
        quantity,
        price,
        total,
        read_id(line.line_id),
        read_id(line.variant_id),
        read_id(line.sku),
        read_text(line.title),
        read_text(line.category),
        read_text(line.url),
        read_text(line.image_url),
        None if line.quantities is None else astuple(line.quantities),
    )


def _line_amount(value: Decimal) -> int:
    try:
        return read_amount(value)
    except ValueError as error:
        raise Invalid(
            f"a line's amount {value} is {error}. Use an amount below 10^11.", field="lines"
        ) from None


def _size(amount: int | None) -> int | None:
    return None if amount is None else abs(amount)


def _read_payments(row: OrderInput) -> tuple[PaymentBody, ...] | None:
    if row.payments is None:
        return None
    return tuple(
        PaymentBody(
            read_id(each.payment_id), each.at, _line_amount(each.amount), each.status, read_text(each.method)
        )
        for each in row.payments
    )


def _read_refund(refund: RefundInput) -> RefundBody:
    return RefundBody(
        read_id(refund.refund_id),
        refund.at,
        _line_amount(refund.amount),
        read_text(refund.reason),
        quantities=dict(refund.quantities),
    )


def find_refund(row: Entry) -> Entry | None:
    """Return what a credit that names its order says to that order: a refund."""
    body = row.body
    if row.kind is not EntryKind.PLATFORM or body.document != Document.CREDIT or not body.refers_to:
        return None
    refund = RefundBody(row.order_id, body.placed_at or row.at, body.total, items=body.items)
    return Entry(
        order_id=body.refers_to,
        message_id="credit:" + digest(f"{body.source}\n{row.order_id}"),
        at=row.at,
        kind=EntryKind.REFUNDED,
        body=EntryBody(currency=body.currency, refunds=(refund,), is_trusted=True),
    )


def _address(value: Mapping[str, Any] | None) -> dict[str, object] | None:
    return (
        None
        if value is None
        else {read_id(key): read_text(text) for key, text in value.items() if text is not None}
    )


def is_newer(new: Entry, known: Entry) -> bool:
    """True when `new` may replace what the same source said before; an equal one may, a stale one not."""
    return (new.at, new.body.version) >= (known.at, known.body.version)


def fill_gaps(new: Entry, known: Entry) -> Entry:
    """Return the newer row of a source with what it leaves out as the row before said it."""
    said = msgspec.structs.asdict(known.body)
    left_out = {
        name: said[name]
        for name, value in msgspec.structs.asdict(new.body).items()
        if (value is None or value == "") and said[name] not in (None, "")
    }
    return msgspec.structs.replace(new, body=msgspec.structs.replace(new.body, **left_out))


def is_same(new: Entry, known: Entry) -> bool:
    return new.at == known.at and msgspec.structs.asdict(new.body) == msgspec.structs.asdict(known.body)


def read_cart_row(row: CartInput) -> Change:
    """Return a platform's cart as a change that shows the whole contents. Raise Invalid naming the field."""
    cart_id = read_id(row.cart_id)
    if not cart_id:
        raise Invalid("cart_id is empty. Every cart needs the shop's own id.", field="cart_id")
    if row.updated_at.tzinfo is None:
        raise Invalid(
            f"updated_at={row.updated_at} has no time zone. Add one, like +00:00.", field="updated_at"
        )
    body = ChangeBody(
        items=tuple(_read_cart_item(item) for item in row.items),
        currency=clean_currency(row.currency) if row.currency else "",
        value=_amount(row.value, "value", is_credit=False),
        coupon=read_id(row.coupon),
        checkout_id=read_id(row.checkout_id),
        email_key=visitor_id(email=clean_email(row.email)) if clean_email(row.email) else "",
    )
    user_id = clean_shopper_id(read_id(row.user_id))
    anonymous_id = clean_shopper_id(read_id(row.anonymous_id))
    return Change(
        message_id="row:" + digest(f"{cart_id}\n{row.updated_at.timestamp()}"),
        at=row.updated_at,
        kind=ChangeKind.SHOW,
        device=visitor_id(anonymous_id=anonymous_id)
        or visitor_id(user_id=user_id)
        or body.email_key
        or "c:" + cart_id,
        cart_id=cart_id,
        user_id=user_id,
        anonymous_id=anonymous_id,
        body=body,
    )


def _read_cart_item(item: CartItemInput) -> Item:
    if not 1 <= item.quantity <= MOST_UNITS:
        raise Invalid(
            f"quantity={item.quantity} is out of range. Use 1 to {MOST_UNITS}.", field="items.quantity"
        )
    return Item(
        read_id(item.product_id),
        item.quantity,
        None if item.unit_price is None else _line_amount(item.unit_price),
        variant_id=read_id(item.variant_id),
        sku=read_id(item.sku),
        title=read_text(item.title),
        category=read_text(item.category),
        url=read_text(item.url),
        image_url=read_text(item.image_url),
    )
