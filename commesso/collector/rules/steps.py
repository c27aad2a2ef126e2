"""What happens to every event, in this order. A step changes the draft or returns why it is refused."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from typing import Any

import msgspec
from crawlerdetect import CrawlerDetect

from commesso.collector.contracts import Reason, Refusal
from commesso.collector.rules.read import MAX_EVENT_BYTES, Incoming
from commesso.collector.rules.sessions import Sessions
from commesso.events.stream import Kind, StreamEvent
from commesso.kernel.ids import (
    EventId,
    SourceId,
    StoreId,
    VisitorId,
    clean_shopper_id,
    new_event_id,
    visitor_id,
)

MAX_ID = 100
MAX_NAME = 200
_EMPTY = msgspec.Raw(b"{}")
_BRACE = ord("{")
_EARLIEST = datetime(1990, 1, 1, tzinfo=UTC)
_LAST_YEAR = 9980  # beyond it the correction would leave the calendar
_FUTURE = timedelta(hours=24)
_SANE_CLOCK = timedelta(days=3650)  # a clock further off than this is not a clock
_KINDS = {kind.value: kind for kind in Kind if kind is not Kind.FACT}

# What a shop must know whatever the shopper chose: without these it could not fulfil its contract.
NECESSARY = frozenset(
    {
        "Order Completed",
        "Completed Order",
        "Order Updated",
        "Updated Order",
        "Order Refunded",
        "Order Cancelled",
    }
)
# A choice about consent is evidence, so it is kept even when the choice is no.
CONSENT_EVENTS = frozenset({"Consent Updated", "Consent Preference Updated"})
# How consent managers call the purpose "analytics".
_ANALYTICS = ("analytics", "Analytics", "analytics_storage", "statistics", "performance", "C0002")


class Context(msgspec.Struct, frozen=True, gc=False, rename="camel"):
    """The parts of `context` the steps look at."""

    user_agent: Any = None
    library: Any = None
    consent: Any = None
    session_id: Any = None


@dataclass(slots=True)
class Request:
    """What all events of a request share."""

    store_id: StoreId
    source_id: SourceId
    received_at: datetime
    sessions: Sessions
    kind: Kind | None = None  # from the path; None for a batch
    skew: timedelta = timedelta(0)  # of the batch's sentAt
    user_agent: str = ""
    gpc: bool = False
    consent_required: bool = False
    gpc_means_no_analytics: bool = False


class Draft(msgspec.Struct, gc=False):
    """An event on its way through the steps."""

    incoming: Incoming
    kind: Kind = Kind.TRACK
    name: str = ""
    id: str = ""
    user_id: str = ""
    anonymous_id: str = ""
    email: str = ""  # of a guest's order, where it says nothing else of the shopper
    visitor_id: str = ""
    session_id: str = ""
    at: datetime = _EARLIEST
    props: msgspec.Raw = _EMPTY
    context: msgspec.Raw = _EMPTY
    seen: Context = Context()


Step = Callable[[Draft, Request], Refusal | None]


class _Buyer(msgspec.Struct, gc=False):
    email: Any = None


_decode_buyer = msgspec.json.Decoder(_Buyer).decode
_decode_context = msgspec.json.Decoder(Context).decode


def put_kind(draft: Draft, request: Request) -> Refusal | None:
    """Which of the six calls it is: the path says, or the event."""
    if request.kind is not None:
        draft.kind = request.kind
        return None
    sent = draft.incoming.type
    kind = _KINDS.get(sent) if isinstance(sent, str) else None
    if kind is None:
        return Refusal(
            Reason.UNKNOWN_TYPE, "type", f"type must be one of {', '.join(_KINDS)}; it was {_show(sent)}."
        )
    draft.kind = kind
    return None


def put_name(draft: Draft, _request: Request) -> Refusal | None:
    """The event's name; only track must have one."""
    if draft.kind is Kind.TRACK:
        name = draft.incoming.event
        if not isinstance(name, str) or not name.strip():
            return Refusal(Reason.NO_NAME, "event", 'event must be a text, like "Product Viewed".')
        draft.name = name[:MAX_NAME]
    elif draft.kind in (Kind.PAGE, Kind.SCREEN):
        name = draft.incoming.name
        draft.name = name[:MAX_NAME] if isinstance(name, str) else ""
    return None


