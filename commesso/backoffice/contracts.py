"""What the back room's pages are told."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Literal

Unit = Literal["hour", "day", "month"]


class PeriodKey(StrEnum):
    """A stretch of time a page may be asked about; the text stands in its URL."""

    TODAY = "today"
    WEEK = "7d"
    MONTH = "30d"
    QUARTER = "90d"
    YEAR = "12m"


@dataclass(frozen=True, kw_only=True)
class Period:
    """Some time up to now, the same time before it, and both cut into hours, days or months of the shop.

    Totals compare like with like: the time before counts only up to `previous_cut_at`, as far into it as
    the present is into the period. Its line in a chart goes on to the end.
    """

    key: PeriodKey
    unit: Unit
    zone: str
    began_at: datetime
    now: datetime
    previous_began_at: datetime
    previous_cut_at: datetime
    starts: tuple[datetime, ...]  # of each part, aware, in the shop's time zone
    previous_starts: tuple[datetime, ...]


class Measure(StrEnum):
    """The questions of the home page, in its order."""

    REVENUE = "revenue"
    ORDERS = "orders"
    AOV = "aov"
    CONVERSION = "conversion"
    VISITORS = "visitors"
    SESSIONS = "sessions"
    ABANDONMENT = "abandonment"


@dataclass(frozen=True, kw_only=True)
class Figure:
    """One measure over a period. Money is in the smallest unit, shares are 0 to 1; None: nothing to count.

    `basis` is how many cases the value rests on, and `needed` how many make it worth reading.
    """

    measure: Measure
    value: float | None
    previous: float | None
    values: tuple[float | None, ...]
    previous_values: tuple[float | None, ...]
    basis: int
    previous_basis: int
    needed: int

    @property
    def is_thin(self) -> bool:
        return self.basis < self.needed

    @property
    def change(self) -> float | None:
        """0.12 is 12 % more than before; None where one side is too thin to compare."""
        if self.value is None or not self.previous or self.is_thin or self.previous_basis < self.needed:
            return None
        return (self.value - self.previous) / self.previous


@dataclass(frozen=True, kw_only=True)
class Figures:
    """The home page's numbers. `left_out` counts orders in currencies other than the shop's."""

    by_measure: dict[Measure, Figure]
    left_out: int
    recovered_carts: int


@dataclass(frozen=True, kw_only=True)
class Happening:
    """An event or a fact as the event store holds it. `body` is the JSON of its properties."""

    id: str
    kind: str
    name: str
    at: datetime
    received_at: datetime
    visitor_id: str
    body: str
    path: str = ""


@dataclass(frozen=True, kw_only=True)
class Place:
    """Where somebody stands in a story: at an event, by its moment and its id."""

    at: datetime
    id: str
