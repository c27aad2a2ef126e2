"""What somebody buys again and again: how many of it, how often, and when it is due."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import pairwise
from statistics import median, median_low

_LATELY = 6  # times: who needs more than a year ago should be offered more
_GIVEN_UP = 3.0  # intervals without buying it
_JUST_BOUGHT = 0.5  # of an interval


@dataclass(frozen=True, kw_only=True)
class Purchase:
    """One line of an order."""

    product_id: str
    quantity: int
    at: datetime


@dataclass(frozen=True, kw_only=True)
class Usual:
    """What somebody bought. `quantity` is how many at a time, `every_days` None where it was bought once."""

    product_id: str
    quantity: int
    every_days: float | None
    last_on: date

    @property
    def is_habit(self) -> bool:
        return self.every_days is not None

    def waited(self, today: date) -> float:
        """Return how many intervals have passed: 1 is the day it is due."""
        return (today - self.last_on).days / self.every_days if self.every_days else 0.0


def list_usual(purchases: Iterable[Purchase], today: date) -> list[Usual]:
    """Return what somebody bought: what is due first, then what was just bought, then what they gave up or bought once."""
    quantities: dict[str, dict[date, int]] = defaultdict(lambda: defaultdict(int))
    for each in purchases:
        quantities[each.product_id][each.at.date()] += each.quantity
    usual = [_sum_up(product_id, days) for product_id, days in quantities.items()]
    return sorted(usual, key=lambda each: (_rank(each, today), each.product_id))


def _sum_up(product_id: str, days: dict[date, int]) -> Usual:
    lately = sorted(days)[-_LATELY:]
    return Usual(
        product_id=product_id,
        quantity=max(1, median_low(days[each] for each in lately)),
        every_days=_find_interval(lately),
        last_on=lately[-1],
    )


def _find_interval(days: Sequence[date]) -> float | None:
    gaps = [(later - earlier).days for earlier, later in pairwise(days)]
    return float(median(gaps)) if gaps else None


def _rank(usual: Usual, today: date) -> tuple[int, float]:
    waited = usual.waited(today)
    if not usual.is_habit:
        return 3, -float(usual.last_on.toordinal())
    if waited > _GIVEN_UP:
        return 2, waited
    return (1, -waited) if waited < _JUST_BOUGHT else (0, -waited)
