"""How often an address is mailed, and when a mail is tried again."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from commesso.onsite.rules.mailing import LINK_LIVES, MOST_TRIES, is_alive, may_mail, next_try

NOW = datetime(2026, 5, 1, 12, 0, tzinfo=UTC)
ages = st.lists(st.timedeltas(timedelta(0), timedelta(days=60)), max_size=12)


@given(ages)
def test_nobody_can_have_an_address_pestered(sent: list[timedelta]) -> None:
    if may_mail([NOW - age for age in sent], NOW):
        assert sum(age < timedelta(days=1) for age in sent) < 3
        assert sum(age < timedelta(days=30) for age in sent) < 6


@given(ages)
def test_time_only_ever_allows_more(sent: list[timedelta]) -> None:
    times = [NOW - age for age in sent]
    if may_mail(times, NOW):
        assert may_mail(times, NOW + timedelta(hours=1))
    assert may_mail(times, NOW + timedelta(days=31))


def test_a_link_confirms_for_seven_days() -> None:
    assert is_alive(NOW - LINK_LIVES + timedelta(seconds=1), NOW)
    assert not is_alive(NOW - LINK_LIVES, NOW)


def test_tries_grow_further_apart_and_end_before_a_link_would() -> None:
    at, tries = NOW, 1
    pauses = []
    while later := next_try(tries, at):
        pauses.append(later - at)
        at, tries = later, tries + 1
    assert tries == MOST_TRIES
    assert pauses == sorted(pauses)
    assert pauses[0] == timedelta(minutes=1)
    assert at - NOW < LINK_LIVES
