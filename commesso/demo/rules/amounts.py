"""What an order costs. Amounts are cents; prices hold the tax, as the law wants for consumers."""

from collections.abc import Iterable
from dataclasses import dataclass

_VAT_PERCENT = 22


@dataclass(frozen=True, slots=True)
class Bill:
    goods_cents: int
    delivery_cents: int

    @property
    def total_cents(self) -> int:
        return self.goods_cents + self.delivery_cents

    @property
    def tax_cents(self) -> int:
        """The tax that is in the total."""
        return self.total_cents - _net(self.total_cents)

    @property
    def net_goods_cents(self) -> int:
        return _net(self.goods_cents)


def sum_up(lines: Iterable[tuple[int, int]], delivery_cents: int) -> Bill:
    """Sum (cents, quantity) up."""
    return Bill(sum(cents * quantity for cents, quantity in lines), delivery_cents)


def _net(cents: int) -> int:
    return round(cents * 100 / (100 + _VAT_PERCENT))
