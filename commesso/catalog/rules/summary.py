"""What a product shows of its variants, and which changes others want to hear of."""

from collections.abc import Sequence
from typing import Protocol

import msgspec


class Offer(Protocol):
    """A variant as far as money and stock go."""

    price_minor: int | None
    compare_at_minor: int | None
    currency: str
    stock: int | None


class Summary(msgspec.Struct, frozen=True, gc=False):
    price_minor: int | None
    compare_at_minor: int | None
    currency: str
    in_stock: bool | None


def summarise(offers: Sequence[Offer]) -> Summary:
    """Return the lowest price, with its own price before, and whether anything is left (None: unknown)."""
    priced = [offer for offer in offers if offer.price_minor is not None]
    cheapest = min(priced, key=lambda offer: offer.price_minor or 0, default=None)
    stocks = [offer.stock for offer in offers]
    has_stock = any(stock is not None and stock > 0 for stock in stocks)
    is_known = bool(stocks) and None not in stocks
    return Summary(
        cheapest.price_minor if cheapest else None,
        cheapest.compare_at_minor if cheapest else None,
        cheapest.currency if cheapest else "",
        True if has_stock else False if is_known else None,
    )


def has_price_dropped(old: Offer, new: Offer) -> bool:
    if old.price_minor is None or new.price_minor is None:
        return False
    return old.currency == new.currency and new.price_minor < old.price_minor


def is_back_in_stock(old: Offer, new: Offer) -> bool:
    return old.stock is not None and old.stock <= 0 and new.stock is not None and new.stock > 0
