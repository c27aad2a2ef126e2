"""Numbers, money and time as the reader writes them (CLDR, through Babel)."""

from contextvars import ContextVar
from datetime import date, datetime, timedelta
from decimal import Decimal
from functools import lru_cache

from babel import Locale, UnknownLocaleError, dates, numbers
from django.utils import timezone, translation

from commesso.kernel.clock import now
from commesso.kernel.money import Money

# Where the browser names no country: dates with the day first, as everywhere outside the United States.
_HOME = {"en": "en_GB", "it": "it_IT"}
region: ContextVar[str] = ContextVar("region", default="")


@lru_cache(maxsize=200)
def _parse(language: str, territory: str) -> Locale:
    wanted = f"{language}_{territory}" if territory else _HOME.get(language, language)
    try:
        return Locale.parse(wanted)
    except (UnknownLocaleError, ValueError):
        return Locale.parse(_HOME.get(language, "en_GB"))


def reader() -> Locale:
    """Return the locale of whoever reads: the language of the page, the country of the browser."""
    language = (translation.get_language() or "en").split("-")[0]
    return _parse(language, region.get())


def region_of(accepted: str, language: str) -> str:
    """Return the country of the first accepted language that is the page's: "en-US,it;q=0.8" gives "US"."""
    for part in accepted.split(","):
        name, _, territory = part.split(";")[0].strip().partition("-")
        if name.lower() == language.split("-", maxsplit=1)[0] and len(territory) == 2 and territory.isascii():
            return territory.upper()
    return ""


def number(value: Decimal | float | None, *, digits: int = 0, compact: bool = False) -> str:
    """Format 12345.6 as "12,346", or "12K" when compact. None is a dash."""
    if value is None:
        return "–"
    if compact:
        return str(numbers.format_compact_decimal(value, locale=reader(), fraction_digits=1))
    pattern = "#,##0" + ("." + "0" * digits if digits else "")
    return numbers.format_decimal(value, format=pattern, locale=reader())


def percent(share: Decimal | float | None, *, digits: int = 1) -> str:
    """Format 0.123 as "12.3%". None is a dash."""
    if share is None:
        return "–"
    pattern = (
        reader()
        .percent_formats[None]
        .pattern.replace("#,##0", "#,##0" + ("." + "0" * digits if digits else ""))
    )
    return numbers.format_percent(share, format=pattern, locale=reader())


def money(value: Money | None, *, whole: bool = False) -> str:
    """Format as "€12.50"; `whole` drops the cents where they do not matter. None is a dash."""
    if value is None:
        return "–"
    if not whole:
        return numbers.format_currency(value.amount, value.currency, locale=reader())
    pattern = reader().currency_formats["standard"].pattern.replace(".00", "")
    return numbers.format_currency(
        value.amount, value.currency, format=pattern, locale=reader(), currency_digits=False
    )


def money_per(minor: int | None, currency: str, *, whole: bool = False) -> str:
    """Format an amount in the currency's smallest unit."""
    return money(None if minor is None else Money.from_minor(minor, currency), whole=whole)


def when(at: datetime) -> str:
    """Format a moment in the reader's locale and the present time zone: "5 Jan 2026, 14:03"."""
    return f"{day(at)}, {clock(at)}"


def clock(at: datetime) -> str:
    """Format the time of the day: "14:03"."""
    return dates.format_time(timezone.localtime(at), "short", locale=reader())


def day(value: date) -> str:
    """Format a date: "5 Jan 2026"."""
    local = timezone.localtime(value).date() if isinstance(value, datetime) else value
    return dates.format_date(local, "medium", locale=reader())


def short_day(value: date) -> str:
    """Format a date where the year is clear: "5 Jan"."""
    return dates.format_skeleton("MMMd", value, locale=reader())


def month(value: date) -> str:
    """Format a month: "Jan 2026"."""
    return dates.format_skeleton("yMMM", value, locale=reader())


def ago(at: datetime) -> str:
    """Format how long ago: "3 minutes ago"; older than a month it is the date."""
    gone = now() - at
    if abs(gone) > timedelta(days=30):
        return day(at)
    return dates.format_timedelta(-gone, add_direction=True, locale=reader(), threshold=0.95)


def duration(seconds: float) -> str:
    """Format a length of time: "3 minutes"."""
    return dates.format_timedelta(timedelta(seconds=seconds), locale=reader(), threshold=0.95)


def country(code: str) -> str:
    """Return a country's name: "IT" is "Italy". What is no code stays as it is."""
    return str(reader().territories.get(code.upper(), code))


def language(code: str) -> str:
    """Return a language's name: "it" is "Italian", "pt-BR" is "Portuguese (Brazil)"."""
    try:
        return Locale.parse(code.replace("_", "-"), sep="-").get_display_name(reader()) or code
    except (UnknownLocaleError, ValueError):
        return code
