"""Mails that somebody asked for: how many, how long their links live, when to try again."""

from collections.abc import Iterable
from datetime import datetime, timedelta

LINK_LIVES = timedelta(days=7)
# Asking for a mail to somebody else's address must not become a way to pester them.
_MOST_A_DAY = 3
_MOST_A_MONTH = 6
MONTH = timedelta(days=30)
_FIRST_PAUSE = timedelta(minutes=1)
MOST_TRIES = 12  # the last after almost three days


def may_mail(sent: Iterable[datetime], now: datetime) -> bool:
    """Say whether an address that got mails at these times may get one more."""
    ages = [now - at for at in sent]
    today = sum(age < timedelta(days=1) for age in ages)
    return today < _MOST_A_DAY and sum(age < MONTH for age in ages) < _MOST_A_MONTH


def is_alive(made_at: datetime, now: datetime) -> bool:
    """Say whether a link still confirms."""
    return now - made_at < LINK_LIVES


def next_try(tries: int, now: datetime) -> datetime | None:
    """Return when a mail that could not be sent `tries` times is tried again; None to give it up."""
    return None if tries >= MOST_TRIES else now + _FIRST_PAUSE * 2 ** (tries - 1)
