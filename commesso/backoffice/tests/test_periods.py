"""Which days a page speaks of."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commesso.backoffice.contracts import PeriodKey
from commesso.backoffice.rules.periods import choose_period, read_period

ROME = "Europe/Rome"
NIGHT = datetime(2026, 3, 10, 23, 30, tzinfo=UTC)  # already the 11th in Rome


@pytest.mark.parametrize(
    ("key", "unit", "parts", "first", "previous_first"),
    [
        (PeriodKey.TODAY, "hour", 24, "2026-03-11 00:00", "2026-03-10 00:00"),
        (PeriodKey.WEEK, "day", 7, "2026-03-05 00:00", "2026-02-26 00:00"),
        (PeriodKey.MONTH, "day", 30, "2026-02-10 00:00", "2026-01-11 00:00"),
        (PeriodKey.YEAR, "month", 12, "2025-04-01 00:00", "2024-04-01 00:00"),
    ],
)
def test_a_period_ends_today_in_the_shops_time_zone(
    key: PeriodKey, unit: str, parts: int, first: str, previous_first: str
) -> None:
    period = choose_period(key, now=NIGHT, zone=ROME)
    assert (period.unit, len(period.starts)) == (unit, parts)
    assert f"{period.starts[0]:%Y-%m-%d %H:%M}" == first
    assert f"{period.previous_starts[0]:%Y-%m-%d %H:%M}" == previous_first


@pytest.mark.parametrize(("month", "day", "hours"), [(3, 29, 23), (10, 25, 25), (6, 1, 24)])
def test_a_day_has_as_many_hours_as_the_clock_gives_it(month: int, day: int, hours: int) -> None:
    period = choose_period(PeriodKey.TODAY, now=datetime(2026, month, day, 12, tzinfo=UTC), zone=ROME)
    assert len(period.starts) == hours


def test_a_leap_day_is_compared_with_the_last_of_february() -> None:
    period = choose_period(PeriodKey.YEAR, now=datetime(2028, 2, 29, 12, tzinfo=UTC), zone=ROME)
    assert (period.previous_cut_at.month, period.previous_cut_at.day) == (2, 28)


@pytest.mark.parametrize("text", ["", "31d", "' OR 1", "TODAY"])
def test_an_address_nobody_wrote_means_30_days(text: str) -> None:
    assert read_period(text) is PeriodKey.MONTH


@given(
    now=st.datetimes(min_value=datetime(2000, 1, 1), max_value=datetime(2080, 1, 1), timezones=st.just(UTC)),  # noqa: DTZ001
    key=st.sampled_from(PeriodKey),
    zone=st.sampled_from([ROME, "America/New_York", "Asia/Kathmandu", "Pacific/Auckland", "UTC"]),
)
def test_the_two_periods_touch_and_now_lies_in_the_later(now: datetime, key: PeriodKey, zone: str) -> None:
    period = choose_period(key, now=now, zone=zone)
    assert period.previous_began_at <= period.previous_cut_at <= period.began_at + timedelta(hours=1)
    assert period.began_at <= now
    assert list(period.starts) == sorted(period.starts)
    assert period.previous_starts[-1] < period.starts[0]
