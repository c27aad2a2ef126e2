"""Rows that belong together, brought together: the lines of an order, wherever they stand in the file.

They are sorted on disk, in a temporary database, because a file may be larger than the memory.
"""

import contextlib
import sqlite3
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

import msgspec

from commesso.connectors.adapters.files.scratch import make_scratch
from commesso.connectors.contracts import Record

_BATCH = 5_000
_encode = msgspec.msgpack.Encoder(decimal_format="number").encode
_decode = msgspec.msgpack.Decoder().decode


class Groups:
    """A temporary place for the rows of one file."""

    def __init__(self, folder: Path) -> None:
        self._path = make_scratch(folder, ".groups")
        self._database = sqlite3.connect(self._path, isolation_level=None, check_same_thread=False)
        self._database.executescript(
            "PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF; PRAGMA cache_size=-65536;"
            "PRAGMA temp_store=FILE;"
            "CREATE TABLE lines (key TEXT, line INTEGER, fault TEXT, row BLOB);"
        )

    def fill(
        self, records: Iterable[Record], find_key: Callable[[Record], str], tell: Callable[[int], None]
    ) -> int:
        """Keep every row under its key; return how many there were. A faulty row has a key of its own."""
        waiting: list[tuple[str, int, str, bytes]] = []
        count = 0
        for record in records:
            key = "" if record.fault else find_key(record)
            key = key or f"\0{record.line}"
            waiting.append((key, record.line, record.fault, _encode(record.values)))
            count += 1
            if len(waiting) >= _BATCH:
                self._write(waiting)
                tell(count)
        self._write(waiting)
        tell(count)
        self._database.executescript(
            "CREATE INDEX by_key ON lines (key, line);"
            "CREATE TABLE groups AS SELECT key, min(line) AS first FROM lines GROUP BY key;"
            "CREATE INDEX by_first ON groups (first);"
        )
        return count

    def count(self) -> int:
        found: int = self._database.execute("SELECT count(*) FROM groups").fetchone()[0]
        return found

    def read(self) -> Iterator[list[Record]]:
        """Yield the groups in the order of their first lines."""
        rows = self._database.execute(
            "SELECT groups.first, line, fault, row FROM groups JOIN lines USING (key)"
            " ORDER BY groups.first, line"
        )
        group: list[Record] = []
        before = None
        for first, line, fault, row in rows:
            if first != before and group:
                yield group
                group = []
            before = first
            group.append(Record(line, _decode(row), fault))
        if group:
            yield group

    def close(self) -> None:
        self._database.close()
        with contextlib.suppress(OSError):
            self._path.unlink()

    def _write(self, waiting: list[tuple[str, int, str, bytes]]) -> None:
        self._database.execute("BEGIN")
        self._database.executemany("INSERT INTO lines VALUES (?, ?, ?, ?)", waiting)
        self._database.execute("COMMIT")
        waiting.clear()
