"""Counting how many different people a file names, however large it is."""

import contextlib
import sqlite3
from pathlib import Path
from types import TracebackType
from typing import Self

from commesso.connectors.adapters.files.scratch import make_scratch

_BATCH = 10_000


class People:
    """A set on disk: the names of a large file's buyers do not fit into the memory."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._waiting: set[str] = set()
        self._path: Path | None = None
        self._database: sqlite3.Connection | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._database is not None:
            self._database.close()
        if self._path is not None:
            with contextlib.suppress(OSError):
                self._path.unlink()

    def add(self, name: str) -> None:
        if name:
            self._waiting.add(name)
            if len(self._waiting) >= _BATCH:
                self._write()

    def count(self) -> int:
        if self._database is None:
            return len(self._waiting)
        self._write()
        found: int = self._database.execute("SELECT count(*) FROM people").fetchone()[0]
        return found

    def _write(self) -> None:
        if self._database is None:
            self._path = make_scratch(self._folder, ".people")
            self._database = sqlite3.connect(self._path, isolation_level=None)
            self._database.executescript(
                "PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF;"
                "CREATE TABLE people (name TEXT PRIMARY KEY) WITHOUT ROWID;"
            )
        self._database.executemany(
            "INSERT OR IGNORE INTO people VALUES (?)", [(name,) for name in self._waiting]
        )
        self._waiting.clear()
