"""What is typed of a payment card, and whether it can be one."""

import re
from dataclasses import dataclass
from datetime import date

_BRANDS = (
    (re.compile(r"4"), "Visa"),
    (re.compile(r"5[1-5]|2[2-7]"), "Mastercard"),
    (re.compile(r"3[47]"), "Amex"),
)
_EXPIRY = re.compile(r"(\d{1,2})\s*[/.\- ]?\s*(\d{2}|\d{4})")


@dataclass(frozen=True, slots=True)
class Card:
    """A card for the moment of paying. It is never kept."""

    number: str
    year: int
    month: int
    code: str

    @property
    def brand(self) -> str:
        return next((name for pattern, name in _BRANDS if pattern.match(self.number)), "")

    @property
    def last_four(self) -> str:
        return self.number[-4:]


def clean_number(text: str) -> str:
    """Return the digits, or "" when this cannot be the number of a card."""
    digits = re.sub(r"[\s\-]", "", text)
    if not re.fullmatch(r"\d{12,19}", digits) or not digits.isascii():
        return ""
    return digits if _check_sum(digits) == 0 else ""


def _check_sum(digits: str) -> int:
    """Luhn's, over the whole number: 0 when no digit was mistyped."""
    doubled = [sum(divmod(2 * int(digit), 10)) for digit in digits[-2::-2]]
    return (sum(map(int, digits[-1::-2])) + sum(doubled)) % 10


def read_expiry(text: str) -> tuple[int, int] | None:
    """Return (year, month) of "12/29", "1229" or "12 / 2029"; None when it is no month."""
    found = _EXPIRY.fullmatch(text.strip())
    if found is None or not 1 <= int(found[1]) <= 12:
        return None
    year = int(found[2])
    return (year if year > 99 else 2000 + year), int(found[1])


def is_over(year: int, month: int, today: date) -> bool:
    """A card is good to the end of its month."""
    return (year, month) < (today.year, today.month)


def is_code(text: str) -> bool:
    return re.fullmatch(r"[0-9]{3,4}", text.strip()) is not None
