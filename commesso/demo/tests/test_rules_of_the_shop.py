"""The shop's rules by table: days, cards, slips of the finger, words."""

import re
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commesso.demo.rules import cards, delivery, formats, words
from commesso.demo.rules.amounts import sum_up
from commesso.demo.rules.search import is_one_slip_away

ROOM = Path(__file__).parent.parent


@pytest.mark.parametrize(
    ("day", "works"),
    [
        (date(2026, 4, 3), True),  # Good Friday
        (date(2026, 4, 6), False),  # Easter Monday
        (date(2025, 4, 21), False),
        (date(2026, 8, 15), False),
        (date(2027, 10, 4), False),  # Saint Francis, again a holiday from 2026 on
        (date(2024, 10, 4), True),
        (date(2026, 11, 21), False),  # a Saturday
    ],
)
def test_carriers_rest_on_sundays_and_holidays(day: date, *, works: bool) -> None:
    assert delivery.is_working_day(day) is works


@pytest.mark.parametrize(
    ("ordered", "first", "last"),
    [
        (datetime(2026, 11, 24, 11, 59, tzinfo=UTC), date(2026, 11, 26), date(2026, 11, 27)),  # 12:59 in Rome
        (datetime(2026, 11, 24, 12, 0, tzinfo=UTC), date(2026, 11, 27), date(2026, 11, 30)),
        (datetime(2026, 11, 27, 15, 0, tzinfo=UTC), date(2026, 12, 2), date(2026, 12, 3)),
    ],
)
def test_what_is_ordered_by_one_leaves_today(ordered: datetime, first: date, last: date) -> None:
    offer = delivery.list_offers("IT", 1000, made_to_order=False, now=ordered)[0]
    assert (offer.first_on, offer.last_on) == (first, last)


@given(st.integers(0, 6 * 365 * 24), st.sampled_from(delivery.COUNTRIES))
def test_no_parcel_comes_on_a_day_without_carriers(hour: int, country: str) -> None:
    moment = datetime(2024, 1, 1, tzinfo=UTC) + timedelta(hours=hour)
    for offer in delivery.list_offers(country, 5000, made_to_order=True, now=moment):
        assert moment.date() < offer.first_on <= offer.last_on
        assert delivery.is_working_day(offer.first_on)


@given(st.lists(st.tuples(st.integers(1, 100_000), st.integers(1, 20)), min_size=1), st.integers(0, 3000))
def test_a_bill_adds_up(lines: list[tuple[int, int]], delivery_cents: int) -> None:
    bill = sum_up(lines, delivery_cents)
    assert bill.total_cents == sum(cents * count for cents, count in lines) + delivery_cents
    assert 0 <= bill.tax_cents <= bill.total_cents


@given(st.text("0123456789", min_size=11, max_size=18), st.integers(0, 9))
def test_a_mistyped_digit_of_a_card_is_noticed(number: str, change: int) -> None:
    good = next(number + str(last) for last in range(10) if cards.clean_number(number + str(last)))
    wrong = str(change) + good[1:]
    assert wrong == good or not cards.clean_number(wrong)


@pytest.mark.parametrize(
    ("typed", "read"),
    [("12/29", (2029, 12)), ("1229", (2029, 12)), (" 3 / 2031 ", (2031, 3)), ("13/29", None), ("", None)],
)
def test_a_date_is_read_however_it_is_typed(typed: str, read: tuple[int, int] | None) -> None:
    assert cards.read_expiry(typed) == read


@given(st.text("abcdefg", min_size=5, max_size=9), st.data())
def test_one_slip_is_forgiven(word: str, data: st.DataObject) -> None:
    place = data.draw(st.integers(0, len(word) - 1))
    assert is_one_slip_away(word[:place] + word[place + 1 :], word)
    assert is_one_slip_away(word[:place] + "x" + word[place:], word)
    assert is_one_slip_away(word[:place] + "x" + word[place + 1 :], word)


@pytest.mark.parametrize(
    ("language", "written"),
    [("it", "1.234,50\xa0€"), ("en", "€1,234.50"), ("es", "1.234,50\xa0€"), ("zh", "€1,234.50")],
)
def test_money_is_written_as_its_reader_does(language: str, written: str) -> None:
    assert formats.money(123_450, language) == written


@pytest.mark.parametrize("key", words.get_words())
def test_a_text_stands_in_four_languages_with_the_same_places(key: str) -> None:
    texts = words.get_words()[key]
    assert set(texts) == set(words.LANGUAGES)
    assert all(texts.values())
    assert len({frozenset(words.list_places(text)) for text in texts.values()}) == 1 or "|" in str(texts)


def test_every_text_that_is_said_exists_and_every_text_is_said() -> None:
    code = "\n".join(
        file.read_text(encoding="utf-8")
        for file in [*ROOM.rglob("*.html"), *ROOM.rglob("*.py")]
        if "tests" not in file.parts
    )
    known = set(words.get_words())
    said = (
        set(re.findall(r"""say "([\w.]+)\"""", code)) | set(re.findall(r'"(\w+\.[a-z_0-9]+)"', code)) & known
    )
    made = {prefix.rstrip(".") for prefix in re.findall(r'"(\w+\.[\w]*)"\|add', code)}
    made |= {"field", "sandbox", "errors"}  # made of the names of fields and verdicts
    unused = {key for key in known - said if not any(key.startswith(prefix) for prefix in made)}
    assert not set(re.findall(r"""say "([\w.]+)\"""", code)) - known
    assert not unused, "\n".join(sorted(unused))
