"""Payments and refunds of an order."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

import msgspec

from commesso.orders.contracts import Document, OrderState, PaymentState, PaymentStatus
from commesso.orders.rules.amounts import to_minor
from commesso.orders.rules.entries import Entry, EntryKind, Item, PaymentBody, RefundBody
from commesso.orders.rules.lines import Line, amount_of


class Payment(msgspec.Struct, kw_only=True, frozen=True, gc=False):
    payment_id: str
    at: datetime
    amount_minor: int
    status: PaymentStatus
    method: str


class Refund(msgspec.Struct, kw_only=True, frozen=True, gc=False):
    refund_id: str
    at: datetime
    amount_minor: int
    is_full: bool
    reason: str
    quantities: Mapping[str, int]


def read_payment(payment: PaymentBody, code: str) -> Payment:
    return Payment(
        payment_id=payment.payment_id,
        at=payment.at,
        amount_minor=to_minor(payment.amount, code),
        status=payment.status,
        method=payment.method,
    )


def read_refunds(
    told: Sequence[Entry], lines: Sequence[Line], total: int, code: str, warnings: list[str]
) -> list[Refund]:
    """Return the refunds in time order; together never more than the order's total."""
    bodies: dict[str, RefundBody] = {}
    for entry in told:
        if entry.body.refunds is None:
            continue
        if entry.kind is EntryKind.PLATFORM:
            bodies.clear()  # the platform lists them all
        bodies.update({refund.refund_id: refund for refund in entry.body.refunds})
    left, refunds = total, []
    for body in sorted(bodies.values(), key=lambda each: (each.at, each.refund_id)):
        quantities = dict(body.quantities) or _match_lines(body.items or (), lines)
        asked = _refund_amount(body, quantities, lines, left, code)
        amount = max(0, min(asked, left))
        if asked > left and total:
            warnings.append(f"refund {body.refund_id!r} is larger than what was left; it was cut")
        left -= amount
        refunds.append(
            Refund(
                refund_id=body.refund_id,
                at=body.at,
                amount_minor=amount,
                is_full=amount > 0 and left == 0,
                reason=body.reason,
                quantities=quantities,
            )
        )
    return refunds


def _refund_amount(
    body: RefundBody, quantities: Mapping[str, int], lines: Sequence[Line], left: int, code: str
) -> int:
    """The amount stated; else the price of the units named; else all that is left (a full refund)."""
    if body.amount is not None:
        return to_minor(abs(body.amount), code)
    if not body.items and not body.quantities:
        return left
    if body.items and all(item.unit_price is not None for item in body.items):
        return to_minor(sum(amount_of(item) or 0 for item in body.items), code)
    prices = {line.line_id: line.unit_price for line in lines}
    return to_minor(sum(prices.get(line_id, 0) * units for line_id, units in quantities.items()), code)


def _match_lines(items: Iterable[Item], lines: Sequence[Line]) -> dict[str, int]:
    """Return line id -> units for the products that a refund names."""
    found: dict[str, int] = {}
    for item in items:
        for line in lines:
            same = line.item.product_id == item.product_id and item.variant_id in {"", line.item.variant_id}
            if same and line.line_id not in found:
                found[line.line_id] = max(0, min(item.quantity, line.units.ordered))
                break
    return found


def find_payment_state(
    payment: PaymentState, *, document: Document, state: OrderState, total: int, refunded: int
) -> PaymentState:
    """Return where the money stands, seen what was paid, cancelled and refunded."""
    if document is Document.CREDIT:
        return PaymentState.REFUNDED
    if state is OrderState.CANCELLED and payment in {PaymentState.PENDING, PaymentState.AUTHORIZED}:
        return PaymentState.VOIDED
    if refunded and payment in {
        PaymentState.PAID,
        PaymentState.PARTIALLY_PAID,
        PaymentState.PARTIALLY_REFUNDED,
    }:
        return PaymentState.REFUNDED if refunded >= total else PaymentState.PARTIALLY_REFUNDED
    return payment


def sum_captured(payments: Iterable[Payment]) -> int:
    return sum(each.amount_minor for each in payments if each.status is PaymentStatus.CAPTURED)


def derive_payment(payments: Sequence[Payment], total: int) -> PaymentState:
    """A completed order of which nothing else is said was paid: that is what the event means."""
    if not payments:
        return PaymentState.PAID
    captured = sum_captured(payments)
    if captured:
        return PaymentState.PAID if captured >= total else PaymentState.PARTIALLY_PAID
    statuses = {each.status for each in payments}
    if PaymentStatus.AUTHORIZED in statuses:
        return PaymentState.AUTHORIZED
    if PaymentStatus.PENDING in statuses:
        return PaymentState.PENDING
    return PaymentState.VOIDED if PaymentStatus.VOIDED in statuses else PaymentState.FAILED
