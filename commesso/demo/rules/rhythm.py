"""When an Italian craft shop is visited: the season, the week, the day, and a year of growth."""

from bisect import bisect
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import accumulate
from random import Random
from zoneinfo import ZoneInfo

from commesso.demo.contracts import TIME_ZONE

_MONTHS = (0.80, 0.90, 0.85, 0.95, 1.15, 0.90, 0.80, 0.60, 0.90, 1.05, 1.45, 1.90)  # January first
_WEEKDAYS = (1.05, 1.00, 1.00, 0.95, 0.85, 0.90, 1.25)  # Monday first
_HOURS = (6, 3, 2, 1, 1, 2, 6, 16, 26, 34, 40, 44, 52, 58, 46, 42, 44, 48, 50, 54, 68, 82, 62, 26)
_GROWTH = 0.6  # so much more is going on at the end than at the beginning
_HOUR_SUMS = tuple(accumulate(_HOURS))
_ZONE = ZoneInfo(TIME_ZONE)


@dataclass(frozen=True, slots=True)
class Calendar:
    """The days of the history, with the chance of each."""

    beginning: datetime
    ending: datetime
    _midnights: tuple[float, ...]
    _sums: tuple[float, ...]
    weights: tuple[float, ...]

    @classmethod
    def of(cls, ending: datetime, months: int) -> "Calendar":
        days = max(1, round(months * 30.44))
        last = ending.astimezone(_ZONE).replace(hour=0, minute=0, second=0, microsecond=0)
        midnights = [last - timedelta(days=back) for back in range(days, -1, -1)]
        weights = tuple(
            _MONTHS[each.month - 1] * _WEEKDAYS[each.weekday()] * (1 + _GROWTH * place / days)
            for place, each in enumerate(midnights)
        )
        return cls(
            beginning=midnights[0].astimezone(UTC),
            ending=ending,
            _midnights=tuple(each.timestamp() for each in midnights),
            _sums=tuple(accumulate(weights)),
            weights=tuple(weight / max(weights) for weight in weights),
        )

    def pick_moment(self, random: Random) -> float:
        """Return a likely moment of the whole time, in Unix seconds."""
        day = bisect(self._sums, random.random() * self._sums[-1])
        return self.pick_hour(self._midnights[min(day, len(self._midnights) - 1)], random)

    def pick_hour(self, midnight: float, random: Random) -> float:
        """Return a likely moment of a day."""
        hour = bisect(_HOUR_SUMS, random.random() * _HOUR_SUMS[-1])
        return midnight + hour * 3600 + random.random() * 3600

    def find_day(self, moment: float) -> int:
        """Return the place of the day a moment falls on."""
        return max(0, bisect(self._midnights, moment) - 1)

    def pick_later(self, moment: float, days: float, random: Random) -> float | None:
        """Return a likely moment about so many days later, or None where the season lets it drop."""
        day = self.find_day(moment + random.expovariate(1 / days) * 86_400 + 3 * 3600)
        if random.random() > self.weights[day]:
            return None
        later = self.pick_hour(self._midnights[day], random)
        return later if later > moment + 1800 else None
