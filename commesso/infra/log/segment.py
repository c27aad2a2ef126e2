"""The bytes of a segment.

    file    = MAGIC, u32 format version, u64 number of the first event
    record  = u32 length of the payload, u32 number of events, u32 CRC-32 of both and the payload, payload
    payload = JSON array of StreamEvent

All integers are little-endian. A record of length 0 does not exist, so zeros mark the end.
"""

import struct
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from commesso.infra.contracts import LogDamaged, LogTooNew

MAGIC = b"COMMLOG\n"
VERSION = 1
FILE_HEADER = struct.Struct("<8sIQ")
RECORD_HEADER = struct.Struct("<III")
_COUNTED = struct.Struct("<II")
MAX_PAYLOAD = 64 * 1024 * 1024
SUFFIX = ".seg"


@dataclass(frozen=True, slots=True)
class Record:
    """One record where it stands: `offset` is its first byte, `end` the byte after it."""

    sequence: int
    count: int
    offset: int
    end: int
    payload: bytes


def encode_record(payload: bytes, count: int) -> bytes:
    return RECORD_HEADER.pack(len(payload), count, _checksum(payload, count)) + payload


def _checksum(payload: bytes, count: int) -> int:
    return zlib.crc32(payload, zlib.crc32(_COUNTED.pack(len(payload), count)))


def encode_file_header(first: int) -> bytes:
    return FILE_HEADER.pack(MAGIC, VERSION, first)


def segment_path(lane: Path, first: int) -> Path:
    return lane / f"{first:020d}{SUFFIX}"


def list_segments(lane: Path) -> list[int]:
    """Return the first sequence number of every segment of a lane, oldest first."""
    return sorted(int(path.stem) for path in lane.glob(f"*{SUFFIX}"))


def check_file_header(head: bytes, path: Path) -> int:
    """Return the number of the first event. Raise when the file is not ours or from a newer version."""
    if len(head) < FILE_HEADER.size:
        raise LogDamaged(f"{path} is {len(head)} bytes long: too short for a header. Move it away to go on.")
    magic, version, first = FILE_HEADER.unpack(head[: FILE_HEADER.size])
    if magic != MAGIC:
        raise LogDamaged(f"{path} is not a log segment. Move it out of the log folder.")
    if version > VERSION:
        raise LogTooNew(
            f"{path} was written in format {version}; this version reads up to {VERSION}. Update Commesso, then start again."
        )
    return int(first)


def iter_records(path: Path, *, offset: int, sequence: int) -> Iterator[Record]:
    """Yield whole records from `offset` on, up to the first unfinished one."""
    with path.open("rb", buffering=1024 * 1024) as file:
        file.seek(offset)
        while (record := _read_record(file.read, offset=offset, sequence=sequence)) is not None:
            yield record
            offset, sequence = record.end, record.sequence + record.count


def _damage(path: Path, offset: int) -> str:
    return (
        f"{path} is damaged at byte {offset}: the record there does not match its checksum. "
        "Restore the file from a backup. Without one, move it out of the log folder: the events in it that were "
        "not yet read are lost, all others are safe."
    )


def _read_record(read: Callable[[int], bytes], *, offset: int, sequence: int) -> Record | None:
    head = read(RECORD_HEADER.size)
    if len(head) < RECORD_HEADER.size:
        return None
    length, count, checksum = RECORD_HEADER.unpack(head)
    if not 0 < length <= MAX_PAYLOAD:
        return None
    payload = read(length)
    if len(payload) < length or _checksum(payload, count) != checksum:
        return None
    return Record(sequence, count, offset, offset + RECORD_HEADER.size + length, payload)


@dataclass(frozen=True, slots=True)
class Tail:
    """Where a segment ends: after its last whole record. `torn` is what stands behind it, if anything."""

    first: int
    next_sequence: int
    end: int
    torn: bytes


def find_tail(path: Path) -> Tail:
    """Walk a segment to its last whole record.

    Bytes behind that are a torn write: nobody was told they are safe, as the answer comes after the sync.
    Raise LogDamaged when whole records follow the bad one: that is not a torn end but a damaged middle.
    """
    data = path.read_bytes()
    first = check_file_header(data, path)
    sequence, end = first, FILE_HEADER.size
    for record in iter_records(path, offset=end, sequence=first):
        sequence, end = record.sequence + record.count, record.end
    torn = data[end:].rstrip(b"\0")
    if torn and _has_record_after(data, end):
        raise LogDamaged(_damage(path, end))
    return Tail(first, sequence, end, torn)


def _has_record_after(data: bytes, start: int) -> bool:
    """Say whether a whole record follows the bad one at `start`: then the middle is damaged."""
    head = data[start : start + RECORD_HEADER.size]
    if len(head) < RECORD_HEADER.size:
        return False
    length = RECORD_HEADER.unpack(head)[0]
    following = start + RECORD_HEADER.size + length
    body = following + RECORD_HEADER.size
    if not 0 < length <= MAX_PAYLOAD or body >= len(data):
        return False
    size, count, checksum = RECORD_HEADER.unpack(data[following:body])
    payload = data[body : body + size]
    return 0 < size == len(payload) and bool(_checksum(payload, count) == checksum)
