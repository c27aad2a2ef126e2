from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone, translation

from commesso.kernel.clock import now
from commesso.kernel.money import Money
from commesso.ui import api as ui
from commesso.ui import formats

NOON = datetime(2026, 1, 5, 12, 3, tzinfo=UTC)
# CLDR separates with spaces that do not break; people read them as spaces.
_SPACES = str.maketrans("\u00a0\u202f", "  ")


@contextmanager
def reading(language: str, region: str = "", zone: str = "Europe/Rome") -> Iterator[None]:
    token = formats.region.set(region)
    with translation.override(language), timezone.override(ZoneInfo(zone)):
        yield
    formats.region.reset(token)


def plain(text: str) -> str:
    return text.translate(_SPACES)


@pytest.mark.parametrize(
    ("language", "region", "expected"),
    [
        ("en", "", ("€1,234.50", "5 Jan 2026, 13:03", "12.3%", "1,234.6")),
        ("en", "US", ("€1,234.50", "Jan 5, 2026, 1:03 PM", "12.3%", "1,234.6")),
        ("it", "", ("1.234,50 €", "5 gen 2026, 13:03", "12,3%", "1.234,6")),
        ("it", "CH", ("€ 1’234.50", "5 gen 2026, 13:03", "12.3%", "1’234.6")),
    ],
)
def test_everything_is_written_as_the_reader_writes_it(
    language: str, region: str, expected: tuple[str, str, str, str]
) -> None:
    with reading(language, region):
        money = ui.money(Money.of("1234.5", "EUR"))
        found = (money, ui.when(NOON), ui.percent(0.1234), ui.number(1234.56, digits=1))
    assert tuple(plain(text) for text in found) == expected


def test_amounts_keep_their_currencys_decimals() -> None:
    with reading("en"):
        assert ui.money(Money.of("1200", "JPY")) == "JP¥1,200"
        assert ui.money_per(1250, "EUR") == "€12.50"
        assert ui.money(Money.of("48230.40", "EUR"), whole=True) == "€48,230"


def test_what_is_not_known_is_a_dash() -> None:
    assert {ui.money(None), ui.number(None), ui.percent(None), ui.money_per(None, "EUR")} == {"–"}


def test_days_months_and_lengths_are_words() -> None:
    with reading("it"):
        assert ui.day(date(2026, 1, 5)) == "5 gen 2026"
        assert ui.short_day(date(2026, 1, 5)) == "5 gen"
        assert ui.month(date(2026, 1, 5)) == "gen 2026"
        assert ui.duration(180) == "3 minuti"
        assert ui.ago(now() - timedelta(hours=2)) == "2 ore fa"
    with reading("en"):
        assert ui.ago(now() - timedelta(minutes=3, seconds=5)) == "3 minutes ago"
        assert ui.ago(datetime(2025, 6, 1, tzinfo=UTC)) == "1 Jun 2025"
        assert ui.number(12_345, compact=True) == "12.3K"
        assert ui.number(Decimal("0.5"), digits=2) == "0.50"


def test_a_moment_is_told_in_the_time_zone_of_the_shop() -> None:
    with reading("en", zone="Asia/Tokyo"):
        assert ui.when(datetime(2026, 1, 5, 20, 0, tzinfo=UTC)) == "6 Jan 2026, 05:00"
        assert ui.day(datetime(2026, 1, 5, 20, 0, tzinfo=UTC)) == "6 Jan 2026"


@pytest.mark.parametrize(
    ("accepted", "language", "region"),
    [
        ("en-US,it;q=0.8", "en", "US"),
        ("en-US,it;q=0.8", "it", ""),
        ("it-CH", "it", "CH"),
        ("de,en-GB;q=0.5", "en", "GB"),
        ("", "en", ""),
        ("en-Latn-US", "en", ""),
        ("en-ßß", "en", ""),
        ("*", "en", ""),
    ],
)
def test_the_country_is_that_of_the_pages_language(accepted: str, language: str, region: str) -> None:
    assert formats.region_of(accepted, language) == region


def test_a_country_that_does_not_exist_changes_nothing() -> None:
    with reading("en", "ZZ"):
        assert ui.number(1234) == "1,234"


def test_countries_and_languages_have_names_in_the_readers_language() -> None:
    with reading("it"):
        assert (formats.country("IT"), formats.country("Atlantis")) == ("Italia", "Atlantis")
        assert (formats.language("de"), formats.language("xx"), formats.language("")) == ("tedesco", "xx", "")
