"""What a catalogue says of a product, read into words, yes or no, and quantities."""

import math
import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, NamedTuple


class Quantity(NamedTuple):
    value: float
    unit: str


Scalar = str | bool | Quantity


@dataclass(frozen=True, kw_only=True, slots=True)
class Item:
    """A product as the guide sees it: what is said of it, by name. A name without values is left out."""

    key: str
    values: Mapping[str, tuple[Scalar, ...]]


PRICE, BRAND, CATEGORY = "price", "brand", "category"
_QUANTITY = re.compile(r"(-?\d+(?:[.,]\d+)?|-?\d{1,3}(?:,\d{3})+)\s*([^\d\s,;/()][^\d,;/()]{0,11})?")
_THOUSANDS = re.compile(r"-?\d{1,3}(,\d{3})+")
_LONGEST = 60
_MOST_VALUES = 20
_YES = frozenset({"yes", "y", "true", "si", "ja", "oui", "是", "有"})
_NO = frozenset({"no", "n", "false", "nein", "non", "否", "无"})
# What is written where nothing is known.
_NOTHING = frozenset(
    {
        "-",
        "--",
        "?",
        "n/a",
        "n.a.",
        "na",
        "null",
        "unknown",
        "not available",
        "not specified",
        "not applicable",
    }
    | {"non disponibile", "non specificato", "no disponible", "nicht verfugbar", "non disponible", "未知"}
)
# Of the same kind, and how many of the first one is.
_SIZES: tuple[Mapping[str, float], ...] = (
    {"mm": 1, "cm": 10, "dm": 100, "m": 1000},
    {"mg": 0.001, "g": 1, "kg": 1000},
    {"ml": 1, "cl": 10, "dl": 100, "l": 1000},
    {"mw": 0.001, "w": 1, "kw": 1000},
    {"mb": 1, "gb": 1000, "tb": 1_000_000},
    {"hz": 1, "khz": 1000, "mhz": 1_000_000, "ghz": 1_000_000_000},
    {"s": 1, "min": 60, "h": 3600},
)
_DECIMALS = 6


def make_item(
    key: str,
    *,
    attributes: Mapping[str, Any],
    options: Iterable[Mapping[str, str]] = (),
    brand: str = "",
    groups: Iterable[str] = (),
    price: float | None = None,
    currency: str = "",
) -> Item:
    """Return the product as the guide sees it.

    `options` are each variant's own (a size, a colour): the product has all of them. `groups` are the parts of its
    family it stands in.
    """
    found: dict[str, dict[Scalar, None]] = {}
    for name, raw in attributes.items():
        found.setdefault(_name(name), {}).update(dict.fromkeys(read_values(raw)))
    for variant in options:
        for name, raw in variant.items():
            found.setdefault(_name(name), {}).update(dict.fromkeys(read_values(raw)))
    if brand.strip():
        found[BRAND] = {brand.strip(): None}
    groups = [group.strip() for group in groups if group.strip()]
    if groups:
        found[CATEGORY] = dict.fromkeys(groups)
    if price is not None and math.isfinite(price):
        found[PRICE] = {Quantity(price, currency): None}
    return Item(key=key, values={name: tuple(values) for name, values in found.items() if name and values})


def read_values(raw: Any) -> tuple[Scalar, ...]:
    """Return what an attribute says. Nothing, when it says nothing that can be compared."""
    if isinstance(raw, bool):
        return (raw,)
    if isinstance(raw, int | float):
        value = float(raw) if abs(raw) < 1e15 else math.inf
        return (Quantity(value, ""),) if math.isfinite(value) else ()
    if isinstance(raw, str):
        return read_text(raw)
    if isinstance(raw, list | tuple):
        flat = (
            each for part in raw[:_MOST_VALUES] if not isinstance(part, list) for each in read_values(part)
        )
        return tuple(dict.fromkeys(flat))
    return ()


@lru_cache(maxsize=100_000)
def read_text(raw: str) -> tuple[Scalar, ...]:
    """Return the word, the quantity ("7.5 cm") or the yes or no that a text is."""
    text = " ".join(raw.split())
    if not text or len(text) > _LONGEST:
        return ()
    folded = fold(text)
    if folded in _NOTHING:
        return ()
    if folded in _YES or folded in _NO:
        return (folded in _YES,)
    match = _QUANTITY.fullmatch(text)
    if match is None:
        return (text,)
    digits, unit = match.group(1), (match.group(2) or "").strip()
    digits = digits.replace(",", "") if _THOUSANDS.fullmatch(digits) else digits.replace(",", ".")
    value = float(digits)
    return (Quantity(value, unit),) if abs(value) < 1e15 else (text,)


def fold(text: str) -> str:
    """Return a text without case and accents: "Sì" is "si"."""
    parts = unicodedata.normalize("NFKD", text.casefold())
    return " ".join("".join(each for each in parts if not unicodedata.combining(each)).split())


def convert(quantity: Quantity, unit: str) -> float | None:
    """Return how many of a unit it is, or None when they measure different things."""
    own, asked = quantity.unit.casefold(), unit.casefold()
    if own == asked:
        return _as_written(quantity.value)
    for sizes in _SIZES:
        if own in sizes and asked in sizes:
            return _as_written(quantity.value * sizes[own] / sizes[asked])
    return None


def _as_written(value: float) -> float:
    """7.5 cm are 75 mm, not 75.00000000000001; and what is written alike is one value, so -0 is 0."""
    return round(value, _DECIMALS) + 0.0


def write_number(value: float) -> str:
    """Return a number as one writes it: 60, 7.5, never 60.0 nor 1e+06."""
    text = f"{value:.{_DECIMALS}f}".rstrip("0").rstrip(".")
    return "0" if text == "-0" else text


def _name(name: str) -> str:
    return name.strip()[:_LONGEST]
