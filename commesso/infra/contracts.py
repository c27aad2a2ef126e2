"""What may cross the doors of infra."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from commesso.events.stream import Kind, StreamEvent
from commesso.kernel.errors import CommessoError

FACTS_LANE = "facts"  # what the rooms decided

Handler = Callable[[Sequence[StreamEvent]], None]


class Place(StrEnum):
    """Which process of a serving installation does a piece of work. A command does both kinds itself."""

    STATE = "state"  # follows the log into the state's tables; a process of its own
    SERVER = (
        "server"  # needs what only the serving process has: the event store, the log's writers, its memory
    )


@dataclass(frozen=True, kw_only=True)
class Subscription:
    """A room's ear on the stream.

    `handle` gets a block of events in log order, of any number of stores, inside one transaction with the
    checkpoint. It may get an event twice (a shop re-sends; a fact is appended again after a crash), so
    it must write the same state whether it sees an event once or twice.

    `names` are names of shops' events, `kinds` the kinds it wants besides, `facts` names of rooms' facts;
    all empty means everything. A shop's event is never taken for a fact, whatever its name.
    """

    name: str
    handle: Handler
    names: frozenset[str] = frozenset()
    kinds: frozenset[str] = frozenset()
    facts: frozenset[str] = frozenset()
    place: Place = Place.STATE

    def wants(self, event: StreamEvent) -> bool:
        if not self.names and not self.kinds and not self.facts:
            return True
        if event.kind == Kind.FACT:
            return event.name in self.facts
        return event.name in self.names or event.kind in self.kinds

    def reads(self, lane: str) -> bool:
        """Say whether the lane can hold anything it wants: facts lie in one lane, shops' events in the others."""
        if lane == FACTS_LANE:
            return bool(self.facts) or not (self.names or self.kinds)
        return bool(self.names or self.kinds) or not self.facts


@dataclass(frozen=True, kw_only=True)
class Lag:
    """How far a consumer is behind: in events, and in seconds since the oldest unread one came in."""

    consumer: str
    lane: str
    events: int
    seconds: float
    moved_at: datetime | None
    error: str = ""


@dataclass(frozen=True, kw_only=True)
class SetAsideEvent:
    """An event a consumer could not take, whole, with the reason of the last try."""

    id: int
    consumer: str
    event: StreamEvent
    error: str
    set_aside_at: datetime


class LogError(CommessoError):
    """The log cannot take or give events. The message says why and what to do."""


class LogFull(LogError):
    """No room on the disk: nothing was acknowledged, nothing written before is lost."""


class LogDamaged(LogError):
    """Bytes in the middle of a segment do not match their checksum."""


class LogTooNew(LogError):
    """A file was written by a newer version."""


class LaneTaken(LogError):
    """Another process writes this lane."""


class EventStoreDown(CommessoError):
    """The event store does not answer; what was accepted waits in the log."""


class EventStoreRefused(CommessoError):
    """The event store answers, but does not take this block."""


class ComputingFailed(CommessoError):
    """What was computed in a process of its own failed there, or that process ended."""
