"""Consent: reading what events say, and what is new in it."""

from collections.abc import Mapping
from datetime import datetime
from functools import lru_cache
from typing import Any

import msgspec

from commesso.kernel.ids import digest

CONSENT_EVENTS = frozenset(
    {
        "Consent Updated",
        "Consent Preference Updated",
        "Segment Consent Preference",
        "Segment Consent Preference Updated",
    }
)
MAX_TEXT = 10_000
_MAX_PURPOSES = 50
_YES = frozenset({"granted", "yes", "true", "subscribed", "opted_in"})
_NO = frozenset({"denied", "no", "false", "unsubscribed", "opted_out"})


class Choice(msgspec.Struct, frozen=True, gc=False):
    """A yes or no to a purpose on a channel ("" = every channel)."""

    purpose: str
    granted: bool
    channel: str = ""
    text: str = ""


class Stamp(msgspec.Struct, frozen=True):
    """The answers a consent manager puts on every event. Two stamps say the same if their digests are equal."""

    answers: Mapping[str, bool]
    digest: str


class _Consent(msgspec.Struct, rename="camel"):
    category_preferences: msgspec.Raw = msgspec.Raw()


class _Context(msgspec.Struct):
    consent: _Consent | None = None


_decode_context = msgspec.json.Decoder(_Context).decode


def read_answer(value: Any) -> bool | None:
    """Return yes or no as consent managers write it; None where it is neither."""
    if isinstance(value, bool):
        return value
    if isinstance(value, str):
        word = value.strip().lower()
        return True if word in _YES else False if word in _NO else None
    return None


def read_stamp(context: bytes) -> Stamp | None:
    """Return `context.consent.categoryPreferences`, which consent managers put on every event."""
    if b'"categoryPreferences"' not in context:
        return None
    try:
        opened = _decode_context(context)
    except msgspec.DecodeError:
        return None
    return _read_preferences(bytes(opened.consent.category_preferences)) if opened.consent else None


@lru_cache(maxsize=2_000)
def _read_preferences(raw: bytes) -> Stamp | None:
    try:
        answers = _answers(msgspec.json.decode(raw))
    except msgspec.DecodeError:
        return None
    return Stamp(answers, digest(repr(sorted(answers.items())))) if answers else None


def _answers(preferences: Any) -> Mapping[str, bool]:
    if not isinstance(preferences, dict):
        return {}
    read = (
        (_word(purpose, 60), read_answer(value))
        for purpose, value in list(preferences.items())[:_MAX_PURPOSES]
    )
    return {purpose: answer for purpose, answer in read if purpose and answer is not None}


def read_choices(name: str, body: Mapping[str, Any], context: bytes) -> tuple[Choice, ...]:
    """Return the choices of a consent event: one, a list under `consents`, or `categoryPreferences`."""
    if name not in CONSENT_EVENTS:
        return ()
    listed = body.get("consents")
    sent = listed[:_MAX_PURPOSES] if isinstance(listed, list) else [body]
    choices = [choice for each in sent if isinstance(each, dict) and (choice := _choice(each, body))]
    stamp = read_stamp(context)
    preferences = {**(stamp.answers if stamp else {}), **_answers(body.get("categoryPreferences"))}
    text = _text(body)
    choices += [Choice(purpose, answer, "", text) for purpose, answer in preferences.items()]
    by_key = {(choice.purpose, choice.channel): choice for choice in reversed(choices)}
    return tuple(sorted(by_key.values(), key=lambda choice: (choice.purpose, choice.channel)))


def _choice(each: Mapping[str, Any], body: Mapping[str, Any]) -> Choice | None:
    purpose = _word(each.get("purpose") or each.get("category"), 60)
    granted = next(
        (
            answer
            for key in ("granted", "value", "status", "consent")
            if (answer := read_answer(each.get(key))) is not None
        ),
        None,
    )
    if not purpose or granted is None:
        return None
    return Choice(purpose, granted, _word(each.get("channel"), 20).lower(), _text(each) or _text(body))


def _word(value: Any, size: int) -> str:
    return value.strip()[:size] if isinstance(value, str) else ""


def _text(body: Mapping[str, Any]) -> str:
    text = body.get("text") or body.get("text_shown") or body.get("textShown")
    return text[:MAX_TEXT] if isinstance(text, str) else ""


def is_news(
    answer: bool, at: datetime, *, latest: tuple[datetime, bool] | None, holds_until: datetime | None
) -> bool:
    """Whether a stamped answer must be written down.

    `latest` is the last record of this purpose, `holds_until` until when later stamps repeated it. A stamp
    that repeats the record is no news. One that comes late and contradicts it says nothing about today; it
    is history if it is older than the record, and otherwise lies between stamps that agree.
    """
    if latest is None:
        return True
    recorded_at, recorded = latest
    if answer == recorded:
        return False
    return at < recorded_at or holds_until is None or at > holds_until
