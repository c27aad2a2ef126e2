"""What may cross the doors of connectors."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any

from commesso.kernel.errors import CommessoError, Invalid
from commesso.kernel.ids import StoreId


class Kind(StrEnum):
    """What a file is full of."""

    PRODUCTS = "products"
    ORDERS = "orders"
    CUSTOMERS = "customers"
    EVENTS = "events"


class RunState(StrEnum):
    WAITING = "waiting"  # uploaded; nobody has said yet what its columns mean
    QUEUED = "queued"  # to be begun in a moment
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"  # the error says why; starting it again goes on where it stopped


class MapError(Invalid):
    """A map that cannot be used, or does not fit the file. The message names the place."""


class FileError(CommessoError):
    """A file that cannot be read at all."""


class Busy(CommessoError):
    """Another process is importing the same file."""


class RowError(ValueError):
    """A row that cannot be taken. `field` is ours, the message says which value and what to do."""

    def __init__(self, field: str, message: str) -> None:
        super().__init__(message)
        self.field = field


@dataclass(frozen=True, slots=True)
class Record:
    """One row of a file, with the line a person finds it on. `fault` says why it could not be read."""

    line: int
    values: Mapping[str, Any]
    fault: str = ""


@dataclass(frozen=True, slots=True)
class Rejection:
    """A row that was not taken."""

    line: int
    field: str
    reason: str


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a run is. `share` runs from 0 to 1; `phase` is what is going on."""

    phase: str
    rows: int
    share: float


@dataclass(frozen=True, kw_only=True)
class RunInfo:
    """One import of one file, as it stands."""

    id: int
    store_id: StoreId
    kind: Kind
    file_name: str
    map_name: str
    state: RunState
    position: int  # items done: rows, or groups of rows where the map groups them
    share: float
    counts: Mapping[str, int]
    rejected: int
    rejects_file: str  # "" when nothing was rejected
    error: str
    can_go_on: bool  # its file is still there, so that it can be started again from the back office
    started_at: datetime
    moved_at: datetime
    finished_at: datetime | None

    @property
    def is_news(self) -> bool:
        """Whether the run brought anything the store did not know."""
        return any(self.counts.get(name) for name in ("created", "changed", "sent"))


@dataclass(frozen=True, kw_only=True)
class Outcome:
    """What a run, or a dry run, did. `sample` holds the first things as they would be taken."""

    run: RunInfo | None
    counts: Mapping[str, int]
    rejections: tuple[Rejection, ...] = ()  # the first of them
    rejected: int = 0
    sample: tuple[Mapping[str, Any], ...] = ()
    nothing_new: bool = False


@dataclass(frozen=True, kw_only=True)
class ReadyMap:
    """A map that comes with Commesso."""

    name: str
    kind: Kind
    title: str
    about: str


@dataclass(frozen=True, kw_only=True)
class Preview:
    """What a map would make of the first rows of a file."""

    columns: tuple[str, ...]
    rows: tuple[Mapping[str, Any], ...]
    mapped: tuple[Mapping[str, Any], ...] = ()
    rejections: tuple[Rejection, ...] = field(default=())
