"""Money: an exact amount and its currency, never a float."""

import re
from dataclasses import dataclass
from decimal import ROUND_HALF_EVEN, Decimal, InvalidOperation
from typing import Self

from commesso.kernel.errors import Invalid

# ISO 4217: the currencies whose smallest unit is not a hundredth.
_EXPONENTS = {
    **dict.fromkeys(
        [
            "BIF",
            "CLP",
            "DJF",
            "GNF",
            "ISK",
            "JPY",
            "KMF",
            "KRW",
            "PYG",
            "RWF",
            "UGX",
            "VND",
            "VUV",
            "XAF",
            "XOF",
            "XPF",
        ],
        0,
    ),
    **dict.fromkeys(["BHD", "IQD", "JOD", "KWD", "LYD", "OMR", "TND"], 3),
}
_CURRENCY = re.compile(r"[A-Z]{3}")


def exponent(currency: str) -> int:
    """Return the number of decimals of the currency's smallest unit."""
    return _EXPONENTS.get(currency, 2)


def clean_currency(value: str) -> str:
    """Return the ISO 4217 code in capitals; shops send "usd" too. Raise Invalid otherwise."""
    code = value.strip().upper()
    if not _CURRENCY.fullmatch(code):
        raise Invalid(
            f"currency={value!r} is not a currency code. Use three letters, like 'EUR'.", field="currency"
        )
    return code


@dataclass(frozen=True, slots=True, order=False)
class Money:
    """An amount in a currency's own unit (euros, not cents), exact."""

    amount: Decimal
    currency: str

    @classmethod
    def of(cls, value: Decimal | str | float, currency: str) -> Self:
        """Read an amount as shops send it: a number, or a text such as "12.50" or "12,50".

        Floats go through their shortest text, so 12.1 is 12.10. Raise Invalid for anything else.
        """
        if isinstance(value, bool):
            raise Invalid(f"amount={value!r} is not an amount. Use a number, like 12.50.", field="amount")
        text = str(value).strip()
        if "," in text and "." not in text:
            text = text.replace(",", ".")
        try:
            amount = Decimal(text)
        except InvalidOperation:
            raise Invalid(
                f"amount={value!r} is not an amount. Use a number, like 12.50.", field="amount"
            ) from None
        if not amount.is_finite() or abs(amount) > Decimal(10) ** 15:
            raise Invalid(f"amount={value!r} is out of range. Use a number below 10^15.", field="amount")
        return cls(amount, clean_currency(currency))

    @classmethod
    def from_minor(cls, minor: int, currency: str) -> Self:
        """Read an amount in the smallest unit: 1250 EUR cents are 12.50 EUR."""
        return cls(Decimal(minor).scaleb(-exponent(currency)), currency)

    @property
    def minor(self) -> int:
        """The amount in the smallest unit, rounded half to even."""
        return int(self.amount.scaleb(exponent(self.currency)).to_integral_value(ROUND_HALF_EVEN))

    def __add__(self, other: Self) -> Self:
        self._same(other)
        return type(self)(self.amount + other.amount, self.currency)

    def __sub__(self, other: Self) -> Self:
        self._same(other)
        return type(self)(self.amount - other.amount, self.currency)

    def __mul__(self, factor: int | Decimal) -> Self:
        return type(self)(self.amount * factor, self.currency)

    def __lt__(self, other: Self) -> bool:
        self._same(other)
        return self.amount < other.amount

    def __str__(self) -> str:
        return f"{self.currency} {self.amount.quantize(Decimal(1).scaleb(-exponent(self.currency)))}"

    def _same(self, other: Self) -> None:
        if self.currency != other.currency:
            raise Invalid(
                f"{self} and {other} are in two currencies. Convert one first; a sum of both means nothing.",
                field="currency",
            )
