"""Orders as a fold over entries: what events and the platform said, in the order in which it was true."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

import msgspec

from commesso.kernel.ids import VisitorId, visitor_id
from commesso.orders.contracts import (
    Document,
    FulfilmentState,
    OrderState,
    PaymentState,
    ReturnState,
)
from commesso.orders.rules.amounts import Said, Settled, in_minor, settle, sum_lines, to_minor
from commesso.orders.rules.entries import Entry, EntryKind, Item
from commesso.orders.rules.lines import Line, amount_of, drop_negative, read_lines
from commesso.orders.rules.payments import (
    Payment,
    Refund,
    derive_payment,
    find_payment_state,
    read_payment,
    read_refunds,
    sum_captured,
)
from commesso.orders.rules.quantities import derive_fulfilment, derive_return
from commesso.orders.rules.trust import NO_SIBLINGS, describe_doubt, doubt

# At the same moment the platform speaks last, so it is believed.
_RANK = {
    EntryKind.COMPLETED: 0,
    EntryKind.UPDATED: 1,
    EntryKind.REFUNDED: 2,
    EntryKind.CANCELLED: 3,
    EntryKind.PLATFORM: 4,
}
_PLACING = frozenset({EntryKind.COMPLETED, EntryKind.UPDATED, EntryKind.PLATFORM})
_SAID = (
    "document",
    "refers_to",
    "number",
    "currency",
    "total",
    "subtotal",
    "revenue",
    "shipping",
    "tax",
    "discount",
    "coupon",
    "affiliation",
    "user_id",
    "anonymous_id",
    "email",
    "phone",
    "name",
    "country",
    "cart_id",
    "checkout_id",
    "shipping_address",
    "billing_address",
    "order_state",
    "payment_state",
    "fulfilment_state",
    "items",
    "payments",
)


class Order(msgspec.Struct, kw_only=True, gc=False):
    """An order as the fold finds it."""

    order_id: str
    is_placed: bool
    is_disputed: bool
    document: Document
    refers_to: str
    number: str
    placed_at: datetime
    updated_at: datetime
    source: str
    version: int
    currency: str
    total_minor: int
    subtotal_minor: int
    revenue_minor: int
    shipping_minor: int
    tax_minor: int
    discount_minor: int
    refunded_minor: int
    coupon: str
    affiliation: str
    user_id: str
    anonymous_id: str
    visitor_id: VisitorId
    email: str
    phone: str
    name: str
    country: str
    cart_id: str
    checkout_id: str
    shipping_address: dict[str, object]
    billing_address: dict[str, object]
    order_state: OrderState
    payment_state: PaymentState
    fulfilment_state: FulfilmentState
    return_state: ReturnState
    is_overpaid: bool
    item_count: int
    warnings: list[str]
    keys: set[str]
    lines: list[Line]
    payments: list[Payment]
    refunds: list[Refund]


def fold_order(
    order_id: str,
    entries: Sequence[Entry],
    *,
    currency: str,
    siblings: Mapping[str, Collection[str]] = NO_SIBLINGS,
) -> Order:
    """Return the order that these entries make together.

    `currency` is the store's, where none is named; `siblings` are the other identities of a person's key.
    """
    disputed = doubt(entries)
    doubted = doubt(entries, siblings) if disputed else []
    told = _sort(_leave_out(entries, doubted))
    said = _merge(told)
    warnings = _list_warnings(told, doubted)
    code = _find_currency(said, currency, warnings)
    items, adjustment = drop_negative(said.get("items") or (), warnings)
    amounts = _settle(said, items, adjustment)
    document = Document(said.get("document") or Document.ORDER)
    state = said.get("order_state") or (OrderState.CLOSED if document is Document.CREDIT else OrderState.OPEN)
    lines = read_lines(items, code, is_cancelled=state is OrderState.CANCELLED, warnings=warnings)
    total = to_minor(amounts.total, code)
    refunds = read_refunds(told, lines, total, code, warnings)
    refunded = sum(each.amount_minor for each in refunds)
    payments = [read_payment(payment, code) for payment in said.get("payments") or ()]
    return Order(
        order_id=order_id,
        is_placed=any(entry.kind in _PLACING for entry in told),
        is_disputed=bool(disputed),
        document=document,
        placed_at=_find_placed_at(told),
        updated_at=max(entry.at for entry in told),
        **_find_origin(told),
        currency=code,
        **in_minor(amounts, code),
        refunded_minor=refunded,
        visitor_id=visitor_id(**{name: said.get(name, "") for name in _IDENTITIES}),
        **{name: said.get(name, "") for name in _TEXTS},
        shipping_address=said.get("shipping_address") or {},
        billing_address=said.get("billing_address") or {},
        order_state=state,
        payment_state=find_payment_state(
            said.get("payment_state") or derive_payment(payments, total),
            document=document,
            state=state,
            total=total,
            refunded=refunded,
        ),
        fulfilment_state=said.get("fulfilment_state") or derive_fulfilment(line.units for line in lines),
        return_state=derive_return(line.units for line in lines),
        is_overpaid=sum_captured(payments) > total,
        item_count=sum(line.units.ordered for line in lines),
        warnings=warnings[:20],
        keys=_list_keys(order_id, told),
        lines=lines,
        payments=payments,
        refunds=refunds,
    )


_IDENTITIES = ("user_id", "anonymous_id", "email", "phone")
_TEXTS = (
    "refers_to",
    "number",
    "coupon",
    "affiliation",
    "user_id",
    "anonymous_id",
    "email",
    "phone",
    "name",
    "country",
    "cart_id",
    "checkout_id",
)


def _list_warnings(told: Iterable[Entry], doubted: Iterable[Entry]) -> list[str]:
    own = dict.fromkeys(warning for entry in told for warning in entry.body.warnings)
    return [*own, *sorted(describe_doubt(entry) for entry in doubted)]


def _find_currency(said: Mapping[str, Any], currency: str, warnings: list[str]) -> str:
    if said.get("currency"):
        return str(said["currency"])
    if any(_has_amount(said)):
        warnings.append("currency is missing: the store's was taken")
    return currency


def _leave_out(entries: Sequence[Entry], doubted: Collection[Entry]) -> Sequence[Entry]:
    if not doubted:
        return entries
    ids = {entry.message_id for entry in doubted}
    return [entry for entry in entries if entry.message_id not in ids]


def _sort(entries: Iterable[Entry]) -> list[Entry]:
    """In the order in which it was true. Where the platform speaks, Order Completed only fills gaps."""
    known = list(entries)
    has_platform = any(entry.kind is EntryKind.PLATFORM for entry in known)
    return sorted(
        known,
        key=lambda entry: (
            not (has_platform and entry.kind is EntryKind.COMPLETED),
            entry.at,
            _RANK[entry.kind],
            entry.body.version,
            entry.message_id,
        ),
    )


def _find_origin(told: Iterable[Entry]) -> dict[str, Any]:
    latest = max((entry for entry in told if entry.kind is EntryKind.PLATFORM), key=_version, default=None)
    return {
        "source": latest.body.source if latest else "event",
        "version": latest.body.version if latest else 0,
    }


def _version(entry: Entry) -> tuple[datetime, int, str]:
    return (entry.at, entry.body.version, entry.message_id)


def _merge(told: Sequence[Entry]) -> dict[str, Any]:
    """Field by field the last word counts; a cancellation's amounts only fill gaps."""
    said: dict[str, Any] = {}
    for entry in told:
        gaps_only = entry.kind is EntryKind.CANCELLED
        for name in _SAID:
            value = getattr(entry.body, name)
            if value is None or value == "":
                continue
            if gaps_only and name != "order_state" and name in said:
                continue
            said[name] = value
    return said


