"""The one writer of a lane: group commit.

Many requests append at once; one thread writes all that waits with one call, syncs once, and then tells
every one of them. Nobody is told "safe" before `fdatasync` returned.
"""

import errno
import fcntl
import logging
import os
import threading
from collections.abc import Callable
from pathlib import Path

from commesso.infra.contracts import LaneTaken, LogError, LogFull
from commesso.infra.log.segment import (
    FILE_HEADER,
    encode_file_header,
    encode_record,
    find_tail,
    list_segments,
    segment_path,
)

log = logging.getLogger(__name__)

SEGMENT_BYTES = 64 * 1024 * 1024
_FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}

# Named here so that a test can put a failing disk in their place.
write, fdatasync = os.write, os.fdatasync

Done = Callable[[LogError | None], None]


class LaneWriter:
    """Appends records to a lane.

    `append(payload, count, done)` returns at once; `done(None)` is called from the writer's thread when the
    bytes are on disk, `done(error)` when they are not. Raise LaneTaken when another process has the lane.
    """

    def __init__(self, folder: Path, *, sync: bool = True, segment_bytes: int = SEGMENT_BYTES) -> None:
        self.folder = folder
        self._sync = sync
        self._segment_bytes = segment_bytes
        folder.mkdir(parents=True, exist_ok=True)
        self._lock_file = _lock(folder)
        self._waiting: list[tuple[bytes, int, Done]] = []
        self._wake = threading.Condition()
        self._closing = False
        self.next_sequence, self.durable_end = 0, 0
        # After a failed write the segment is left as it is and the next one begun: a reader may already
        # stand behind the bytes, and after a failed sync the kernel may call the next sync good.
        self._spoilt = False
        self._open_last()
        self._thread = threading.Thread(target=self._run, name=f"log-{folder.name}", daemon=True)
        self._thread.start()

    def append(self, payload: bytes, count: int, done: Done) -> None:
        with self._wake:
            if self._closing:
                done(LogError("The log is closing. Send the events again in a moment."))
                return
            self._waiting.append((encode_record(payload, count) if count else b"", count, done))
            if len(self._waiting) == 1:
                self._wake.notify()

    def append_and_wait(self, payload: bytes, count: int) -> None:
        """Append from a thread and return when the bytes are on disk. Raise LogError when they are not."""
        ready = threading.Event()
        outcome: list[LogError | None] = []

        def done(error: LogError | None) -> None:
            outcome.append(error)
            ready.set()

        self.append(payload, count, done)
        ready.wait()
        if outcome[0] is not None:
            raise outcome[0]

    def roll(self) -> None:
        """Begin a new segment, so that all earlier ones are closed for good."""
        self.append_and_wait(b"", 0)

    def close(self) -> None:
        """Write what waits, then let go of the lane."""
        with self._wake:
            self._closing = True
            self._wake.notify()
        self._thread.join()
        os.close(self._file)
        os.close(self._lock_file)

    def _open_last(self) -> None:
        segments = list_segments(self.folder)
        if not segments:
            self._start_segment(0)
            return
        path = segment_path(self.folder, segments[-1])
        if path.stat().st_size < FILE_HEADER.size:  # the power went while the file was made: it is empty
            path.unlink()
            self._start_segment(segments[-1])
            return
        tail = find_tail(path)
        if tail.torn:
            kept = path.with_suffix(".torn")
            kept.write_bytes(tail.torn)
            log.warning(
                "%s ended in %d unfinished bytes, never acknowledged. They are kept in %s.",
                path,
                len(tail.torn),
                kept,
            )
        self._file = os.open(path, os.O_WRONLY)
        os.ftruncate(self._file, tail.end)
        os.lseek(self._file, tail.end, os.SEEK_SET)
        os.fsync(self._file)
        self.segment, self.next_sequence, self.durable_end = tail.first, tail.next_sequence, tail.end

    def _start_segment(self, first: int) -> None:
        path = segment_path(self.folder, first)
        file = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o640)
        try:
            os.write(file, encode_file_header(first))
            os.fsync(file)
            sync_folder(self.folder)
        except OSError:
            os.close(file)
            path.unlink(missing_ok=True)
            raise
        self._file, self._spoilt = file, False
        self.segment, self.next_sequence, self.durable_end = first, first, FILE_HEADER.size

    def _run(self) -> None:
        while True:
            with self._wake:
                while not self._waiting and not self._closing:
                    self._wake.wait()
                batch, self._waiting = self._waiting, []
                if not batch:
                    return
            error = self._commit(
                b"".join([record for record, _, _ in batch]),
                sum(count for _, count, _ in batch),
                roll=any(count == 0 for _, count, _ in batch),
            )
            for _, _, done in batch:
                done(error)

    def _commit(self, data: bytes, count: int, *, roll: bool) -> LogError | None:
        try:
            if (
                self._spoilt
                or self.durable_end >= self._segment_bytes
                or (roll and self.next_sequence > self.segment)
            ):
                self._next_segment()
            _write_all(self._file, data)
            if self._sync:
                fdatasync(self._file)
        except OSError as error:
            self._spoilt = True
            return self._explain(error)
        self.durable_end += len(data)
        self.next_sequence += count
        return None

    def _next_segment(self) -> None:
        old = self._file
        self._start_segment(self.next_sequence)
        os.close(old)

    def _explain(self, error: OSError) -> LogError:
        log.error("%s: %s", self.folder, error)
        if error.errno in _FULL:
            return LogFull(
                f"The disk of {self.folder} is full. Nothing acknowledged is lost. "
                "Free space: events are taken again at once."
            )
        return LogError(
            f"The disk of {self.folder} failed: {error}. Nothing acknowledged is lost. Check the disk."
        )


def is_taken(folder: Path) -> bool:
    """Say whether a process writes the lane at this moment."""
    try:
        os.close(_lock(folder))
    except LaneTaken:
        return True
    return False


def _lock(folder: Path) -> int:
    handle = os.open(folder / "lock", os.O_RDWR | os.O_CREAT, 0o640)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        os.close(handle)
        raise LaneTaken(
            f"Another process writes {folder}. Stop it, or give this one a data folder of its own (COMMESSO_DATA)."
        ) from None
    return handle


def _write_all(file: int, data: bytes) -> None:
    view = memoryview(data)
    while view:
        view = view[write(file, view) :]


def sync_folder(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
