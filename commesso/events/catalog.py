"""Facts of the room `catalog`."""

from dataclasses import dataclass
from typing import ClassVar

from commesso.events.facts import Fact, fact


@fact
@dataclass(frozen=True, kw_only=True)
class ProductsChanged(Fact):
    """Products were added, changed or hidden. Readers fetch them by id from `catalog.api`."""

    room: ClassVar[str] = "catalog"
    product_ids: tuple[str, ...] = ()


@fact
@dataclass(frozen=True, kw_only=True)
class PriceDropped(Fact):
    room: ClassVar[str] = "catalog"
    product_id: str
    variant_id: str
    old_minor: int
    new_minor: int
    currency: str


@fact
@dataclass(frozen=True, kw_only=True)
class BackInStock(Fact):
    room: ClassVar[str] = "catalog"
    product_id: str
    variant_id: str
    quantity: int
