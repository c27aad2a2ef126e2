"""Identifiers: cleaning what shops send, and which kind is stronger."""

import re
from functools import lru_cache

import phonenumbers

from commesso.kernel.ids import clean_shopper_id
from commesso.profiles.contracts import ANONYMOUS_ID, EMAIL, EXTERNAL, PHONE, USER_ID, Node

MAX_LENGTH = 254
# So many of a kind are one person's; more are a shared device, a placeholder or an error.
LIMITS = {ANONYMOUS_ID: 500, EMAIL: 10, PHONE: 10}
EXTERNAL_LIMIT = 10
# An identifier that more than this many others claim says nothing about anybody.
MAX_RIVALS = 10

_STRENGTH = {ANONYMOUS_ID: 0, PHONE: 2, EMAIL: 3, USER_ID: 4}
_EXTERNAL_STRENGTH = 1

_EMAIL = re.compile(r"[^@\s<>,;:\"()\[\]\\]{1,64}@[^@\s<>,;:\"()\[\]\\]+\.[^@\s<>,;:\"()\[\]\\.]{2,}")
_NOBODY = frozenset({"noreply", "no-reply", "donotreply", "guest", "null", "none", "undefined", "unknown"})
_INTERNATIONAL = re.compile(r"(?:\+|00)([1-9][0-9 .\-/]{6,20})")
_SEPARATORS = str.maketrans("", "", " .-/")


def strength(kind: str) -> tuple[int, str]:
    """Return what orders kinds, the strongest last. External systems follow their names."""
    return _STRENGTH.get(kind, _EXTERNAL_STRENGTH), kind


def limit(kind: str) -> int:
    """Return how many identifiers of this kind one person may have."""
    return LIMITS.get(kind, EXTERNAL_LIMIT)


def clean_id(text: str) -> str:
    """Return an id without the blanks round it, or "" where it identifies nobody ("null", "0", "guest" …)."""
    return clean_shopper_id(text) if len(text) <= MAX_LENGTH else ""


def clean_email(text: str) -> str:
    """Return the address in small letters, or "" where it is none."""
    text = clean_shopper_id(text).lower()
    if len(text) > MAX_LENGTH or not _EMAIL.fullmatch(text):
        return ""
    return "" if text.partition("@")[0] in _NOBODY else text


@lru_cache(maxsize=50_000)
def clean_phone(text: str, region: str) -> str:
    """Return the number in E.164 ("+390212345678"), or "" where it is none.

    `region` (ISO 3166, "IT") is the country of numbers without a prefix; without it they are left out.
    """
    international = _INTERNATIONAL.fullmatch(text.strip())
    if international:  # parsing is slow, and most shops send what is already right
        digits = international[1].translate(_SEPARATORS)
        return "+" + digits if 7 <= len(digits) <= 15 else ""
    try:
        number = phonenumbers.parse(text, region or None)
    except phonenumbers.NumberParseException:
        return ""
    if not phonenumbers.is_possible_number(number) or not str(number.national_number).strip("0"):
        return ""
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


def make_node(kind: str, text: str, *, region: str = "") -> Node | None:
    """Return the identifier, cleaned, or None where the text identifies nobody."""
    if kind == EMAIL:
        value = clean_email(text)
    elif kind == PHONE:
        value = clean_phone(text, region)
    elif kind in (USER_ID, ANONYMOUS_ID) or (kind.startswith(EXTERNAL) and len(kind) <= 50):
        value = clean_id(text)
    else:
        return None
    return Node(kind, value) if value else None
