"""Measures: a number with a unit, told in one unit of its kind, so that "0,1 m" finds "10 cm"."""

import re
from decimal import Decimal

_LENGTH = {
    "mm": ("1", "millimetri millimeter millimeters millimetros millimetres"),
    "cm": ("10", "centimetri centimetro centimeter centimeters centimetros centimetres 厘米 公分"),
    "m": ("1000", "mt metri metro meter meters metros metres 米"),
    "km": ("1000000", "chilometri kilometer kilometers kilometros kilometres 公里"),
}
_INCH = {"in": ("1", "inch inches pollici pollice pulgadas pulgada zoll pouces pouce 英寸")}
_MASS = {
    "mg": ("1", "milligrammi milligrams"),
    "g": ("1000", "gr grammi grammo gram grams gramos gramm grammes 克"),
    "kg": ("1000000", "chili chilo kilo kilos kilogram kilograms kilogramm kilogrammes 公斤 千克"),
}
_VOLUME = {
    "ml": ("1", "millilitri milliliter mililitros millilitres 毫升"),
    "cl": ("10", "centilitri centilitros centilitres"),
    "l": ("1000", "lt litri litro liter liters litros litres litre 升"),
}
_BYTES = {
    "mb": ("1", "megabyte megabytes"),
    "gb": ("1000", "gigabyte gigabytes giga gigas"),
    "tb": ("1000000", "terabyte terabytes tera"),
}
_POWER = {"w": ("1", "watt watts 瓦"), "kw": ("1000", "kilowatt kilowatts")}
_OTHERS = {
    "v": ("1", "volt volts 伏"),
    "mah": ("1", ""),
    "lm": ("1", "lumen lumens lumenes 流明"),
    "k": ("1", "kelvin"),
    "hz": ("1", "hertz"),
    "mp": ("1", "mpx megapixel megapixels megapixeles"),
    "rpm": ("1", ""),
    "pc": ("1", "pcs pz pezzi stk stuck piezas pieces"),
}
# The name of each kind is its smallest unit.
_KINDS = (("mm", _LENGTH), ("in", _INCH), ("mg", _MASS), ("ml", _VOLUME), ("mb", _BYTES), ("w", _POWER))


def _units() -> dict[str, tuple[str, Decimal]]:
    kinds = (*_KINDS, *((name, {name: said}) for name, said in _OTHERS.items()))
    return {
        word: (kind, Decimal(factor))
        for kind, units in kinds
        for name, (factor, words) in units.items()
        for word in (name, *words.split())
    }


_UNITS = {**_units(), '"': ("in", Decimal(1)), "''": ("in", Decimal(1))}
_NAMES = "|".join(sorted((re.escape(name) for name in _UNITS), key=len, reverse=True))
_NUMBER = r"\d+(?:[.,]\d+)?"
# "30 x 40 cm" says both; no letter may follow the unit, and none may come before the number.
MEASURE = rf"(?<![^\W])(?:{_NUMBER} ?[x×] ?){{0,2}}{_NUMBER}[ -]?(?:{_NAMES})(?![^\W\u4e00-\u9fff])"
_READ = re.compile(rf"({_NUMBER})|({_NAMES})")


def read_measures(text: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the numbers and the unit as they stand, and each number as a measure: "10 cm" is ("10", "cm"), ("=100mm",)."""
    found = [match.groups() for match in _READ.finditer(text)]
    numbers = [number.replace(",", ".") for number, _ in found if number]
    unit = next(unit for _, unit in found if unit)
    kind, factor = _UNITS[unit]
    plain = unit if unit.isalpha() else kind
    return (*numbers, plain), tuple(f"={_tell(Decimal(number) * factor)}{kind}" for number in numbers)


def _tell(amount: Decimal) -> str:
    return f"{amount.normalize():f}"