def put_ids(draft: Draft, _request: Request) -> Refusal | None:
    """The message's id, and whom it is about."""
    sent = draft.incoming
    message_id = sent.message_id
    if message_id is None or message_id == "":
        draft.id = new_event_id()
    elif isinstance(message_id, str) and len(message_id) <= MAX_ID:
        draft.id = message_id
    else:
        return Refusal(
            Reason.BAD_ID, "messageId", f"messageId must be a text of at most {MAX_ID} characters."
        )
    user_id, anonymous_id = sent.user_id, sent.anonymous_id
    draft.user_id = clean_shopper_id(user_id if type(user_id) is str else _id_text(user_id))
    draft.anonymous_id = clean_shopper_id(
        anonymous_id if type(anonymous_id) is str else _id_text(anonymous_id)
    )
    if len(draft.user_id) > MAX_NAME or len(draft.anonymous_id) > MAX_NAME:
        return Refusal(
            Reason.BAD_ID, "userId", f"userId and anonymousId may have at most {MAX_NAME} characters."
        )
    if not draft.user_id and not draft.anonymous_id:
        # A guest's order is an order: it is filed under the address it was placed with.
        draft.email = _read_email(sent.properties) if draft.name in NECESSARY else ""
        return None if draft.email else _nobody(sent)
    return None


def _read_email(properties: msgspec.Raw) -> str:
    try:
        email = _decode_buyer(properties).email
    except (msgspec.DecodeError, RecursionError):
        return ""
    return email if isinstance(email, str) and "@" in email else ""


def _nobody(sent: Incoming) -> Refusal:
    """Why an event is about nobody: no id was sent, or one that a shop sends for everybody it does not know."""
    if _id_text(sent.user_id) or _id_text(sent.anonymous_id):
        return Refusal(
            Reason.NO_ID,
            "userId",
            'The id is a placeholder like "null", "0" or "guest", which many shoppers would share. '
            "Send the shopper's own id, or no userId and the anonymousId of the device.",
        )
    return Refusal(Reason.NO_ID, "userId", "userId or anonymousId is missing. Send one of them.")


def put_body(draft: Draft, _request: Request) -> Refusal | None:
    """Properties or traits, and context, kept as they were sent."""
    sent = draft.incoming
    field, body = "properties", sent.properties
    if draft.kind is Kind.IDENTIFY or draft.kind is Kind.GROUP:
        field, body = "traits", sent.traits
    shape, context_shape = _shape(body), _shape(sent.context)
    if shape is None:
        return Refusal(Reason.BAD_FIELD, field, f"{field} must be an object, like {{}}.")
    if context_shape is None:
        return Refusal(Reason.BAD_FIELD, "context", "context must be an object, like {}.")
    if shape + context_shape > MAX_EVENT_BYTES:
        return Refusal(
            Reason.TOO_LARGE,
            field,
            f"The event is {(shape + context_shape) // 1024} KB; at most {MAX_EVENT_BYTES // 1024} KB are taken.",
        )
    if shape:
        draft.props = body
    if context_shape:
        draft.context = sent.context
        try:
            draft.seen = _decode_context(sent.context)
        except (msgspec.DecodeError, RecursionError):
            return Refusal(
                Reason.BAD_FIELD, "context", "context is not valid JSON. Check its texts and numbers."
            )
    return None


def _shape(raw: msgspec.Raw) -> int | None:
    """Return the bytes of a JSON object, 0 for nothing or null, None for anything else."""
    view = memoryview(raw)
    if not view or view[0] == _BRACE:
        return len(view)
    return 0 if bytes(view) == b"null" else None


def put_time(draft: Draft, request: Request) -> Refusal | None:
    """When it happened, corrected for the sender's clock: received − (sent − original)."""
    sent = draft.incoming
    claimed = sent.original_timestamp if sent.original_timestamp is not None else sent.timestamp
    if claimed is None:
        draft.at = request.received_at
        return None
    at = read_time(claimed)
    if at is None or at.year >= _LAST_YEAR:
        return Refusal(
            Reason.BAD_TIME, "timestamp", 'timestamp must be ISO 8601, like "2026-01-31T12:00:00Z".'
        )
    at += request.skew if sent.sent_at is None else read_skew(sent.sent_at, request.received_at)
    if at > request.received_at + _FUTURE:
        at = request.received_at
    if at < _EARLIEST:
        return Refusal(Reason.BAD_TIME, "timestamp", "timestamp lies before 1990. Send the time it happened.")
    draft.at = at
    return None


def drop_bot(draft: Draft, request: Request) -> Refusal | None:
    """Machines that read shops. A shop's own server (any library, or curl) is no bot: it speaks for a person."""
    agent = draft.seen.user_agent
    if agent is None and request.user_agent.startswith("Mozilla/"):
        agent = request.user_agent
    if isinstance(agent, str) and agent and is_bot(agent):
        return Refusal(
            Reason.BOT, "context.userAgent", "The user agent is a known bot's; bots are not counted."
        )
    return None


