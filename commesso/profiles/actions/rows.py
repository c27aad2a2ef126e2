"""Writing many rows: one prepared statement run for each, about ten times faster than `bulk_create`.

The statements are plain SQL that SQLite and PostgreSQL share.
"""

from collections.abc import Callable, Iterable, Sequence
from datetime import UTC, datetime
from functools import cache, lru_cache
from typing import Any

import msgspec
from django.db import connection, models

_Row = Sequence[Any]


def insert(
    model: type[models.Model],
    columns: Sequence[str],
    rows: Iterable[_Row],
    *,
    conflict: Sequence[str] = (),
    update: Sequence[str] = (),
) -> None:
    """Insert rows. On a `conflict` of these columns `update` those; with none, leave the old row."""
    statement = (
        f"INSERT INTO {model._meta.db_table} ({', '.join(columns)}) "  # noqa: SLF001, S608 names of ours
        f"VALUES ({', '.join(['%s'] * len(columns))})"
    )
    if conflict:
        done = ", ".join(f"{column} = excluded.{column}" for column in update)
        statement += f" ON CONFLICT ({', '.join(conflict)}) DO " + (
            f"UPDATE SET {done}" if update else "NOTHING"
        )
    _run(statement, model, columns, rows)


def update(
    model: type[models.Model], columns: Sequence[str], rows: Iterable[_Row], *, key: str = "id"
) -> None:
    """Set `columns` in the row whose `key` is each row's last value."""
    done = ", ".join(f"{column} = %s" for column in columns)
    statement = f"UPDATE {model._meta.db_table} SET {done} WHERE {key} = %s"  # noqa: SLF001, S608 names of ours
    _run(statement, model, (*columns, key), rows)


def widen(
    model: type[models.Model], first: str, last: str, rows: Iterable[tuple[datetime, datetime, Any]]
) -> None:
    """Let the time from `first` to `last` of each row (first, last, id) reach over these times too."""
    statement = (
        f"UPDATE {model._meta.db_table} SET {first} = CASE WHEN {first} > %s THEN %s ELSE {first} END, "  # noqa: SLF001, S608 names of ours
        f"{last} = CASE WHEN {last} < %s THEN %s ELSE {last} END WHERE id = %s"
    )
    doubled = ((start, start, end, end, key) for start, end, key in rows)
    _run(statement, model, (first, first, last, last, "id"), doubled)


def _run(statement: str, model: type[models.Model], columns: Sequence[str], rows: Iterable[_Row]) -> None:
    plans = [
        (place, convert) for place, column in enumerate(columns) if (convert := _converter(model, column))
    ]
    ready = []
    for row in rows:
        values = list(row)
        for place, convert in plans:
            if values[place] is not None:
                values[place] = convert(values[place])
        ready.append(values)
    if ready:
        with connection.cursor() as cursor:
            cursor.executemany(statement, ready)


@cache
def _converter(model: type[models.Model], column: str) -> Callable[[Any], Any] | None:
    """Return what makes a Python value the database's own; None where it is that already."""
    field = next(each for each in model._meta.concrete_fields if each.column == column)  # noqa: SLF001 documented
    if isinstance(field, models.DateTimeField):
        return _sqlite_time if connection.vendor == "sqlite" else None
    if isinstance(field, models.JSONField):
        return _json
    return None


@lru_cache(maxsize=1_000)  # the rows of one event share its time
def _sqlite_time(value: datetime) -> str:
    """Write a time as Django does for SQLite: in UTC, without the zone."""
    return str(value if value.tzinfo is UTC else value.astimezone(UTC))[:-6]


def _json(value: Any) -> str:
    return msgspec.json.encode(value).decode()
