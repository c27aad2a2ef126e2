"""Traits: what is taken, which one wins, and what is shown of a person."""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

import msgspec

from commesso.profiles.contracts import ANONYMOUS_ID, EMAIL, PHONE, Node
from commesso.profiles.rules.identifiers import clean_email

MAX_TRAITS = 100
MAX_NAME = 100
MAX_VALUE_BYTES = 8_000
SHOWN_TRAITS = frozenset(
    {
        *("name", "full_name", "fullName", "firstName", "first_name", "firstname"),
        *("lastName", "last_name", "lastname", "email", "phone"),
        *("address", "country", "country_code", "language", "locale", "lang"),
    }
)
_MAX_TERMS = 40
_TERM_BYTES = 24
_SIGNS = re.compile(r"[^a-z0-9]+")


class Told(msgspec.Struct, frozen=True, gc=False):
    """One trait, who told it and when."""

    name: str
    value: Any
    at: datetime
    told_by: str
    source: str = ""


class Shown(msgspec.Struct, frozen=True, gc=False):
    """What lists and headers show of a person, and the words it is found by."""

    is_known: bool
    name: str
    email: str
    phone: str
    country: str
    language: str
    terms: frozenset[str]


def clean_traits(traits: Mapping[str, Any]) -> Mapping[str, Any]:
    """Return the traits that can be kept: short names, values that are not enormous."""
    kept = {}
    for name, value in traits.items():
        if not name or len(name) > MAX_NAME or (isinstance(value, dict | list | str) and _is_huge(value)):
            continue
        kept[name] = value.replace("\x00", "") if isinstance(value, str) else value
        if len(kept) == MAX_TRAITS:
            break
    return kept


def _is_huge(value: Any) -> bool:
    return len(value) > MAX_VALUE_BYTES or (
        not isinstance(value, str) and len(msgspec.json.encode(value)) > MAX_VALUE_BYTES
    )


def latest(told: Iterable[Told]) -> dict[str, Told]:
    """Return the winner for each name: the latest; of two at one time the one with the greater event id."""
    winners: dict[str, Told] = {}
    for each in told:
        known = winners.get(each.name)
        if known is None or (each.at, each.told_by) > (known.at, known.told_by):
            winners[each.name] = each
    return winners


def is_same_value(one: Any, other: Any) -> bool:
    """Whether two values of a trait say the same. In JSON 1 is not true, though Python takes them for equal."""
    return bool(one == other) and msgspec.json.encode(one) == msgspec.json.encode(other)


def show(traits: Mapping[str, Any], identifiers: Iterable[Node]) -> Shown:
    """Return what is shown of a person who has these traits (winners only) and identifiers."""
    nodes = sorted(identifiers)
    name = _name(traits)
    email = clean_email(_text(traits, "email")) or next(
        (node.value for node in nodes if node.kind == EMAIL), ""
    )
    # A phone that was understood is shown as E.164; the trait may be in any form.
    phone = next((node.value for node in nodes if node.kind == PHONE), "") or _text(traits, "phone")
    address = traits.get("address")
    nested = address if isinstance(address, Mapping) else {}
    known = [node for node in nodes if node.kind != ANONYMOUS_ID]
    return Shown(
        is_known=bool(known),
        name=name[:200],
        email=email,
        phone=phone[:40],
        country=(_text(traits, "country", "country_code") or _text(nested, "country", "country_code"))[:60],
        language=_text(traits, "language", "locale", "lang")[:20],
        terms=frozenset(_terms([*name.split(), email, *(node.value for node in known)])),
    )


def _name(traits: Mapping[str, Any]) -> str:
    whole = _text(traits, "name", "full_name", "fullName")
    parts = (
        _text(traits, "firstName", "first_name", "firstname"),
        _text(traits, "lastName", "last_name", "lastname"),
    )
    return whole or " ".join(part for part in parts if part)


def _text(traits: Mapping[str, Any], *names: str) -> str:
    for name in names:
        value = traits.get(name)
        if isinstance(value, str) and value.strip():
            return value.strip()
    return ""


def _terms(texts: Iterable[str]) -> list[str]:
    return sorted({term for text in texts if (term := fold(text))})[:_MAX_TERMS]


def fold(text: str) -> str:
    """Return a word as it is searched: no accents, signs or capitals, in hexadecimal, its beginning only.

    >>> bytes.fromhex(fold("Mária-Rossi@Example.com")).decode()
    'mariarossiexamplecom'
    """
    plain = (text if text.isascii() else unicodedata.normalize("NFKD", text)).casefold()
    letters = _SIGNS.sub("", plain) if plain.isascii() else "".join(each for each in plain if each.isalnum())
    return letters.encode()[:_TERM_BYTES].hex()