def drop_without_consent(draft: Draft, request: Request) -> Refusal | None:
    """Behaviour is kept only as the shopper allows. What the contract needs stays, without the device."""
    allowed = read_consent(draft.seen.consent)
    if request.gpc and request.gpc_means_no_analytics:
        allowed = False
    if allowed is None:
        allowed = not request.consent_required
    if allowed or draft.name in CONSENT_EVENTS:
        return None
    if draft.name in NECESSARY:
        draft.context = _EMPTY
        if draft.user_id:
            draft.anonymous_id = ""
        return None
    return Refusal(
        Reason.WITHOUT_CONSENT,
        "context.consent",
        "The shopper did not consent to analytics, so nothing was kept.",
    )


def put_visitor(draft: Draft, _request: Request) -> Refusal | None:
    """The key reports file the event under: kernel.ids.visitor_id, written out as this runs for every event."""
    if draft.user_id:
        draft.visitor_id = "u:" + draft.user_id
    elif draft.anonymous_id:
        draft.visitor_id = "a:" + draft.anonymous_id
    else:
        draft.visitor_id = visitor_id(email=draft.email)
    return None


def put_session(draft: Draft, request: Request) -> Refusal | None:
    """The visit. A server's event about a user has none."""
    if draft.anonymous_id and draft.context is not _EMPTY:
        known = draft.seen.session_id
        if known is not None:
            draft.session_id = f"{draft.anonymous_id}:{known}"[:MAX_NAME]
        else:
            draft.session_id = request.sessions.put(
                request.store_id, draft.anonymous_id, draft.at.timestamp()
            )
    return None


STEPS: tuple[Step, ...] = (
    put_kind,
    put_name,
    put_ids,
    put_body,
    put_time,
    drop_bot,
    drop_without_consent,
    put_visitor,
    put_session,
)


def run_steps(incoming: Incoming | None, request: Request) -> StreamEvent | Refusal:
    """Take one event through all steps."""
    if incoming is None:
        return Refusal(Reason.NOT_AN_EVENT, "batch", "An event must be a JSON object.")
    draft = Draft(incoming)
    for step in STEPS:
        refusal = step(draft, request)
        if refusal is not None:
            return refusal
    return StreamEvent(
        EventId(draft.id),
        request.store_id,
        request.source_id,
        draft.kind,
        draft.name,
        draft.at,
        request.received_at,
        VisitorId(draft.visitor_id),
        draft.user_id,
        draft.anonymous_id,
        draft.session_id,
        draft.props,
        draft.context,
        _id_text(incoming.previous_id)[:MAX_NAME] if draft.kind is Kind.ALIAS else "",
        _id_text(incoming.group_id)[:MAX_NAME] if draft.kind is Kind.GROUP else "",
    )


def read_time(value: Any) -> datetime | None:
    """Read a time as clients send it: ISO 8601 with or without zone (then UTC), or Unix seconds or milliseconds."""
    try:
        if isinstance(value, str):
            at = datetime.fromisoformat(value)
            if at.tzinfo is UTC:
                return at
            return at.astimezone(UTC) if at.tzinfo is not None else at.replace(tzinfo=UTC)
        if isinstance(value, int | float) and not isinstance(value, bool):
            return datetime.fromtimestamp(value / 1000 if abs(value) > 10**11 else value, UTC)
    except (ValueError, OverflowError, OSError):
        return None
    return None


def read_skew(sent_at: Any, received_at: datetime) -> timedelta:
    """Return how far the sender's clock is behind ours: what must be added to its times."""
    sent = read_time(sent_at) if sent_at is not None else None
    if sent is None or abs(received_at - sent) > _SANE_CLOCK:
        return timedelta(0)
    return received_at - sent


def read_consent(consent: Any) -> bool | None:
    """Return what `context.consent` says about analytics, or None when it says nothing."""
    preferences = consent.get("categoryPreferences") if isinstance(consent, dict) else None
    if not isinstance(preferences, dict):
        return None
    for name in _ANALYTICS:
        answer = preferences.get(name)
        if isinstance(answer, bool):
            return answer
        if answer in ("granted", "denied"):
            return bool(answer == "granted")
    return None


@lru_cache(maxsize=20_000)
def is_bot(agent: str) -> bool:
    return bool(CrawlerDetect(user_agent=agent[:1000]).isCrawler())


is_bot("")  # compiles its thousand patterns now: a fifth of a second that no shopper should wait for


def _id_text(value: Any) -> str:
    """An id as text: shops send numbers too. Anything else counts as missing."""
    if isinstance(value, str):
        return value
    if isinstance(value, int) and not isinstance(value, bool):
        return str(value)
    return ""


def _show(value: Any) -> str:
    return f"{value[:30]!r}" if isinstance(value, str) else "missing or not a text"
