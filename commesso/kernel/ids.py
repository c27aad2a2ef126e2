"""Typed ids. A number of one kind cannot be passed where another kind is asked."""

import hashlib
import os
import time
import uuid
from typing import NewType

StoreId = NewType("StoreId", int)
SourceId = NewType("SourceId", int)
StaffId = NewType("StaffId", int)
ProfileId = NewType("ProfileId", uuid.UUID)
EventId = NewType("EventId", str)
VisitorId = NewType("VisitorId", str)

_RANDOM_BITS = 74

# What shops send when they have no id, in small letters: an id so many people share would make them one person.
_PLACEHOLDERS = frozenset(
    {
        *("null", "nil", "none", "undefined", "nan", "n/a", "na", "unknown", "true", "false", "-1"),
        *("anonymous", "anon", "guest", "visitor", "user", "not set", "(not set)", "(null)", "<null>"),
        *("[object object]", "test@test.com"),
    }
)
_LONGEST_PLACEHOLDER = max(map(len, _PLACEHOLDERS))
_ZERO = "0-"


def new_uuid() -> uuid.UUID:
    """Return a version 7 UUID: sorted by time, so index pages fill in order (RFC 9562, 5.7)."""
    return uuid.UUID(int=_new_number())


def new_hex() -> str:
    """Return a version 7 UUID as its 32 digits, which takes a fraction of the time."""
    return f"{_new_number():032x}"


def new_event_id() -> EventId:
    digits = new_hex()
    return EventId(f"{digits[:8]}-{digits[8:12]}-{digits[12:16]}-{digits[16:20]}-{digits[20:]}")


def _new_number() -> int:
    milliseconds = time.time_ns() // 1_000_000
    random = int.from_bytes(os.urandom(10)) & ((1 << _RANDOM_BITS) - 1)
    high, low = random >> 62, random & ((1 << 62) - 1)
    return milliseconds << 80 | 0x7 << 76 | high << 64 | 0b10 << 62 | low


def clean_shopper_id(text: str) -> str:
    """Return a user's or a device's id without the blanks round it, or "" where it names nobody ("null", zeros …)."""
    text = text.strip()
    # The lengths and the first sign are looked at first: this runs twice for every event.
    if len(text) <= _LONGEST_PLACEHOLDER and text.lower() in _PLACEHOLDERS:
        return ""
    return "" if text[:1] in _ZERO and not text.strip(_ZERO) else text


def visitor_id(*, user_id: str = "", anonymous_id: str = "", email: str = "", phone: str = "") -> VisitorId:
    """Return the one key an event is filed under: the strongest identity it carries.

    `u:<user id>`, else `a:<anonymous id>`, else `e:` or `p:` with a digest of the address, else "".
    The user comes first, so two people who share a device keep separate histories.
    An address is digested because the event store must not hold what identifies in plain text.
    """
    if user_id:
        return VisitorId("u:" + user_id)
    if anonymous_id:
        return VisitorId("a:" + anonymous_id)
    if email:
        return VisitorId("e:" + digest(email.strip().lower()))
    if phone:
        return VisitorId("p:" + digest(phone))
    return VisitorId("")


def digest(text: str) -> str:
    """Return 32 hexadecimal digits that stand for `text`."""
    return hashlib.blake2b(text.encode(), digest_size=16).hexdigest()
