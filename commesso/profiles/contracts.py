"""What may cross the doors of profiles."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, NamedTuple

from commesso.kernel.ids import ProfileId, VisitorId, digest, visitor_id

USER_ID = "user_id"
EMAIL = "email"
PHONE = "phone"
ANONYMOUS_ID = "anonymous_id"
EXTERNAL = "external:"  # followed by the other system's name: "external:erp"


class Node(NamedTuple):
    """An identifier: its kind and its value, cleaned."""

    kind: str
    value: str

    @property
    def visitor_id(self) -> VisitorId:
        """The key events of this identifier alone are filed under; "" where there is none."""
        if self.kind == USER_ID:
            return visitor_id(user_id=self.value)
        if self.kind == ANONYMOUS_ID:
            return visitor_id(anonymous_id=self.value)
        if self.kind == EMAIL:
            return VisitorId("e:" + digest(self.value))
        if self.kind == PHONE:
            return VisitorId("p:" + digest(self.value))
        return VisitorId("")


@dataclass(frozen=True, kw_only=True)
class ProfileInfo:
    """A person as the other rooms need it. Empty text = not known."""

    id: ProfileId
    is_known: bool  # False: a visitor who never said who they are
    name: str
    email: str
    phone: str  # E.164
    country: str
    language: str
    first_seen_at: datetime
    last_seen_at: datetime  # to the minute


@dataclass(frozen=True, kw_only=True)
class ProfileFilters:
    """Which people a list shows. None = all."""

    is_known: bool | None = None
    country: str | None = None
    language: str | None = None
    has_email: bool | None = None
    has_phone: bool | None = None
    seen_after: datetime | None = None
    seen_before: datetime | None = None


@dataclass(frozen=True, kw_only=True)
class IdentifierInfo:
    id: int
    kind: str
    value: str
    visitor_id: VisitorId
    first_seen_at: datetime
    source: str
    is_pinned: bool  # staff placed it


@dataclass(frozen=True, kw_only=True)
class TraitInfo:
    name: str
    value: Any
    at: datetime
    source: str


@dataclass(frozen=True, kw_only=True)
class ConsentInfo:
    purpose: str
    channel: str  # "" = every channel
    granted: bool
    at: datetime
    source: str
    text: str


@dataclass(frozen=True, kw_only=True)
class MergeInfo:
    """`merged_id` became part of `profile_id`. `by` is empty when a rule did it."""

    id: int
    profile_id: ProfileId
    merged_id: ProfileId
    evidence: Mapping[str, Any]
    at: datetime
    by: str
    undone_at: datetime | None
    undone_by: str


@dataclass(frozen=True, kw_only=True)
class SuggestionInfo:
    """Two profiles that may be one person: `identifier` was seen with both."""

    id: int
    identifier: Node
    profile: ProfileInfo
    other: ProfileInfo
    at: datetime


@dataclass(frozen=True, kw_only=True)
class TimelineEvent:
    """One event of a person's story, as the event store holds it."""

    id: str
    kind: str
    name: str
    at: datetime
    visitor_id: VisitorId
    session_id: str
    url: str
    body: str  # JSON: the properties as sent


@dataclass(frozen=True, kw_only=True)
class ReceiptInfo:
    """Proof of an erasure. `counts` says how many rows went from where."""

    profile_id: ProfileId
    erased_at: datetime
    erased_by: str
    counts: Mapping[str, int]
    finished_at: datetime | None


@dataclass(frozen=True, kw_only=True)
class ConsentInput:
    purpose: str
    granted: bool
    channel: str = ""
    at: datetime | None = None  # None: now, or the customer row's time
    text: str = ""


@dataclass(frozen=True, kw_only=True)
class CustomerInput:
    """A customer as an import or the API brings it. At least one identifier is needed.

    `at` is when these facts were true (None: now): an import never overwrites what a shopper said later.
    """

    user_id: str = ""
    email: str = ""
    phone: str = ""
    external_ids: Mapping[str, str] = field(default_factory=dict)  # system -> id
    traits: Mapping[str, Any] = field(default_factory=dict)
    consents: Sequence[ConsentInput] = ()
    created_at: datetime | None = None
    at: datetime | None = None


@dataclass(frozen=True, kw_only=True)
class Rejected:
    """A row that was not taken: its place among the rows given (from 0), and why."""

    index: int
    reason: str


@dataclass(kw_only=True)
class ImportCount:
    """What became of the rows of an import. `changed`: people known before, of whom something was new."""

    created: int = 0
    changed: int = 0
    unchanged: int = 0
    rejected: list[Rejected] = field(default_factory=list)

    @property
    def taken(self) -> int:
        return self.created + self.changed + self.unchanged
