"""Carts, with what is in them and what it would cost."""

from dataclasses import dataclass
from datetime import datetime

from commesso.demo.models import Cart
from commesso.demo.queries.stock import Stock, count_stock
from commesso.demo.rules import delivery
from commesso.demo.rules.amounts import Bill, sum_up
from commesso.demo.rules.catalogue import get_catalogue
from commesso.demo.rules.telling import Piece


@dataclass(frozen=True, slots=True)
class Line:
    piece: Piece
    left: int

    @property
    def cents(self) -> int:
        return self.piece.cents * self.piece.quantity

    @property
    def is_short(self) -> bool:
        """Whether more is in the cart than in the shop: somebody else was quicker."""
        return self.piece.quantity > self.left


@dataclass(frozen=True, slots=True)
class Basket:
    """A cart as the shopper sees it: the total is complete from the first look on."""

    cart: Cart
    lines: tuple[Line, ...]
    offers: tuple[delivery.Offer, ...]
    offer: delivery.Offer
    bill: Bill
    until_free_cents: int

    @property
    def pieces(self) -> list[Piece]:
        return [line.piece for line in self.lines]

    @property
    def count(self) -> int:
        return sum(line.piece.quantity for line in self.lines)

    @property
    def short_lines(self) -> list[Line]:
        return [line for line in self.lines if line.is_short]


def find_cart(token: str) -> Cart | None:
    """Return the open cart of a cookie; a cart that was ordered is closed."""
    return Cart.objects.filter(token=token, order=None).first() if token else None


def count_pieces(cart: Cart | None) -> int:
    return sum(cart.lines.values_list("quantity", flat=True)) if cart else 0


def get_basket(cart: Cart, now: datetime, stock: Stock | None = None) -> Basket:
    shop, stock = get_catalogue(), stock or count_stock(now)
    lines = []
    for line in cart.lines.order_by("pk"):
        if line.sku in shop.by_sku:  # else the shop no longer makes it
            product, variant = shop.by_sku[line.sku]
            piece = Piece(shop.family_of(product), product, variant, line.quantity, variant.cents)
            lines.append(Line(piece, stock.left(line.sku)))
    goods = sum(line.cents for line in lines)
    made_to_order = any("made_to_order" in line.piece.product.tags for line in lines)
    offers = delivery.list_offers(cart.country, goods, made_to_order=made_to_order, now=now)
    offer = delivery.pick_offer(offers, cart.delivery)
    return Basket(
        cart=cart,
        lines=tuple(lines),
        offers=offers,
        offer=offer,
        bill=sum_up(((line.piece.cents, line.piece.quantity) for line in lines), offer.cents),
        until_free_cents=delivery.cents_until_free(cart.country, goods),
    )