def _has_amount(said: Mapping[str, Any]) -> Iterable[bool]:
    return (name in said for name in ("total", "subtotal", "revenue", "items"))


def _settle(said: Mapping[str, Any], items: Sequence[Item], adjustment: int) -> Settled:
    discount = said.get("discount")
    if adjustment:
        discount = (discount or 0) + adjustment
    return settle(
        Said(
            total=said.get("total"),
            subtotal=said.get("subtotal"),
            revenue=said.get("revenue"),
            shipping=said.get("shipping"),
            tax=said.get("tax"),
            discount=discount,
            lines=sum_lines(amount_of(item) for item in items),
        )
    )


def _find_placed_at(told: Sequence[Entry]) -> datetime:
    """The platform's date, else the first Order Completed, else the first thing heard of the order."""
    said = [entry.body.placed_at for entry in told if entry.body.placed_at is not None]
    if said:
        return said[-1]
    completed = [entry.at for entry in told if entry.kind is EntryKind.COMPLETED]
    return min(completed or [entry.at for entry in told])


def _list_keys(order_id: str, told: Sequence[Entry]) -> set[str]:
    """Return every key by which carts and people may belong to the order."""
    keys = {"o:" + order_id}
    for entry in told:
        body = entry.body
        keys |= {
            body.user_id and "u:" + body.user_id,
            body.anonymous_id and "a:" + body.anonymous_id,
            body.email and visitor_id(email=body.email),
            body.phone and visitor_id(phone=body.phone),
            body.cart_id and "c:" + body.cart_id,
            body.checkout_id and "k:" + body.checkout_id,
        }
    keys.discard("")
    return keys
