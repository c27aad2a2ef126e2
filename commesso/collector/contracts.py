"""What may cross the doors of the collector."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from commesso.kernel.errors import CommessoError


class Reason(StrEnum):
    """Why an event, or a whole request, was not taken."""

    NOT_JSON = "not_json"
    NOT_AN_EVENT = "not_an_event"
    TOO_LARGE = "too_large"
    TOO_MANY = "too_many"
    UNKNOWN_TYPE = "unknown_type"
    NO_NAME = "no_name"
    NO_ID = "no_id"
    BAD_ID = "bad_id"
    BAD_TIME = "bad_time"
    BAD_FIELD = "bad_field"
    UNKNOWN_KEY = "unknown_key"
    TOO_FAST = "too_fast"
    BOT = "bot"
    WITHOUT_CONSENT = "without_consent"
    DISK = "disk"


# Not the sender's mistake: the answer is 200, the event is simply not kept.
DROPS = frozenset({Reason.BOT, Reason.WITHOUT_CONSENT})

STATUS = {
    Reason.TOO_LARGE: 413,
    Reason.TOO_MANY: 413,
    Reason.UNKNOWN_KEY: 401,
    Reason.TOO_FAST: 429,
    Reason.DISK: 503,
}


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why, at which field, and what to do. Never holds what the event said."""

    reason: Reason
    field: str
    message: str

    @property
    def is_drop(self) -> bool:
        return self.reason in DROPS

    @property
    def status(self) -> int:
        return STATUS.get(self.reason, 400)


@dataclass(frozen=True, kw_only=True)
class RefusalInfo:
    """How often events were not taken for one reason at one field, over some days."""

    reason: Reason
    field: str
    message: str
    count: int
    last_at: datetime

    @property
    def is_drop(self) -> bool:
        return self.reason in DROPS


@dataclass(frozen=True, kw_only=True)
class LastEvent:
    """The newest event that came in from the shop. `source_id` is `NO_SOURCE` for an import."""

    name: str
    received_at: datetime
    source_id: int


class Refused(CommessoError):
    """A whole request that is not taken."""

    def __init__(self, refusal: Refusal, *, retry_after_seconds: int | None = None) -> None:
        super().__init__(refusal.message)
        self.refusal = refusal
        self.retry_after_seconds = retry_after_seconds
