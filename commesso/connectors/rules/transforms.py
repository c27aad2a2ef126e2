"""The named ways to read a value. A map picks one with `as`; otherwise the field's own kind decides.

Each is made once from its options and then called for every row. It raises ValueError that says what is
wrong with the value and what would be right.
"""

import re
from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime, time
from decimal import Decimal, InvalidOperation
from functools import lru_cache
from typing import Any
from zoneinfo import ZoneInfo

from babel import Locale

from commesso.kernel.ids import digest
from commesso.kernel.money import Money

Read = Callable[[Any], Any]
Options = Mapping[str, Any]

_NUMBER = re.compile(r"-?[0-9][0-9.,' ]*")
_SPACED_ZONE = re.compile(r" (?:UTC|([+-][0-9:]{4,6}))$")
_CODE = re.compile(r"\b[A-Z]{3}\b")
_SYMBOLS = {"€": "EUR", "$": "USD", "£": "GBP", "¥": "JPY", "₹": "INR", "zł": "PLN"}
_YES = frozenset({"1", "true", "yes", "y", "on", "si", "sì", "oui", "ja", "subscribed", "t"})
_NO = frozenset({"0", "false", "no", "n", "off", "non", "nein", "unsubscribed", "f", "not_subscribed"})
_NONE_LEFT = frozenset({"out of stock", "outofstock", "sold out", "unavailable", "no", "false"})
_SOME_LEFT = frozenset(
    {"in stock", "instock", "available", "yes", "true", "preorder", "backorder", "onbackorder"}
)
# Names that files give and no standard has.
_COUNTRIES = {
    "eire": "IE", "usa": "US", "uk": "GB", "great britain": "GB", "england": "GB", "rsa": "ZA",
    "czech republic": "CZ", "korea": "KR", "holland": "NL", "uae": "AE", "channel islands": "JE",
}  # fmt: skip


def text(options: Options) -> Read:
    """Plain text. `strip` are letters that stand round it: Shopify writes '123 for an id."""
    around = str(options.get("strip", ""))
    return (lambda value: write_text(value).strip(around)) if around else write_text


def write_text(value: Any) -> str:
    """Return any plain value as text; 17850.0 of a spreadsheet is the id 17850."""
    if isinstance(value, str):
        return value.strip()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, list | dict):
        raise TypeError("is a list or an object. Name a part of it, like a.b, or read it as 'split'.")
    return str(value)


def lower(_: Options) -> Read:
    return lambda value: write_text(value).lower()


def upper(_: Options) -> Read:
    return lambda value: write_text(value).upper()


def keep(_: Options) -> Read:
    """The value as it is, JSON's kinds and all."""
    return lambda value: value.strip() if isinstance(value, str) else value


def whole(_: Options) -> Read:
    return _read_whole


def _read_whole(value: Any) -> int:
    if type(value) is int:
        return value
    try:
        found = Decimal(write_text(value))
        if found == found.to_integral_value():
            return int(found)
    except (InvalidOperation, OverflowError):
        pass
    raise ValueError("is not a whole number. Use one like 12.")


def number(_: Options) -> Read:
    """A plain number for attributes and properties, which are JSON: 12 or 12.5."""
    return lambda value: _as_json(read_money(value))


def _as_json(value: Decimal) -> int | float:
    return int(value) if value == value.to_integral_value() else float(value)


def decimal(_: Options) -> Read:
    """A number with a point, as programs write it."""
    return _read_decimal


def _read_decimal(value: Any) -> Decimal:
    try:
        found = Decimal(str(value))
    except InvalidOperation:
        raise ValueError("is not a number. Use one like 12.50, or read it as 'money'.") from None
    if not found.is_finite():
        raise ValueError("is not a number. Use one like 12.50.")
    return found


def money(_: Options) -> Read:
    """An amount as people write it: "€ 1.234,50", "1,234.50 USD", "12,5"."""
    return read_money


def read_money(value: Any) -> Decimal:
    if not isinstance(value, str):
        return _read_decimal(value)
    found = _NUMBER.search(value)
    if not found:
        raise ValueError("is not an amount. Use one like 12.50.")
    digits = found.group().strip(" .,").replace(" ", "").replace("'", "")
    comma, point = digits.rfind(","), digits.rfind(".")
    if comma >= 0 and point >= 0:
        digits = digits.replace("," if point > comma else ".", "").replace(",", ".")
    elif comma >= 0:
        # "1,234" is a thousand where exactly three digits follow; "12,50" and "12,5" are not.
        digits = (
            digits.replace(",", "")
            if re.fullmatch(r"-?[0-9]{1,3}(,[0-9]{3})+", digits)
            else digits.replace(",", ".")
        )
    elif digits.count(".") > 1:
        digits = digits.replace(".", "")
    return _read_decimal(digits)


def minor(options: Options) -> Read:
    """A whole number of the smallest unit: 4995 cents are 49.95."""
    code = str(options.get("currency", "EUR"))
    return lambda value: Money.from_minor(_read_whole(value), code).amount


def currency(_: Options) -> Read:
    """The currency of "15.00 USD", "€ 12" or "eur"."""
    return _read_currency


def _read_currency(value: Any) -> str:
    found = _CODE.search(str(value).upper())
    if found:
        return found.group()
    for symbol, code in _SYMBOLS.items():
        if symbol in str(value):
            return code
    raise ValueError("names no currency. Use a code like EUR.")


