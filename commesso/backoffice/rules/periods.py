"""Which time a page speaks of, in the shop's own days."""

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

from commesso.backoffice.contracts import Period, PeriodKey, Unit

_DAYS = {PeriodKey.WEEK: 7, PeriodKey.MONTH: 30, PeriodKey.QUARTER: 90}
USUAL = PeriodKey.MONTH


def read_period(text: str) -> PeriodKey:
    """Return the period an address names; an address nobody wrote means the usual one."""
    return PeriodKey(text) if text in set(PeriodKey) else USUAL


def choose_period(key: PeriodKey, *, now: datetime, zone: str) -> Period:
    """Return the days that end today, or today's hours, or the months that end with this one."""
    place = ZoneInfo(zone)
    midnight = datetime.combine(now.astimezone(place).date(), time(), place)
    here = now.astimezone(place)
    if key is PeriodKey.YEAR:
        starts = [_months_before(midnight, back) for back in range(23, -1, -1)]
        return _period(key, "month", now=now, starts=starts, before=12, cut=_year_before(here), zone=zone)
    if key is PeriodKey.TODAY:
        yesterday, tomorrow = midnight - timedelta(days=1), midnight + timedelta(days=1)
        earlier, hours = _hours(yesterday, midnight), _hours(midnight, tomorrow)
        cut = here - timedelta(days=1)  # the same time of the day on the clock of the place
        starts = [*earlier, *hours]
        return _period(key, "hour", now=now, starts=starts, before=len(earlier), cut=cut, zone=zone)
    days = _DAYS[key]
    starts = [midnight - timedelta(days=back) for back in range(2 * days - 1, -1, -1)]
    cut = here - timedelta(days=days)
    return _period(key, "day", now=now, starts=starts, before=days, cut=cut, zone=zone)


def _period(
    key: PeriodKey,
    unit: Unit,
    *,
    now: datetime,
    starts: list[datetime],
    before: int,
    cut: datetime,
    zone: str,
) -> Period:
    return Period(
        key=key,
        unit=unit,
        zone=zone,
        began_at=starts[before].astimezone(UTC),
        now=now,
        previous_began_at=starts[0].astimezone(UTC),
        previous_cut_at=cut.astimezone(UTC),
        starts=tuple(starts[before:]),
        previous_starts=tuple(starts[:before]),
    )


def _hours(start: datetime, end: datetime) -> list[datetime]:
    """The hours of a local day: 23 or 25 when the clock is changed."""
    first, last = start.astimezone(UTC), end.astimezone(UTC)
    count = int((last - first) / timedelta(hours=1))
    return [(first + timedelta(hours=hour)).astimezone(start.tzinfo) for hour in range(count)]


def _months_before(midnight: datetime, back: int) -> datetime:
    months = midnight.year * 12 + midnight.month - 1 - back
    return midnight.replace(year=months // 12, month=months % 12 + 1, day=1)


def _year_before(now: datetime) -> datetime:
    if (now.month, now.day) == (2, 29):
        now = now.replace(day=28)
    return now.replace(year=now.year - 1)
