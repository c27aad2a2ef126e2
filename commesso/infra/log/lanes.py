"""The lanes of this installation: who writes which, and where they lie."""

import threading
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path

import msgspec
from django.conf import settings

from commesso.events.stream import StreamEvent
from commesso.infra.log.reader import decode_events
from commesso.infra.log.segment import FILE_HEADER, iter_records, list_segments, segment_path
from commesso.infra.log.writer import LaneWriter

MAIN = "main"  # what the collector accepted

_open: dict[str, LaneWriter] = {}
_guard = threading.Lock()


def log_folder() -> Path:
    return Path(settings.DATA) / "log"


def list_lanes() -> list[str]:
    """Return the names of all lanes on this disk; another process may have added one."""
    folder = log_folder()
    return sorted(path.name for path in folder.iterdir() if path.is_dir()) if folder.exists() else []


def open_lane(name: str) -> LaneWriter:
    """Return this process's writer of a lane, opened at first use. Raise LaneTaken if another has it."""
    with _guard:
        if name not in _open:
            _open[name] = LaneWriter(log_folder() / name, sync=settings.FSYNC)
        return _open[name]


def find_open_lane(name: str) -> LaneWriter | None:
    """Return the writer if this process has the lane open."""
    return _open.get(name)


def iter_recent(lane: str) -> Iterator[StreamEvent]:
    """Yield the events of the last two segments of a lane, oldest first."""
    folder = log_folder() / lane
    for first in list_segments(folder)[-2:]:
        for record in iter_records(segment_path(folder, first), offset=FILE_HEADER.size, sequence=first):
            yield from decode_events(record.payload)


def close_lanes() -> None:
    with _guard:
        for writer in _open.values():
            writer.close()
        _open.clear()


def drop_old_segments(lane: str, *, read_up_to: int, before: datetime) -> None:
    """Delete segments that lie wholly before the segment `read_up_to` and were last written before `before`."""
    folder = log_folder() / lane
    for first in list_segments(folder):
        path = segment_path(folder, first)
        if first < read_up_to and datetime.fromtimestamp(path.stat().st_mtime, UTC) < before:
            path.unlink()


def append_offline(lane: str, events: Sequence[StreamEvent]) -> None:
    """Append events from a command beside the running server, and return when they are on disk."""
    if events:
        open_lane(lane).append_and_wait(msgspec.json.encode(events), len(events))
