"""Reading a lane in blocks, from a position on."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import msgspec

from commesso.events.stream import StreamEvent
from commesso.infra.contracts import LogDamaged
from commesso.infra.log.segment import (
    FILE_HEADER,
    Record,
    check_file_header,
    iter_records,
    list_segments,
    segment_path,
)

decode_events = msgspec.json.Decoder(list[StreamEvent]).decode


@dataclass(frozen=True, slots=True)
class Position:
    """The next record to read: number of its first event, its segment, its first byte there."""

    sequence: int = 0
    segment: int = 0
    offset: int = FILE_HEADER.size


@dataclass(frozen=True, slots=True)
class Block:
    """Events in log order, and where to go on after them."""

    events: list[StreamEvent]
    start: Position
    end: Position


def first_position(lane: Path) -> Position | None:
    """Return where the oldest kept segment begins, or None for an empty lane."""
    segments = list_segments(lane)
    return Position(segments[0], segments[0]) if segments else None


def read_block(lane: Path, start: Position, *, max_events: int, until: int | None = None) -> Block:
    """Return whole records from `start` on, up to `max_events` (one record may pass it) or event `until`.

    The block is empty when there is nothing new. Raise LogDamaged when events are missing.
    """
    events: list[StreamEvent] = []
    position = start
    for record, segment in _records(lane, start):
        if until is not None and record.sequence >= until:
            break
        events += decode_events(record.payload)
        position = Position(record.sequence + record.count, segment, record.end)
        if len(events) >= max_events:
            break
    return Block(events, start, position)


def last_position(lane: Path) -> Position | None:
    """Return the place after the last whole record, by walking the last segment; None for an empty lane."""
    segments = list_segments(lane)
    if not segments:
        return None
    position = Position(segments[-1], segments[-1])
    path = segment_path(lane, segments[-1])
    for record in iter_records(path, offset=FILE_HEADER.size, sequence=segments[-1]):
        position = Position(record.sequence + record.count, segments[-1], record.end)
    return position


def count_events(lane: Path) -> int:
    """Return the number of the next event of the lane."""
    end = last_position(lane)
    return end.sequence if end else 0


def _records(lane: Path, start: Position) -> Iterator[tuple[Record, int]]:
    segment, offset, sequence = start.segment, start.offset, start.sequence
    while True:
        path = segment_path(lane, segment)
        if path.exists():
            with path.open("rb") as file:
                head = file.read(FILE_HEADER.size)
            if len(head) < FILE_HEADER.size:
                return  # being made at this moment
            check_file_header(head, path)
            for record in iter_records(path, offset=offset, sequence=sequence):
                yield record, segment
                sequence = record.sequence + record.count
        following = [first for first in list_segments(lane) if first > segment]
        if not following:
            return
        if following[0] > sequence:
            raise LogDamaged(
                f"Events {sequence} to {following[0] - 1} are missing from {lane}. "
                "Restore the segment from a backup; readers wait here until then."
            )
        # Unacknowledged records behind a failed sync may overlap the next segment: reading both is harmless.
        segment, sequence, offset = following[0], following[0], FILE_HEADER.size
