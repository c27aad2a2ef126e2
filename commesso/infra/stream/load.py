"""Log -> event store: every event once, however often it was sent or read."""

from collections.abc import Collection, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from datetime import datetime, timedelta
from zlib import crc32

import msgspec

from commesso.events.facts import is_private
from commesso.events.stream import StreamEvent
from commesso.infra.contracts import EventStoreRefused
from commesso.infra.eventstore.client import insert_rows, query
from commesso.infra.log.lanes import find_open_lane, log_folder
from commesso.infra.log.reader import Block, Position, read_block
from commesso.infra.stream.checkpoints import Checkpoints
from commesso.infra.stream.consume import set_aside

CONSUMER = "events"
BLOCK_EVENTS = 5_000
# A re-sent event carries the same time but for the correction of the sender's clock.
_SLACK = timedelta(hours=1)


class EventRow(msgspec.Struct, gc=False):
    """A row of the table `events`."""

    store_id: int
    id: str
    kind: str
    name: str
    at: datetime
    received_at: datetime
    visitor_id: str
    user_id: str
    anonymous_id: str
    session_id: str
    source_id: int
    body: str
    context: str
    previous_id: str
    group_id: str
    caused_by: str


@dataclass(frozen=True, slots=True)
class _Ready:
    """A block with what the store does not hold of it yet, as events and as rows."""

    block: Block
    fresh: list[StreamEvent]
    rows: list[EventRow]


class Loader:
    """Moves lanes into the event store. While a block is written, the next full one is made ready beside it."""

    def __init__(self) -> None:
        self._ahead: tuple[str, Future[_Ready]] | None = None
        self._thread = ThreadPoolExecutor(1, "loader-ahead")

    def load(self, lane: str, *, checkpoints: Checkpoints) -> int:
        """Move the next block of a lane; return how many events were read."""
        start = checkpoints.find(CONSUMER, lane)
        writer = find_open_lane(lane)
        if start is None or (writer is not None and writer.next_sequence == start.sequence):
            return 0
        ready = self._take(lane, start)
        block = ready.block
        if block.end == start:
            return 0
        if len(block.events) >= BLOCK_EVENTS:
            written = {(event.store_id, event.id) for event in ready.fresh}
            self._ahead = lane, self._thread.submit(_make_ready, lane, block.end, written)
        # The ids differ if the log was begun anew, so an old token never swallows a new block.
        _insert(ready.fresh, ready.rows, token=f"{lane}:{block.start.sequence}:{block.end.sequence}")
        # In memory first: the store knows what it holds, and so the loader never waits for the state's database.
        checkpoints.move_to(CONSUMER, lane, block.end)
        return len(block.events) or 1

    def _take(self, lane: str, start: Position) -> _Ready:
        """Return the block from `start` on.

        What was made ready is let go of when another lane comes between, for that may bring the same events, and
        when the write before it failed.
        """
        ahead, self._ahead = self._ahead, None
        if ahead is not None and ahead[0] == lane and (ready := ahead[1].result()).block.start == start:
            return ready
        return _make_ready(lane, start, frozenset())


def _make_ready(lane: str, start: Position, written: Collection[tuple[int, str]]) -> _Ready:
    """Read a block. `written` are the ids on their way into the store, which does not know them yet."""
    block = read_block(log_folder() / lane, start, max_events=BLOCK_EVENTS)
    fresh = [
        event
        for event in drop_known([event for event in block.events if not is_private(event)])
        if (event.store_id, event.id) not in written
    ]
    return _Ready(block, fresh, [to_row(event) for event in fresh])


def _insert(events: Sequence[StreamEvent], rows: Sequence[EventRow], *, token: str) -> None:
    """Insert a block; where the store refuses it, halve it until the bad event stands alone, and set that aside."""
    if not events:
        return
    try:
        insert_rows("events", rows, token=f"{token}:{events[0].id}:{len(events)}")
    except EventStoreRefused as error:
        if len(events) == 1:
            set_aside(CONSUMER, events[0], error)
            return
        middle = len(events) // 2
        _insert(events[:middle], rows[:middle], token=token)
        _insert(events[middle:], rows[middle:], token=token)


def drop_known(events: Sequence[StreamEvent]) -> list[StreamEvent]:
    """Return the events the store does not hold yet, each once."""
    by_key = {(event.store_id, event.id): event for event in reversed(events)}
    if not by_key:
        return []
    known = query(
        "infra",
        "known_events",
        stores=sorted({store_id for store_id, _ in by_key}),
        checksums=[crc32(event_id.encode()) for _, event_id in by_key],
        after=min(event.at for event in by_key.values()) - _SLACK,
        before=max(event.at for event in by_key.values()) + _SLACK,
    )
    for row in known:
        by_key.pop((row["store_id"], row["id"]), None)
    return list(reversed(by_key.values()))


def to_row(event: StreamEvent) -> EventRow:
    return EventRow(
        event.store_id,
        event.id,
        event.kind.value,
        event.name,
        event.at,
        event.received_at,
        event.visitor_id,
        event.user_id,
        event.anonymous_id,
        event.session_id,
        event.source_id,
        bytes(event.props).decode(),
        bytes(event.context).decode(),
        event.previous_id,
        event.group_id,
        event.caused_by,
    )
