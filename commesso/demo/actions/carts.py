"""What a shopper does with their cart."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction

from commesso.demo.models import Cart, CartLine
from commesso.demo.queries.stock import count_stock
from commesso.demo.rules.catalogue import get_catalogue
from commesso.demo.rules.delivery import LIKELY
from commesso.demo.rules.telling import Piece, describe

MOST = 20  # of one thing; who needs more writes
_FORGOTTEN = timedelta(days=60)


@transaction.atomic
def open_cart(*, language: str, country: str, now: datetime) -> Cart:
    """Open a cart, and throw away those that nobody came back to."""
    Cart.objects.filter(changed_at__lt=now - _FORGOTTEN).delete()
    return Cart.objects.create(country=country or LIKELY[language], created_at=now, changed_at=now)


@transaction.atomic
def put_into_cart(*, cart: Cart, sku: str, quantity: int, language: str, now: datetime) -> int:
    """Put something into the cart, as much as there is; return how much that was."""
    line = CartLine.objects.filter(cart=cart, sku=sku).first() or CartLine(cart=cart, sku=sku, quantity=0)
    wanted = min(line.quantity + quantity, count_stock(now).left(sku), MOST)
    added = max(0, wanted - line.quantity)
    if added:
        line.quantity += added
        line.save()
        _note(cart, sku, added, language, now)
    return added


@transaction.atomic
def change_quantities(*, cart: Cart, quantities: Mapping[str, int], language: str, now: datetime) -> None:
    """Set how many of each there are; 0 takes it out."""
    stock = count_stock(now)
    for line in cart.lines.filter(sku__in=quantities):
        wanted = max(0, min(quantities[line.sku], stock.left(line.sku), MOST))
        if wanted == line.quantity:
            continue
        change, line.quantity = wanted - line.quantity, wanted
        if wanted:
            line.save(update_fields=["quantity"])
        else:
            line.delete()
        _note(cart, line.sku, change, language, now)


@transaction.atomic
def set_cart_options(*, cart: Cart, country: str, delivery: str, note: str | None, now: datetime) -> None:
    """Remember where it goes to, how, and what the shopper wrote; None leaves the note as it is."""
    cart.country, cart.delivery, cart.changed_at = country, delivery, now
    if note is not None:
        cart.note = note
    cart.save(update_fields=["country", "delivery", "note", "changed_at"])


def keep_typed(*, cart: Cart, typed: Mapping[str, Any], now: datetime) -> None:
    """Keep what was typed in the checkout, so that nobody types it twice."""
    cart.typed, cart.changed_at = dict(typed), now
    cart.save(update_fields=["typed", "changed_at"])


def tell_later(*, cart: Cart, event: str, properties: dict[str, Any]) -> None:
    """Let the next page of this shopper tell the tag."""
    cart.untold = [*cart.untold, [event, properties]][-20:]
    cart.save(update_fields=["untold"])


def take_untold(cart: Cart) -> list[tuple[str, dict[str, Any]]]:
    """Return what a page is to tell the tag, once."""
    untold = [(event, properties) for event, properties in cart.untold]
    if untold:
        cart.untold = []
        cart.save(update_fields=["untold"])
    return untold


def _note(cart: Cart, sku: str, change: int, language: str, now: datetime) -> None:
    shop = get_catalogue()
    product, variant = shop.by_sku[sku]
    piece = Piece(shop.family_of(product), product, variant, abs(change), variant.cents)
    name = "Product Added" if change > 0 else "Product Removed"
    cart.changed_at = now
    cart.untold = [*cart.untold, [name, {"cart_id": cart.key, **describe(piece, language)}]][-20:]
    cart.save(update_fields=["changed_at", "untold"])
