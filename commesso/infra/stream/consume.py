"""Carrying blocks of events to the rooms: state and checkpoint in one transaction."""

import logging
from collections.abc import Sequence

import msgspec
from django.db import InterfaceError, OperationalError, transaction

from commesso.events.stream import Kind, StreamEvent
from commesso.infra import outbox
from commesso.infra.contracts import EventStoreDown, LogError, Subscription
from commesso.infra.log.lanes import find_open_lane, log_folder
from commesso.infra.log.reader import Block, Position, read_block
from commesso.infra.models import SetAside
from commesso.infra.stream.checkpoints import Checkpoints
from commesso.kernel.clock import now

log = logging.getLogger(__name__)

BLOCK_EVENTS = 5_000
_KEPT = 4
# The machine, not the event, is at fault: wait and try the same block again.
_PASSING = (OperationalError, InterfaceError, EventStoreDown, LogError, OSError, MemoryError)


class BlockReader:
    """Reads blocks and keeps the last few, as the consumers of a lane mostly stand side by side."""

    def __init__(self) -> None:
        self._last: dict[tuple[str, Position], Block] = {}

    def read(self, lane: str, start: Position) -> Block | None:
        """Return the next block, or None when there is nothing new."""
        writer = find_open_lane(lane)
        if writer is not None and writer.next_sequence == start.sequence:
            return None
        block = self._last.get((lane, start))
        if block is None:
            block = read_block(log_folder() / lane, start, max_events=BLOCK_EVENTS)
            while len(self._last) >= _KEPT:
                self._last.pop(next(iter(self._last)))
            self._last[lane, start] = block
        return block if block.end != start else None


def consume(subscription: Subscription, lane: str, *, checkpoints: Checkpoints, reader: BlockReader) -> int:
    """Hand the next block to a subscription; return how many events were read (0 = nothing new).

    Raise one of the passing errors when the block must be tried again later.
    """
    start = checkpoints.find(subscription.name, lane)
    block = reader.read(lane, start) if start else None
    if block is None:
        return 0
    wanted = [event for event in block.events if subscription.wants(event)]
    if not wanted:
        checkpoints.move_to(subscription.name, lane, block.end)
        return len(block.events) or 1
    try:
        with transaction.atomic():
            _handle(subscription, wanted)
            checkpoints.save(subscription.name, lane, block.end)
    except _PASSING:
        raise
    except Exception:
        log.exception(
            "%s could not take a block of %d events; taking it apart.", subscription.name, len(wanted)
        )
        with transaction.atomic():
            _take_apart(subscription, wanted)
            checkpoints.save(subscription.name, lane, block.end)
    return len(block.events)


def _handle(subscription: Subscription, events: Sequence[StreamEvent]) -> None:
    """Call the room. What it publishes is caused by the block's longest chain, so a loop is cut."""
    facts = [event for event in events if event.kind == Kind.FACT]
    with outbox.caused_by(max(facts, key=lambda each: each.hops) if facts else None):
        subscription.handle(events)


def _take_apart(subscription: Subscription, events: Sequence[StreamEvent]) -> None:
    """Halve until the events that cannot be taken stand alone, and set those aside."""
    try:
        with transaction.atomic():
            _handle(subscription, events)
    except _PASSING:
        raise
    except Exception as error:  # noqa: BLE001 whatever a room raises, the other events must go on
        if len(events) == 1:
            set_aside(subscription.name, events[0], error)
            return
        middle = len(events) // 2
        _take_apart(subscription, events[:middle])
        _take_apart(subscription, events[middle:])


def set_aside(consumer: str, event: StreamEvent, error: Exception) -> None:
    """Keep an event that `consumer` cannot take, whole, with the reason."""
    log.error("%s set event %s aside: %r", consumer, event.id, error)
    SetAside.objects.update_or_create(
        consumer=consumer,
        store_id=event.store_id,
        event_id=event.id,
        defaults={"event": msgspec.json.encode(event), "error": repr(error)[:2000], "set_aside_at": now()},
    )
