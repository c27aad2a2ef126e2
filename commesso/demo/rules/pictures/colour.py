"""Colours as the eye orders them (OKLCH), so that a shade of a glaze stays a shade of that glaze."""

import math
import re
from functools import lru_cache

from commesso.kernel.errors import Invalid

_HEX = re.compile(r"#(?:[0-9a-fA-F]{3}|[0-9a-fA-F]{6})")
_COOL = 265.0  # the hue a shadow leans to, in degrees
_WARM = 85.0  # the hue of the lamp


def read_colour(value: str, *, field: str) -> str:
    """Return `value` as '#rrggbb' in small letters; raise Invalid if it is no hex colour."""
    if not _HEX.fullmatch(value):
        raise Invalid(f"{field}={value!r} is not a hex colour. Write it like '#9caf88'.", field=field)
    digits = value[1:].lower()
    return "#" + (digits if len(digits) == 6 else "".join(digit * 2 for digit in digits))


@lru_cache(maxsize=4096)
def oklch(colour: str) -> tuple[float, float, float]:
    """Return lightness (0 to 1), chroma (0 to about 0.35) and hue in degrees."""
    red, green, blue = (_linear(int(colour[i : i + 2], 16) / 255) for i in (1, 3, 5))
    long = (0.4122214708 * red + 0.5363325363 * green + 0.0514459929 * blue) ** (1 / 3)
    medium = (0.2119034982 * red + 0.6806995451 * green + 0.1073969566 * blue) ** (1 / 3)
    short = (0.0883024619 * red + 0.2817188376 * green + 0.6299787005 * blue) ** (1 / 3)
    light = 0.2104542553 * long + 0.7936177850 * medium - 0.0040720468 * short
    a = 1.9779984951 * long - 2.4285922050 * medium + 0.4505937099 * short
    b = 0.0259040371 * long + 0.7827717662 * medium - 0.8086757660 * short
    return light, math.hypot(a, b), math.degrees(math.atan2(b, a)) % 360


@lru_cache(maxsize=4096)
def from_oklch(light: float, chroma: float, hue: float) -> str:
    """Return the nearest colour a screen can show, giving up chroma before lightness."""
    light = min(max(light, 0.0), 1.0)
    while True:
        channels = _channels(light, chroma, hue)
        if chroma < 0.002 or all(-0.002 <= channel <= 1.002 for channel in channels):
            break
        chroma *= 0.94
    values = (round(255 * _gamma(min(max(channel, 0.0), 1.0))) for channel in channels)
    return "#" + "".join(f"{value:02x}" for value in values)


def _channels(light: float, chroma: float, hue: float) -> tuple[float, float, float]:
    a, b = chroma * math.cos(math.radians(hue)), chroma * math.sin(math.radians(hue))
    long = (light + 0.3963377774 * a + 0.2158037573 * b) ** 3
    medium = (light - 0.1055613458 * a - 0.0638541728 * b) ** 3
    short = (light - 0.0894841775 * a - 1.2914855480 * b) ** 3
    return (
        4.0767416621 * long - 3.3077115913 * medium + 0.2309699292 * short,
        -1.2684380046 * long + 2.6097574011 * medium - 0.3413193965 * short,
        -0.0041960863 * long - 0.7034186147 * medium + 1.7076147010 * short,
    )


def _linear(value: float) -> float:
    return value / 12.92 if value <= 0.04045 else float(((value + 0.055) / 1.055) ** 2.4)


def _gamma(value: float) -> float:
    return 12.92 * value if value <= 0.0031308 else float(1.055 * value ** (1 / 2.4) - 0.055)


def lightness(colour: str) -> float:
    return oklch(colour)[0]


def tone(colour: str, light: float = 0.0, *, chroma: float = 1.0, turn: float = 0.0) -> str:
    """Return the colour made lighter by `light`, its chroma multiplied, its hue turned by degrees."""
    was_light, was_chroma, hue = oklch(colour)
    return from_oklch(was_light + light, was_chroma * chroma, hue + turn)


@lru_cache(maxsize=4096)
def mix(first: str, second: str, part: float) -> str:
    """Return `first` with `part` (0 to 1) of `second` in it, evenly to the eye."""
    light, chroma, hue = oklch(first)
    other_light, other_chroma, other_hue = oklch(second)
    angle, other_angle = math.radians(hue), math.radians(other_hue)
    a = chroma * math.cos(angle) * (1 - part) + other_chroma * math.cos(other_angle) * part
    b = chroma * math.sin(angle) * (1 - part) + other_chroma * math.sin(other_angle) * part
    mixed = light * (1 - part) + other_light * part
    return from_oklch(mixed, math.hypot(a, b), math.degrees(math.atan2(b, a)))


@lru_cache(maxsize=4096)
def shade(colour: str, part: float) -> str:
    """Return the colour where less light falls on it: darker, a little deeper and cooler."""
    light, chroma, hue = oklch(colour)
    dark = from_oklch(light * (1 - part), chroma * (1 - 0.2 * part), hue)
    return mix(dark, from_oklch(light * (1 - part), 0.05, _COOL), 0.1 * part)


@lru_cache(maxsize=4096)
def tint(colour: str, part: float) -> str:
    """Return the colour where more light falls on it: lighter, a little paler and warmer."""
    light, chroma, hue = oklch(colour)
    bright = from_oklch(light + (0.985 - light) * part, chroma * (1 - 0.34 * part), hue)
    return mix(bright, from_oklch(light + (0.985 - light) * part, 0.03, _WARM), 0.2 * part)


def fade(colour: str, opacity: float) -> str:
    """Return the colour as '#rrggbbaa'."""
    return f"{colour}{round(255 * min(max(opacity, 0.0), 1.0)):02x}"


def is_wood(colour: str) -> bool:
    """Return whether a colour is some wood's: brown, neither pale as paper nor bright as paint."""
    light, chroma, hue = oklch(colour)
    return 50 < hue < 95 and 0.02 < chroma < 0.1 and light < 0.86


def is_metal(colour: str) -> bool:
    """Return whether a colour is drawn as polished metal: steel, brass or copper, not a paint or a wood."""
    light, chroma, hue = oklch(colour)
    grey = 0.5 < light < 0.88 and chroma < 0.02
    brass = 80.5 < hue < 96 and 0.085 < chroma < 0.13 and light > 0.55
    copper = 46 < hue < 52 and 0.095 < chroma < 0.12 and 0.55 < light < 0.7
    return grey or brass or copper
