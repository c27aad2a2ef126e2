"""Erasing a person from the log."""

import os
from collections.abc import Collection
from pathlib import Path

import msgspec

from commesso.events.facts import forget
from commesso.infra.log.lanes import find_open_lane, list_lanes, log_folder
from commesso.infra.log.reader import decode_events
from commesso.infra.log.segment import FILE_HEADER, encode_record, iter_records, list_segments, segment_path
from commesso.infra.log.writer import is_taken, sync_folder
from commesso.kernel.ids import StoreId, VisitorId


def erase_from_log(store_id: StoreId, visitor_ids: Collection[VisitorId]) -> int:
    """Remove these visitors from every lane, with every event filed under them; return how many events changed.

    The segment is written anew beside the old one and put in its place. A record keeps its length and its
    count (blanks fill the gap), so no reader's position moves.
    """
    wanted = frozenset(visitor_ids)
    erased = 0
    for lane in list_lanes():
        folder = log_folder() / lane
        for first in _closed_segments(lane, folder):
            erased += _erase_from_segment(segment_path(folder, first), store_id, wanted)
    return erased


def is_written_elsewhere() -> bool:
    """Say whether another process, as an import, writes a lane now: what it writes cannot be erased yet."""
    return any(find_open_lane(lane) is None and is_taken(log_folder() / lane) for lane in list_lanes())


def _closed_segments(lane: str, folder: Path) -> list[int]:
    """Return the segments nobody writes any more. One that another process is writing is left for the next sweep."""
    writer = find_open_lane(lane)
    if writer is not None:
        writer.roll()
        return [first for first in list_segments(folder) if first != writer.segment]
    return list_segments(folder)[: -1 if is_taken(folder) else None]


def _erase_from_segment(path: Path, store_id: StoreId, visitor_ids: frozenset[VisitorId]) -> int:
    erased = 0
    parts: list[bytes] = []
    keys = [msgspec.json.encode(visitor_id).strip(b'"') for visitor_id in visitor_ids]
    for record in iter_records(path, offset=FILE_HEADER.size, sequence=0):
        payload = record.payload
        if any(key in payload for key in keys):  # cheap; the decoded comparison below decides
            events = decode_events(payload)
            left = [forget(each, visitor_ids) if each.store_id == store_id else each for each in events]
            erased += sum(after is not before for before, after in zip(events, left, strict=True))
            payload = msgspec.json.encode([each for each in left if each]).ljust(len(payload))
        parts.append(encode_record(payload, record.count))
    if erased:
        _replace(path, parts)
    return erased


def _replace(path: Path, records: list[bytes]) -> None:
    fresh = path.with_suffix(".new")
    with path.open("rb") as old, fresh.open("wb") as file:
        file.write(old.read(FILE_HEADER.size))
        file.writelines(records)
        file.flush()
        os.fsync(file.fileno())
    fresh.replace(path)
    sync_folder(path.parent)
