"""Money, days and lists as the reader of a language writes them (CLDR, through Babel)."""

from datetime import date, datetime
from functools import cache
from zoneinfo import ZoneInfo

from babel import Locale, dates, lists, numbers

from commesso.demo.contracts import CURRENCY, TIME_ZONE
from commesso.kernel.money import Money

_LOCALES = {"it": "it_IT", "en": "en_GB", "es": "es_ES", "zh": "zh_Hans_CN"}
# As people say a day: "martedì 24 novembre", "Tuesday 24 November".
_DAY = {"it": "EEEE d MMMM", "en": "EEEE d MMMM", "es": "EEEE d 'de' MMMM", "zh": "M月d日EEEE"}
_SHORT = {"it": "EEE d MMM", "en": "EEE d MMM", "es": "EEE d MMM", "zh": "M月d日EEE"}
_ZONE = ZoneInfo(TIME_ZONE)


@cache
def locale_of(language: str) -> Locale:
    return Locale.parse(_LOCALES[language])


def money(cents: int, language: str) -> str:
    amount = Money.from_minor(cents, CURRENCY).amount
    return numbers.format_currency(amount, CURRENCY, locale=locale_of(language))


def number(value: float, language: str) -> str:
    return numbers.format_decimal(value, locale=locale_of(language))


def day(when: date, language: str) -> str:
    return dates.format_date(when, _DAY[language], locale=locale_of(language))


def short_day(when: date, language: str) -> str:
    return dates.format_date(when, _SHORT[language], locale=locale_of(language))


def clock(when: datetime, language: str) -> str:
    return dates.format_time(when.astimezone(_ZONE), "HH:mm", locale=locale_of(language))


def day_and_clock(when: datetime, language: str) -> str:
    return f"{day(when.astimezone(_ZONE).date(), language)}, {clock(when, language)}"


def country(code: str, language: str) -> str:
    return str(locale_of(language).territories.get(code, code))


def both(texts: list[str], language: str) -> str:
    """Join texts as a sentence does: "a, b and c"."""
    return lists.format_list(texts, locale=locale_of(language))
