"""Writing many rows at once: one prepared statement run for each, about ten times faster than `bulk_create`.

The statements are plain SQL that SQLite and PostgreSQL share.
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from datetime import UTC, datetime
from functools import cache
from operator import attrgetter
from typing import Any, TypeVar
from uuid import UUID

import msgspec
from django.db import connection, models

from commesso.infra.tables import StoreTable
from commesso.kernel.ids import StoreId

M = TypeVar("M", bound=StoreTable)
T = TypeVar("T")
_SLICE = 5_000  # SQLite takes 32,766 parameters in a statement
_Field = models.Field[Any, Any]


def slices(values: Collection[T]) -> Iterator[list[T]]:
    """Cut a list of values for `IN (…)` into parts that every database takes."""
    listed = list(values)
    for start in range(0, len(listed), _SLICE):
        yield listed[start : start + _SLICE]


def write_rows(
    table: type[StoreTable],
    rows: Iterable[Sequence[Any]],
    *,
    unique: Sequence[str] = (),
    overwrite: bool = False,
) -> None:
    """Insert rows of values in the order of the table's columns (id left out).

    Where a row with the same `unique` columns is there: overwrite the others, or leave it as it is.
    """
    fields = _fields(table)
    converters = [(place, convert) for place, field in enumerate(fields) if (convert := _converter(field))]
    ready = []
    for row in rows:
        values = list(row)
        for place, convert in converters:
            if values[place] is not None:
                values[place] = convert(values[place])
        ready.append(values)
    if ready:
        with connection.cursor() as cursor:
            cursor.executemany(_statement(table, tuple(unique), overwrite=overwrite), ready)


def upsert(table: type[M], rows: Sequence[M], *, unique: Sequence[str]) -> None:
    """Insert rows, or overwrite those with the same unique columns."""
    if rows:
        read = attrgetter(*(field.attname for field in _fields(table)))
        write_rows(table, (read(row) for row in rows), unique=unique, overwrite=True)


@cache
def _fields(table: type[StoreTable]) -> tuple[_Field, ...]:
    return tuple(field for field in table._meta.concrete_fields if not field.primary_key)  # noqa: SLF001 documented


@cache
def _statement(table: type[StoreTable], unique: tuple[str, ...], *, overwrite: bool) -> str:
    columns = [str(field.column) for field in _fields(table)]
    names = ", ".join(f'"{column}"' for column in columns)
    places = ", ".join(["%s"] * len(columns))
    name = table._meta.db_table  # noqa: SLF001 documented
    statement = f'INSERT INTO "{name}" ({names}) VALUES ({places})'  # noqa: S608 names of ours
    if not unique:
        return statement
    others = ", ".join(f'"{column}" = excluded."{column}"' for column in columns if column not in unique)
    action = f"UPDATE SET {others}" if overwrite else "NOTHING"
    return f"{statement} ON CONFLICT ({', '.join(unique)}) DO {action}"


@cache
def _converter(field: _Field) -> Callable[[Any], Any] | None:
    """Return what makes a Python value the database's own; None where it is that already."""
    if isinstance(field, models.DateTimeField):
        return _sqlite_time if connection.vendor == "sqlite" else None
    if isinstance(field, models.UUIDField):
        return _sqlite_uuid if connection.vendor == "sqlite" else None
    if isinstance(field, models.JSONField):
        return _json
    return str if field.choices else None  # an enum's text


def _sqlite_time(value: datetime) -> str:
    """Write a time as Django does for SQLite: in UTC, without the zone."""
    return str(value if value.tzinfo is UTC else value.astimezone(UTC))[:-6]


def _sqlite_uuid(value: UUID) -> str:
    return value.hex


def _json(value: Any) -> str:
    return msgspec.json.encode(value).decode()


def delete_rows(store_id: StoreId, rows: Iterable[StoreTable]) -> None:
    """Delete rows nothing else refers to."""
    by_table: dict[type[StoreTable], list[tuple[Any, StoreId]]] = {}
    for row in rows:
        by_table.setdefault(type(row), []).append((row.pk, store_id))
    for table, keys in by_table.items():
        # One by one: for `id IN (…) AND store_id = …` SQLite reads the whole store.
        statement = f'DELETE FROM "{table._meta.db_table}" WHERE id = %s AND store_id = %s'  # noqa: S608, SLF001 ours
        with connection.cursor() as cursor:
            cursor.executemany(statement, keys)


def put(row: models.Model, values: dict[str, Any]) -> bool:
    """Set the fields; return whether any of them changed."""
    changed = False
    for name, value in values.items():
        if getattr(row, name) != value:
            setattr(row, name, value)
            changed = True
    return changed