def make_date(options: Options) -> Read:
    """A moment: ISO 8601, seconds or milliseconds since 1970, or after `format`.

    `zone` is for those that name none.
    """
    pattern = options.get("format")
    zone = ZoneInfo(str(options.get("zone", "UTC")))

    def read(value: Any) -> datetime:
        at = _parse_date(value, pattern)
        return at.astimezone(UTC) if at.tzinfo else at.replace(tzinfo=zone).astimezone(UTC)

    return read


def _parse_date(value: Any, pattern: str | None) -> datetime:
    try:
        if isinstance(value, datetime):
            return value
        if isinstance(value, date):
            return datetime.combine(value, time())
        if pattern:
            return datetime.strptime(write_text(value), pattern)  # noqa: DTZ007 as above
        if isinstance(value, str) and not value.strip().isdecimal():
            return datetime.fromisoformat(_SPACED_ZONE.sub(r"\1", value.strip()))
        seconds = float(value)
        return datetime.fromtimestamp(seconds / 1000 if abs(seconds) > 10**11 else seconds, UTC)
    except (ValueError, OverflowError, OSError, TypeError):
        right = (
            f"Write it after the format {pattern!r}."
            if pattern
            else "Use 2026-01-31T12:00:00Z, or give a format."
        )
        raise ValueError(f"is not a date. {right}") from None


def boolean(_: Options) -> Read:
    return _read_boolean


def _read_boolean(value: Any) -> bool:
    if isinstance(value, bool):
        return value
    word = write_text(value).lower()
    if word in _YES or word in _NO:
        return word in _YES
    raise ValueError("is neither yes nor no. Use yes or no.")


def split(options: Options) -> Read:
    """A list from one text ("a, b") or from JSON's own list."""
    by = str(options.get("by", ","))

    def read(value: Any) -> tuple[str, ...]:
        parts = value if isinstance(value, list | tuple) else str(value).split(by)
        return tuple(part for part in (write_text(each) for each in parts) if part)

    return read


def path(options: Options) -> Read:
    """One category path, its steps parted by `by`: "Home>Lamps" -> "Home > Lamps"."""
    by = str(options.get("by", ">"))

    def read(value: Any) -> tuple[str, ...]:
        parts = value if isinstance(value, list | tuple) else str(value).split(by)
        return (" > ".join(part for part in (write_text(each) for each in parts) if part),)

    return read


def first(_: Options) -> Read:
    """The first of a list."""
    return lambda value: write_text(value[0] if isinstance(value, list | tuple) else value)


def country(_: Options) -> Read:
    """A code of two letters, from a code or from a name in English, Italian, German, French or Spanish."""
    return _read_country


def _read_country(value: Any) -> str:
    return _list_countries().get(write_text(value).lower(), "")


@lru_cache(maxsize=1)
def _list_countries() -> dict[str, str]:
    names: dict[str, str] = {}
    for language in ("es", "fr", "de", "it", "en"):
        for code, name in Locale(language).territories.items():
            if len(code) == 2 and code.isalpha():
                names[name.lower()] = names[code.lower()] = code
    return {**names, **_COUNTRIES}


def table(options: Options) -> Read:
    """Another word for each value, from `values`; `otherwise` for the rest, else the row is refused."""
    values: Mapping[str, Any] = options["values"]
    words = {key.lower(): value for key, value in values.items()}
    otherwise = options.get("otherwise")

    def read(value: Any) -> Any:
        found = words.get(write_text(value).lower(), otherwise)
        if found is None:
            raise ValueError(f"is not in the table. Use one of {', '.join(values)}.")
        return None if found == "" else found

    return read


def stock(_: Options) -> Read:
    """A number of pieces, or words: "out of stock" is 0, "in stock" is a number nobody knows."""
    return _read_stock


def _read_stock(value: Any) -> int | None:
    word = write_text(value).lower().replace("_", " ")
    if word in _NONE_LEFT:
        return 0
    return None if word in _SOME_LEFT else _read_whole(value)


def prefix(options: Options) -> Read:
    """`yes` where the text begins with `prefix`, else `no`."""
    beginning, yes, no = options["prefix"], options["yes"], options["no"]
    return lambda value: yes if write_text(value).startswith(beginning) else no


def hashed(_: Options) -> Read:
    """32 digits that stand for the value: for ids that name a person."""
    return lambda value: digest(write_text(value))


TRANSFORMS: Mapping[str, tuple[Callable[[Options], Read], frozenset[str]]] = {
    "text": (text, frozenset({"strip"})),
    "lower": (lower, frozenset()),
    "upper": (upper, frozenset()),
    "keep": (keep, frozenset()),
    "whole": (whole, frozenset()),
    "decimal": (decimal, frozenset()),
    "number": (number, frozenset()),
    "money": (money, frozenset()),
    "minor": (minor, frozenset({"currency"})),
    "currency": (currency, frozenset()),
    "date": (make_date, frozenset({"format", "zone"})),
    "boolean": (boolean, frozenset()),
    "split": (split, frozenset({"by"})),
    "path": (path, frozenset({"by"})),
    "first": (first, frozenset()),
    "country": (country, frozenset()),
    "stock": (stock, frozenset()),
    "table": (table, frozenset({"values", "otherwise"})),
    "prefix": (prefix, frozenset({"prefix", "yes", "no"})),
    "digest": (hashed, frozenset()),
}
NEEDED: Mapping[str, frozenset[str]] = {
    "table": frozenset({"values"}),
    "prefix": frozenset({"prefix", "yes", "no"}),
}
