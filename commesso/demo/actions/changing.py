"""What may still be changed in the half hour after an order."""

from collections.abc import Mapping
from dataclasses import asdict, replace
from datetime import datetime

from django.db import transaction

from commesso.demo.actions import messages
from commesso.demo.actions.carts import MOST
from commesso.demo.contracts import Address
from commesso.demo.models import Order
from commesso.demo.queries.orders import Placed, find_order, list_to_settle, read_order
from commesso.demo.queries.stock import Stock, count_stock
from commesso.demo.rules.telling import Piece


@transaction.atomic
def change_address(*, token: str, address: Address, phone: str, now: datetime) -> bool:
    """Send the parcel elsewhere in the same country; return False when it is too late."""
    placed = _open_order(token, now)
    if placed is None:
        return False
    order = placed.order
    for name, value in asdict(address).items():
        setattr(order, name, value)
    order.phone = phone
    order.save(update_fields=[*asdict(address), "phone"])
    _count(order)
    messages.tell_updated(read_order(order), now)
    return True


@transaction.atomic
def change_order(*, token: str, quantities: Mapping[str, int], now: datetime) -> bool:
    """Order more or less of what was ordered; nothing left is a cancellation. The delivery costs what it cost."""
    placed = _open_order(token, now)
    if placed is None:
        return False
    stock = count_stock(now)
    wanted = {
        piece.variant.sku: _limit(quantities.get(piece.variant.sku, piece.quantity), piece, placed, stock)
        for piece in placed.pieces
    }
    if not any(wanted.values()):
        _cancel(placed, now)
        return True
    gone = []
    for piece in placed.pieces:
        count = wanted[piece.variant.sku]
        lines = placed.order.lines.filter(sku=piece.variant.sku)
        if count < piece.quantity:
            gone.append(replace(piece, quantity=piece.quantity - count))
        if count != piece.quantity:
            lines.update(quantity=count) if count else lines.delete()
    if all(wanted[piece.variant.sku] == piece.quantity for piece in placed.pieces):
        return True
    _count(placed.order)
    if placed.order.payment_state == "paid":
        messages.tell_refunded(placed, gone, sum(each.cents * each.quantity for each in gone), now)
    else:
        messages.tell_updated(read_order(placed.order), now)
    return True


@transaction.atomic
def cancel_order(*, token: str, now: datetime) -> bool:
    placed = _open_order(token, now)
    if placed is None:
        return False
    _cancel(placed, now)
    return True


def most_of(piece: Piece, placed: Placed, stock: Stock) -> int:
    """Return how many of a piece the order may have: what was paid at once cannot become more."""
    if placed.order.payment_state == "paid":
        return piece.quantity
    return min(MOST, piece.quantity + stock.left(piece.variant.sku))


def settle_orders(*, now: datetime) -> None:
    """Take the money of the orders that can no longer be changed."""
    for order in list_to_settle(now):
        with transaction.atomic():
            order.settled_at = now
            takes_money = order.state == "placed" and order.payment_state == "authorized"
            if takes_money:
                order.payment_state = "paid"
            order.save(update_fields=["settled_at", "payment_state"])
            if takes_money:
                _count(order)
                messages.tell_updated(read_order(order), now)


def _open_order(token: str, now: datetime) -> Placed | None:
    placed = find_order(token)
    return placed if placed and placed.may_change(now) else None


def _limit(count: int, piece: Piece, placed: Placed, stock: Stock) -> int:
    return max(0, min(count, most_of(piece, placed, stock)))


def _cancel(placed: Placed, now: datetime) -> None:
    order, was_paid = placed.order, placed.order.payment_state == "paid"
    order.state = "cancelled"
    order.payment_state = "refunded" if was_paid else "voided"
    order.save(update_fields=["state", "payment_state"])
    _count(order)
    messages.tell_cancelled(placed, now)
    if was_paid:
        messages.tell_refunded(placed, list(placed.pieces), placed.bill.total_cents, now)


def _count(order: Order) -> None:
    order.revision += 1
    order.save(update_fields=["revision"])
