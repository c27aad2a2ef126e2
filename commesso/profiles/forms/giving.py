"""What the JSON API answers about customers."""

from datetime import datetime
from typing import Any
from uuid import UUID

from commesso.infra.api import jsonapi


class CustomerAnswer(jsonapi.Answer):
    """A customer. Empty texts are not known; `last_seen_at` is to the minute."""

    id: UUID
    is_known: bool
    name: str
    email: str
    phone: str
    country: str
    language: str
    first_seen_at: datetime
    last_seen_at: datetime


class CustomerPage(jsonapi.Answer):
    items: list[CustomerAnswer]
    next_cursor: str


class IdentifierAnswer(jsonapi.Answer):
    id: int
    kind: str
    value: str
    first_seen_at: datetime
    source: str


class TraitAnswer(jsonapi.Answer):
    name: str
    value: Any
    at: datetime
    source: str


class ConsentAnswer(jsonapi.Answer):
    purpose: str
    channel: str
    granted: bool
    at: datetime
    source: str
    text: str


class MergeAnswer(jsonapi.Answer):
    """`merged_id` became part of `profile_id`. `by` is empty where a rule did it."""

    id: int
    profile_id: UUID
    merged_id: UUID
    evidence: dict[str, Any]
    at: datetime
    by: str
    undone_at: datetime | None
    undone_by: str


class CustomerWhole(CustomerAnswer):
    """A customer with what they are known by, what is known of them, and what they agree to now."""

    identifiers: list[IdentifierAnswer]
    traits: list[TraitAnswer]
    consents: list[ConsentAnswer]
    merges: list[MergeAnswer]


class ConsentsAnswer(jsonapi.Answer):
    """The answer that holds now for each purpose and channel, and every answer ever given, the latest first."""

    now: list[ConsentAnswer]
    history: list[ConsentAnswer]


class RejectedAnswer(jsonapi.Answer):
    index: int
    reason: str


class CountAnswer(jsonapi.Answer):
    """How many customers were new, were known before, or could not be taken."""

    created: int
    changed: int
    unchanged: int
    rejected: list[RejectedAnswer]


class ReceiptAnswer(jsonapi.Answer):
    """Proof of an erasure. `finished_at` stands ten minutes later, when nothing can come in late any more."""

    profile_id: UUID
    erased_at: datetime
    erased_by: str
    counts: dict[str, int]
    finished_at: datetime | None
