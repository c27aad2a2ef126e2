"""Decisions about people, keys and colours, as pure functions."""

import hashlib
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import available_timezones

from commesso.kernel.errors import Invalid
from commesso.stores.contracts import LANGUAGES, SHOPPER_LANGUAGES, ColourCheck, Role

_RANKS = (Role.ANALYST, Role.AGENT, Role.MARKETER, Role.OWNER)
_COLOUR = re.compile(r"#[0-9a-fA-F]{6}")
_SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_DOMAIN = re.compile(
    r"(?=.{1,253}$)([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)*[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?"
)

WINDOW = timedelta(minutes=15)
TRIES_PER_ACCOUNT = 8
TRIES_PER_ADDRESS = 40


def may_act_as(role: Role, at_least: Role) -> bool:
    """Say whether `role` may do what `at_least` may."""
    return _RANKS.index(role) >= _RANKS.index(at_least)


@dataclass(frozen=True, kw_only=True)
class Tries:
    """Failed sign-ins of one account, or from one address, since a moment."""

    count: int
    since: datetime


def count_try(tries: Tries | None, now: datetime) -> Tries:
    """Return the tries with one more; an old window begins anew."""
    if tries is None or now - tries.since >= WINDOW:
        return Tries(count=1, since=now)
    return Tries(count=tries.count + 1, since=tries.since)


def find_wait(tries: Tries | None, *, limit: int, now: datetime) -> timedelta | None:
    """Return how long no further try is taken, or None when one may be made."""
    if tries is None or tries.count < limit:
        return None
    left = tries.since + WINDOW - now
    return left if left > timedelta() else None


def digest_key(secret: str) -> str:
    """Return what is kept of a secret key. It is long and random, so a plain digest is enough."""
    return hashlib.sha256(secret.encode()).hexdigest()


def clean_slug(value: str) -> str:
    """Return the slug in small letters. Raise Invalid unless it is letters, digits and single hyphens."""
    slug = value.strip().lower()
    if not _SLUG.fullmatch(slug) or len(slug) > 60:
        raise Invalid(
            f"slug={value!r} cannot be in an address. Use small letters, digits and hyphens, like 'my-shop'.",
            field="slug",
        )
    return slug


def clean_time_zone(value: str) -> str:
    """Return the zone's name. Raise Invalid unless it is one of the IANA database."""
    if value not in available_timezones():
        raise Invalid(f"time_zone={value!r} is not known. Use a name like 'Europe/Rome'.", field="time_zone")
    return value


def clean_languages(values: Sequence[str]) -> tuple[str, ...]:
    """Return the codes, each once. Raise Invalid for one that a shop cannot speak yet."""
    for value in values:
        if value not in LANGUAGES:
            raise Invalid(
                f"languages={value!r} is not known. Use codes like 'it': {', '.join(sorted(LANGUAGES))}.",
                field="languages",
            )
    return tuple(dict.fromkeys(values))


def choose_shopper_language(wanted: Iterable[str]) -> str:
    """Return the first of these languages that our pages for shoppers speak ("es-MX" is "es"), else "en"."""
    bases = (each.replace("_", "-").partition("-")[0].lower() for each in wanted)
    return next((base for base in bases if base in SHOPPER_LANGUAGES), SHOPPER_LANGUAGES[0])


def clean_domain(value: str) -> str:
    """Return the host of "https://www.Example.com:443/shop": "www.example.com". Raise Invalid without one."""
    host = re.sub(r"^[a-z]+://", "", value.strip().lower()).partition("/")[0].partition(":")[0]
    try:
        host = host.encode("idna").decode() if host else ""
    except UnicodeError:
        host = ""
    if not _DOMAIN.fullmatch(host) or ("." not in host and host != "localhost"):
        raise Invalid(f"{value.strip()!r} is not a domain. Write it like 'www.example.com'.", field="domains")
    return host


def may_leave(staff_id: int, owner_ids: Sequence[int]) -> bool:
    """Say whether this member may go or step down: a shop keeps at least one owner."""
    return any(owner != staff_id for owner in owner_ids)


# WCAG 2.2, success criterion 1.4.3: text of ordinary size.
READABLE = 4.5
# Pure, because on some greys nothing less reaches 4.5.
_INK, _PAPER = "#000000", "#ffffff"


def contrast(one: str, other: str) -> float:
    """Return how well one colour reads on the other: 1 (not at all) to 21. Colours are "#rrggbb"."""
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def ink_on(background: str) -> str:
    """Return white where it reads on `background`, else black, which then does."""
    return _PAPER if contrast(_PAPER, background) >= READABLE else _INK


def readable_shade(colour: str, background: str) -> str:
    """Return the shade nearest to `colour` that reads on `background`: darker on light, lighter on dark."""
    towards = (0, 0, 0) if _luminance(background) > 0.18 else (255, 255, 255)
    parts = _parts(colour)
    for step in range(101):
        shade = "#" + "".join(
            f"{round(part + (end - part) * step / 100):02x}" for part, end in zip(parts, towards, strict=True)
        )
        if contrast(shade, background) >= READABLE:
            return shade
    return ink_on(background)


def check_colours(colour: str, background: str) -> ColourCheck:
    """Say whether the shop's colour reads as text on its background, and which shade does if not."""
    ratio = contrast(colour, background)
    used = colour if ratio >= READABLE else readable_shade(colour, background)
    return ColourCheck(
        colour=colour,
        background=background,
        ratio=ratio,
        used=used,
        ink=ink_on(colour),
        text=ink_on(background),
    )


def _luminance(colour: str) -> float:
    red, green, blue = (_linear(part / 255) for part in _parts(colour))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(part: float) -> float:
    return part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4


def _parts(colour: str) -> tuple[int, int, int]:
    if not _COLOUR.fullmatch(colour):
        raise Invalid(f"colour={colour!r} is not a colour. Write it like '#1f4e5f'.", field="colour")
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)


_PICTURES = {b"\x89PNG\r\n\x1a\n": "png", b"\xff\xd8\xff": "jpg", b"GIF8": "gif"}


def picture_kind(start: bytes) -> str | None:
    """Return "png", "jpg", "gif" or "webp" by the first bytes of a file; None for anything else."""
    if start[:4] == b"RIFF" and start[8:12] == b"WEBP":
        return "webp"
    return next((kind for magic, kind in _PICTURES.items() if start.startswith(magic)), None)
