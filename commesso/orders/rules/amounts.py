"""Amounts as shops send them, and what they mean to each other.

Segment's spec names three: `revenue` leaves out shipping and tax and (in its own example) stands before the
discount; `subtotal` is after discounts, before shipping and tax; `total` (or `value`) is what was paid.
Shops send any subset of them; `settle` finds the rest.
"""

import re
from collections.abc import Iterable
from decimal import Decimal
from typing import Any

import msgspec

from commesso.kernel.money import exponent

SCALE = 10_000
LARGEST = 10**11  # in the currency's unit: no honest amount is larger, and sums of it fit 64 bits
_NOT_NUMBER = re.compile(r"[^0-9.,\-]")
_THOUSANDS = re.compile(r"-?[0-9]{1,3}(,[0-9]{3})+")


def read_amount(value: object) -> int:
    """Return whole ten-thousandths of a number or a text ("12.50", "12,50", "€ 1.234,56", "1,234").

    Raise ValueError for anything else.
    """
    if isinstance(value, str):
        value = _read_text(value)
    if isinstance(value, bool) or not isinstance(value, int | float | Decimal):
        raise ValueError("not an amount")  # noqa: TRY004 (one error for whatever a shop sends)
    if not -LARGEST <= value <= LARGEST:  # nor is NaN between them
        raise ValueError("out of range")
    return round(value * SCALE)


def _read_text(text: str) -> float:
    digits = _NOT_NUMBER.sub("", text)
    if len(digits) > 20 or (len(text) - len(digits)) > 6:
        raise ValueError("not an amount")
    comma, point = digits.rfind(","), digits.rfind(".")
    if comma >= 0 and point >= 0:
        thousands, decimal = (",", ".") if point > comma else (".", ",")
        digits = digits.replace(thousands, "").replace(decimal, ".")
    elif comma >= 0:
        digits = digits.replace(",", "" if _THOUSANDS.fullmatch(digits) else ".")
    return float(digits)  # raises ValueError for what is left of a junk value


def to_minor(amount: int, currency: str) -> int:
    """Return ten-thousandths as the currency's smallest unit, rounded half to even."""
    factor = int(10 ** (4 - exponent(currency)))
    whole, rest = divmod(amount, factor)
    if rest * 2 > factor or (rest * 2 == factor and whole % 2):
        whole += 1
    return whole


class Said(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """The amounts a shop stated for an order, each or none, and the sum of its lines (0: no prices)."""

    total: int | None = None
    subtotal: int | None = None
    revenue: int | None = None
    shipping: int | None = None
    tax: int | None = None
    discount: int | None = None
    lines: int = 0


class Settled(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    total: int
    subtotal: int
    revenue: int
    shipping: int
    tax: int
    discount: int


def in_minor(amounts: Settled, currency: str) -> dict[str, Any]:
    """Return the amounts in the currency's smallest unit, as `total_minor` and so on."""
    return {name + "_minor": to_minor(getattr(amounts, name), currency) for name in amounts.__struct_fields__}


def settle(said: Said) -> Settled:
    """Return every amount: what was said stands, the rest follows from it."""
    shipping, tax, discount = said.shipping or 0, said.tax or 0, abs(said.discount or 0)
    subtotal = said.subtotal
    if subtotal is None and said.revenue is not None and said.total is None:
        subtotal = said.revenue - (0 if _is_after_discount(said, discount) else discount)
    if subtotal is None and said.total is not None:
        subtotal = said.total - shipping - tax
    if subtotal is None:
        subtotal = said.lines - discount
    total = said.total if said.total is not None else subtotal + shipping + tax
    revenue = said.revenue if said.revenue is not None else subtotal
    return Settled(
        total=max(total, 0),
        subtotal=max(subtotal, 0),
        revenue=max(revenue, 0),
        shipping=shipping,
        tax=tax,
        discount=discount,
    )


def _is_after_discount(said: Said, discount: int) -> bool:
    """Shops disagree whether `revenue` holds the discount; the lines, where known, tell."""
    assert said.revenue is not None
    return said.lines > 0 and abs(said.lines - discount - said.revenue) < abs(said.lines - said.revenue)


def sum_lines(amounts: Iterable[int | None]) -> int:
    return sum(amount for amount in amounts if amount is not None)
