"""Questions to the event store, from any thread.

A client is serialised by a lock of its own, so each question borrows one from a small pool.
"""

import queue
import threading
from collections.abc import Generator, Iterator, Sequence
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Any

import clickhouse_connect
import msgspec
from clickhouse_connect.driver.client import Client
from clickhouse_connect.driver.exceptions import ClickHouseError, DatabaseError, OperationalError
from django.conf import settings

from commesso.infra.contracts import EventStoreDown, EventStoreRefused

_POOL_SIZE = 8
_ROWS_AT_ONCE = 500
_idle: queue.LifoQueue[Client] = queue.LifoQueue()
_made = 0
_guard = threading.Lock()

_INSERT = {
    "date_time_input_format": "best_effort",
    # A shop may send price: "abc" or the same key twice; the body keeps it, the typed columns go without.
    "type_json_skip_invalid_typed_paths": 1,
    "type_json_skip_duplicated_paths": 1,
    # An import may span more than 100 months.
    "max_partitions_per_insert_block": 1000,
    "async_insert": 0,
}


# Errors of the machine, not of the rows: no memory, no disk, too many parts, timeouts.
_PASSING = (
    "MEMORY_LIMIT",
    "NOT_ENOUGH_SPACE",
    "CANNOT_WRITE",
    "TOO_MANY_PARTS",
    "TIMEOUT",
    "NETWORK_ERROR",
    "READONLY",
)


def query(room: str, name: str, /, **parameters: Any) -> list[dict[str, Any]]:
    """Run `commesso/<room>/sql/<name>.sql` with `{parameter:Type}` filled in; return rows by column name."""
    return query_text(_statement(room, name), parameters)


def query_one(room: str, name: str, /, **parameters: Any) -> dict[str, Any]:
    """Like `query`, for a statement that always gives one row."""
    return query(room, name, **parameters)[0]


def query_lines(room: str, name: str, /, **parameters: Any) -> bytes:
    """Like `query`, with the rows as JSON arrays, one a line: for whoever reads them in another process."""
    with borrow() as client:
        return bytes(
            client.raw_query(_statement(room, name), parameters=parameters, fmt="JSONCompactEachRow")
        )


def command(room: str, name: str, /, **parameters: Any) -> None:
    """Run a statement that changes the event store, and return when it is done."""
    with borrow() as client:
        client.command(_statement(room, name), parameters=parameters, settings={"mutations_sync": 2})


def query_text(statement: str, parameters: dict[str, Any] | None = None) -> list[dict[str, Any]]:
    with borrow() as client:
        # Aware times, as everywhere: the client's own default strips UTC.
        return list(client.query(statement, parameters=parameters, tz_mode="aware").named_results())


def insert_rows(table: str, rows: Sequence[Any], *, token: str = "") -> None:
    """Insert rows (dicts or structs with the columns' names).

    Two inserts with the same `token` store once: give one wherever a crash may repeat the insert.
    Raise EventStoreRefused when the store cannot take a row, EventStoreDown when it does not answer.
    """
    if not rows:
        return
    extra = {"insert_deduplication_token": token} if token else {}
    try:
        with borrow() as client:
            client.raw_insert(
                table, insert_block=_encode(rows), fmt="JSONEachRow", settings={**_INSERT, **extra}
            )
    except DatabaseError as error:
        raise EventStoreRefused(str(error)[:1000]) from error


def _encode(rows: Sequence[Any]) -> Generator[bytes, None, None]:
    """Encode rows in small parts: one call for a large block would keep every other thread waiting."""
    encoder = msgspec.json.Encoder()
    for start in range(0, len(rows), _ROWS_AT_ONCE):
        yield encoder.encode_lines(rows[start : start + _ROWS_AT_ONCE])


@contextmanager
def borrow() -> Iterator[Client]:
    """Lend a client. Raise EventStoreDown when the store cannot be opened, does not answer, or cannot now."""
    client = _take()
    try:
        yield client
    except DatabaseError as error:
        if isinstance(error, OperationalError) or any(code in str(error) for code in _PASSING):
            raise EventStoreDown(f"The event store does not answer now: {str(error)[:300]}") from error
        raise
    finally:
        _idle.put(client)


def close() -> None:
    """Close every idle client; in this process the engine's files are let go with the last one."""
    global _made  # noqa: PLW0603 the pool is the process's own
    with _guard:
        while not _idle.empty():
            _idle.get_nowait().close()
            _made -= 1


def _take() -> Client:
    global _made  # noqa: PLW0603 the pool is the process's own
    try:
        return _idle.get_nowait()
    except queue.Empty:
        pass
    with _guard:
        if _made < _POOL_SIZE:
            client = _connect()
            _made += 1
            return client
    return _idle.get()


def _connect() -> Client:
    try:
        if settings.EVENT_STORE == "chdb":
            folder = Path(settings.DATA) / "events"
            return clickhouse_connect.get_client(interface="chdb", path=str(folder))
        return clickhouse_connect.get_client(dsn=settings.EVENT_STORE.replace("clickhouse", "http", 1))
    except (ClickHouseError, RuntimeError, OSError) as error:
        raise EventStoreDown(
            f"The event store ({settings.EVENT_STORE.split('@')[-1]}) does not open: {error}. "
            "If `commesso serve` runs on this data folder, it holds the store: ask it, or stop it first."
        ) from error


@cache
def _statement(room: str, name: str) -> str:
    return (Path(settings.PACKAGE) / room / "sql" / f"{name}.sql").read_text()
