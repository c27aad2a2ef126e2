"""The one writer: what is to be written waits in a queue, and a thread of its own commits it in batches.

The library holds the interpreter while it writes, so many small commits would slow every reader.
"""

import logging
import queue
import threading
import time
from collections.abc import Sequence

from commesso.discovery.adapters.tantivy.generation import Generation
from commesso.discovery.contracts.searching import SearchDocument

log = logging.getLogger(__name__)

_GATHER_SECONDS = 0.01  # how long a first write waits for others to share its commit
_MOST = 2_000  # writes in a commit
_END = None

Write = SearchDocument | str  # a document to put, or the id of one to delete


class _Switch:
    """A new generation to write to from now on."""

    def __init__(self, new: Generation) -> None:
        self.new = new
        self.old: Generation | None = None


class _Flush:
    def __init__(self) -> None:
        self.done = threading.Event()
        self.error: Exception | None = None


class Writing:
    def __init__(self, generation: Generation) -> None:
        self._generation = generation
        self._queue: queue.SimpleQueue[Write | _Switch | _Flush | None] = queue.SimpleQueue()
        self._kept: list[Write] | None = None
        self._error: Exception | None = None
        self._thread: threading.Thread | None = None
        self._starting = threading.Lock()

    def put(self, documents: Sequence[SearchDocument]) -> None:
        self._send(*documents)

    def delete(self, product_ids: Sequence[str]) -> None:
        self._send(*product_ids)

    def flush(self) -> None:
        """Wait until everything sent before is searchable. Raise what went wrong with it."""
        if self._thread is None:
            return
        mark = _Flush()
        self._queue.put(mark)
        mark.done.wait()
        if mark.error is not None:
            raise mark.error

    def keep_from_now(self) -> None:
        """Keep every write from now on for the generation that is being built."""
        self.flush()
        self._kept = []

    def switch(self, new: Generation) -> Generation:
        """Write what was kept into the new generation, go on there, and return the old one."""
        order = _Switch(new)
        self._send(order)
        self.flush()
        assert order.old is not None
        return order.old

    def follow(self, generation: Generation) -> None:
        """Write to another generation, in a process that has not written yet."""
        self._generation = generation

    def close(self) -> None:
        if self._thread is not None:
            self._queue.put(_END)
            self._thread.join()
            self._thread = None

    def _send(self, *writes: Write | _Switch) -> None:
        with self._starting:
            if self._thread is None:
                self._thread = threading.Thread(target=self._run, name="search-writer", daemon=True)
                self._thread.start()
        for write in writes:
            self._queue.put(write)

    def _run(self) -> None:
        while (first := self._queue.get()) is not _END:
            batch = self._gather(first)
            self._write([each for each in batch if isinstance(each, SearchDocument | str)])
            for each in batch:
                if isinstance(each, _Switch):
                    self._switch(each)
                if isinstance(each, _Flush):
                    each.error, self._error = self._error, None
                    each.done.set()

    def _gather(self, first: Write | _Switch | _Flush) -> list[Write | _Switch | _Flush]:
        """Return what comes in within a moment. A flush or a switch ends the batch: somebody waits."""
        batch = [first]
        until = time.monotonic() + _GATHER_SECONDS
        while isinstance(batch[-1], SearchDocument | str) and len(batch) < _MOST:
            try:
                more = self._queue.get(timeout=max(0.0, until - time.monotonic()))
            except queue.Empty:
                break
            if more is _END:
                self._queue.put(_END)
                break
            batch.append(more)
        return batch

    def _write(self, writes: Sequence[Write]) -> None:
        if self._kept is not None:
            self._kept += writes
        self._apply(self._generation, writes)

    def _switch(self, order: _Switch) -> None:
        self._apply(order.new, self._kept or [])
        self._kept = None
        order.old, self._generation = self._generation, order.new

    def _apply(self, generation: Generation, writes: Sequence[Write]) -> None:
        if not writes:
            return
        try:
            for write in writes:
                if isinstance(write, str):
                    generation.delete(write)
                else:
                    generation.put(write)
            generation.commit()
        except Exception as error:  # the thread must live; whoever flushes next is told
            log.exception("%d changes did not get into the search index %s.", len(writes), generation.folder)
            self._error = error
