"""When a parcel comes, and what that costs. Everything here is promised, so it is reckoned with care."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from commesso.demo.contracts import TIME_ZONE

HOME_COUNTRY = "IT"
COUNTRIES = (
    "AT", "BE", "BG", "CY", "CZ", "DE", "DK", "EE", "ES", "FI", "FR", "GR", "HR", "HU", "IE", "IT", "LT", "LU",
    "LV", "MT", "NL", "PL", "PT", "RO", "SE", "SI", "SK",
)  # fmt: skip
# A country that a reader of a language probably lives in, when the browser names none.
LIKELY = {"it": "IT", "en": "IE", "es": "ES", "zh": "IT"}
CUT_OFF_HOUR = 13  # what is ordered before leaves the workshop on the same working day
MADE_TO_ORDER_DAYS = 10
_ZONE = ZoneInfo(TIME_ZONE)
# (month, day) of the days on which no carrier of the shop drives. Saint Francis counts from 2026 on.
_HOLIDAYS = {(1, 1), (1, 6), (4, 25), (5, 1), (6, 2), (8, 15), (11, 1), (12, 8), (12, 25), (12, 26)}


@dataclass(frozen=True, slots=True)
class Method:
    """A way to get the parcel. Days are working days after it left."""

    key: str
    cents: int
    free_from_cents: int  # 0: never free
    first_days: int
    last_days: int


_AT_HOME = (
    Method("standard", 590, 8_000, 2, 3),
    Method("express", 990, 0, 1, 1),
    Method("point", 390, 8_000, 3, 4),
    Method("workshop", 0, 0, 1, 1),
)
_ABROAD = (
    Method("standard", 1_290, 15_000, 4, 6),
    Method("express", 2_490, 0, 2, 2),
    Method("workshop", 0, 0, 1, 1),
)


@dataclass(frozen=True, slots=True)
class Offer:
    """A way to get these very things: its price, and the days between which they come."""

    method: Method
    cents: int
    first_on: date
    last_on: date

    @property
    def key(self) -> str:
        return self.method.key


def list_methods(country: str) -> tuple[Method, ...]:
    return _AT_HOME if country == HOME_COUNTRY else _ABROAD


def list_offers(country: str, goods_cents: int, *, made_to_order: bool, now: datetime) -> tuple[Offer, ...]:
    """Return every way for these goods, the first being the one that most take."""
    leaves_on = find_leaving_day(now, made_to_order=made_to_order)
    return tuple(
        Offer(
            method=method,
            cents=_price(method, goods_cents),
            first_on=add_working_days(leaves_on, method.first_days),
            last_on=add_working_days(leaves_on, method.last_days),
        )
        for method in list_methods(country)
    )


def pick_offer(offers: tuple[Offer, ...], key: str) -> Offer:
    """Return the offer asked for, or the first where there is none such (in another country, say)."""
    return next((offer for offer in offers if offer.key == key), offers[0])


def cents_until_free(country: str, goods_cents: int) -> int:
    """Return how much more makes the usual delivery free; 0 when it is."""
    return max(0, list_methods(country)[0].free_from_cents - goods_cents)


def find_leaving_day(now: datetime, *, made_to_order: bool) -> date:
    """Return the day the parcel leaves the workshop."""
    here = now.astimezone(_ZONE)
    day = here.date()
    if here.hour >= CUT_OFF_HOUR or not is_working_day(day):
        day = add_working_days(day, 1)
    return add_working_days(day, MADE_TO_ORDER_DAYS) if made_to_order else day


def add_working_days(day: date, count: int) -> date:
    while count:
        day += timedelta(days=1)
        count -= is_working_day(day)
    return day


def is_working_day(day: date) -> bool:
    if day.weekday() > 4 or (day.month, day.day) in _HOLIDAYS or day == find_easter(day.year) + timedelta(1):
        return False
    return not (day.year >= 2026 and (day.month, day.day) == (10, 4))


def find_easter(year: int) -> date:
    """Return Easter Sunday of the Gregorian calendar (the anonymous algorithm, Nature, 1876)."""
    a, b, c = year % 19, year // 100, year % 100
    d = (19 * a + b - b // 4 - (b - (b + 8) // 25 + 1) // 3 + 15) % 30
    e = (32 + 2 * (b % 4) + 2 * (c // 4) - d - c % 4) % 7
    f = d + e - 7 * ((a + 11 * d + 22 * e) // 451) + 114
    return date(year, f // 31, f % 31 + 1)


def _price(method: Method, goods_cents: int) -> int:
    free = method.free_from_cents and goods_cents >= method.free_from_cents
    return 0 if free else method.cents
