"""Facts of the room `orders`. Amounts are in the smallest unit of `currency`."""

from dataclasses import dataclass
from typing import ClassVar

import msgspec

from commesso.events.facts import Fact, fact


class FactLine(msgspec.Struct, frozen=True):
    """One line of an order or cart as reports need it."""

    product_id: str
    variant_id: str = ""
    quantity: int = 1
    total_minor: int = 0
    category: str = ""


@dataclass(frozen=True, kw_only=True)
class _OrderFact(Fact):
    room: ClassVar[str] = "orders"
    order_id: str
    currency: str


@fact
@dataclass(frozen=True, kw_only=True)
class OrderPlaced(_OrderFact):
    """An order exists: told once an order, whichever way it came (event, API, import)."""

    total_minor: int
    revenue_minor: int  # without shipping and tax
    discount_minor: int = 0
    coupon: str = ""
    is_first: bool = False
    lines: tuple[FactLine, ...] = ()


@fact
@dataclass(frozen=True, kw_only=True)
class OrderChanged(_OrderFact):
    """Amounts or lines of a placed order changed; totals are the new ones, the delta is new less old."""

    total_minor: int
    revenue_minor: int
    revenue_delta_minor: int = 0


@fact
@dataclass(frozen=True, kw_only=True)
class OrderCancelled(_OrderFact):
    """The order will not be carried out. `revenue_minor` is what revenue loses by it."""

    total_minor: int
    revenue_minor: int = 0


@fact
@dataclass(frozen=True, kw_only=True)
class OrderRefunded(_OrderFact):
    """Money went back. `refund_minor` is this refund alone.

    `revenue_minor` is what revenue loses by it: without the share of shipping and tax, and 0 after a cancellation,
    which took it already. So net revenue = placed + deltas of changes - cancelled - refunded.
    """

    refund_minor: int
    is_full: bool
    revenue_minor: int = 0


@dataclass(frozen=True, kw_only=True)
class _CartFact(Fact):
    room: ClassVar[str] = "orders"
    cart_id: str
    currency: str
    value_minor: int


@fact
@dataclass(frozen=True, kw_only=True)
class CartStarted(_CartFact):
    """The first item went into a cart."""


@fact
@dataclass(frozen=True, kw_only=True)
class CartAbandoned(_CartFact):
    """A cart with something in it was left alone for the store's time."""


@fact
@dataclass(frozen=True, kw_only=True)
class CartRecovered(_CartFact):
    """An abandoned cart, or the person behind it, bought after all."""

    order_id: str


@fact
@dataclass(frozen=True, kw_only=True)
class CartOrdered(_CartFact):
    """A cart became an order without having been abandoned."""

    order_id: str
