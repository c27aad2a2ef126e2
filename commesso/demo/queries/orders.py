"""Orders, for who has their private link."""

from dataclasses import dataclass
from datetime import datetime

from commesso.demo.models import Order
from commesso.demo.rules.amounts import Bill, sum_up
from commesso.demo.rules.catalogue import get_catalogue
from commesso.demo.rules.telling import Piece


@dataclass(frozen=True, slots=True)
class Placed:
    """An order with its pieces and its bill."""

    order: Order
    pieces: tuple[Piece, ...]
    bill: Bill

    def may_change(self, now: datetime) -> bool:
        order = self.order
        return order.state != "cancelled" and order.settled_at is None and now < order.changeable_until


def find_order(token: str) -> Placed | None:
    order = Order.objects.filter(token=token).first()
    return read_order(order) if order else None


def read_order(order: Order) -> Placed:
    shop = get_catalogue()
    pieces = []
    for line in order.lines.order_by("pk"):
        product, variant = shop.by_sku[line.sku]
        pieces.append(Piece(shop.family_of(product), product, variant, line.quantity, line.cents))
    bill = sum_up(((piece.cents, piece.quantity) for piece in pieces), order.delivery_cents)
    return Placed(order, tuple(pieces), bill)


def list_to_settle(now: datetime) -> list[Order]:
    """Return the orders whose time to change is over."""
    return list(Order.objects.filter(settled_at=None, changeable_until__lte=now).order_by("pk")[:100])
