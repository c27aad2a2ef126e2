"""Writing many rows: one prepared statement run for each, about ten times faster than `bulk_create`."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import UTC, datetime
from functools import cache
from operator import itemgetter
from typing import Any, TypeVar

import msgspec
from django.db import connection, models

from commesso.infra.rows.reading import as_kept
from commesso.infra.tables import StoreTable
from commesso.kernel.ids import StoreId

M = TypeVar("M", bound=StoreTable)
_Row = Sequence[Any]
_Column = Sequence[Any]
_Maker = Callable[[_Column], _Column]


def write_rows(
    table: type[StoreTable],
    columns: str,
    rows: Iterable[_Row],
    *,
    unique: Sequence[str] = (),
    update: Sequence[str] = (),
) -> None:
    """Insert rows of values, each in the order of `columns` ("store_id key trail").

    Where a row with the same `unique` columns is there: set its columns `update`, or leave it as it is.
    """
    names = tuple(columns.split())
    _run(table, _insert(table, names, tuple(unique), tuple(update)), names, rows)


def update_rows(table: type[StoreTable], columns: str, rows: Iterable[_Row], *, key: str = "id") -> None:
    """Set `columns` of the row whose `key` is each row's last value."""
    names = tuple(columns.split())
    done = ", ".join(f"{column} = %s" for column in names)
    _run(table, f"UPDATE {_name(table)} SET {done} WHERE {key} = %s", (*names, key), rows)  # noqa: S608 names of ours


def upsert(table: type[M], rows: Sequence[M], *, unique: Sequence[str]) -> None:
    """Insert rows, or overwrite those with the same unique columns."""
    names = _columns(table)
    read = itemgetter(*names)
    others = tuple(name for name in names if name not in unique)
    statement = _insert(table, names, tuple(unique), others)
    _run(table, statement, names, [read(row.__dict__) for row in rows])


def run_rows(table: type[StoreTable], statement: str, columns: str, rows: Iterable[_Row]) -> None:
    """Run a statement of `table` for each row; `columns` says whose values the places of a row hold."""
    _run(table, statement, tuple(columns.split()), rows)


def delete_rows(table: type[StoreTable], store_id: StoreId, keys: Iterable[Any]) -> None:
    """Delete rows nothing else refers to, by their ids."""
    # One by one: for `id IN (…) AND store_id = …` SQLite reads the whole store.
    statement = f"DELETE FROM {_name(table)} WHERE id = %s AND store_id = %s"  # noqa: S608 names of ours
    _run(table, statement, ("id", "store_id"), [(key, store_id) for key in keys])


def put(row: models.Model, values: Mapping[str, Any]) -> bool:
    """Set the columns; return whether any of them changed."""
    known = row.__dict__
    changed = {name: value for name, value in values.items() if name not in known or known[name] != value}
    known.update(changed)
    return bool(changed)


def _run(table: type[StoreTable], statement: str, columns: tuple[str, ...], rows: Iterable[_Row]) -> None:
    ready = rows if isinstance(rows, list) else list(rows)
    if not ready:
        return
    makers = _makers(table, columns, connection.vendor)
    if makers:
        turned: list[_Column] = list(zip(*ready, strict=True))
        for place, make in makers:
            turned[place] = make(turned[place])
        ready = list(zip(*turned, strict=True))
    with connection.cursor() as cursor:
        cursor.executemany(statement, ready)


@cache
def _columns(table: type[StoreTable]) -> tuple[str, ...]:
    return tuple(field.attname for field in table._meta.concrete_fields if not field.primary_key)  # noqa: SLF001 documented


def _name(table: type[StoreTable]) -> str:
    return f'"{table._meta.db_table}"'  # noqa: SLF001 documented


@cache
def _insert(
    table: type[StoreTable], columns: tuple[str, ...], unique: tuple[str, ...], update: tuple[str, ...]
) -> str:
    names = ", ".join(f'"{column}"' for column in columns)
    places = ", ".join(["%s"] * len(columns))
    statement = f"INSERT INTO {_name(table)} ({names}) VALUES ({places})"  # noqa: S608 names of ours
    if not unique:
        return statement
    done = ", ".join(f'"{column}" = excluded."{column}"' for column in update)
    return f"{statement} ON CONFLICT ({', '.join(unique)}) DO " + (
        f"UPDATE SET {done}" if done else "NOTHING"
    )


@cache
def _makers(table: type[StoreTable], columns: tuple[str, ...], vendor: str) -> list[tuple[int, _Maker]]:
    """Return, for the places that need one, what makes Python's values the database's own."""
    fields = {field.attname: field for field in table._meta.concrete_fields}  # noqa: SLF001 documented
    found = ((place, _maker(fields[column], vendor)) for place, column in enumerate(columns))
    return [(place, make) for place, make in found if make]


def _maker(field: "models.Field[Any, Any]", vendor: str) -> _Maker | None:
    field = as_kept(field)
    if isinstance(field, models.DateTimeField):
        return _sqlite_times if vendor == "sqlite" else None
    if isinstance(field, models.UUIDField):
        return _sqlite_uuids if vendor == "sqlite" else None
    if isinstance(field, models.JSONField):
        return _texts_of_json
    if isinstance(field, models.BooleanField):
        return _sqlite_flags if vendor == "sqlite" else None
    return _texts if field.choices else None


def _sqlite_times(column: _Column) -> _Column:
    """Write times as Django does for SQLite: in UTC, without the zone.

    The encoder writes a whole column in the time Python needs for a tenth of it.
    """
    text = msgspec.json.encode(column)
    if text.count(b'Z"') != len(column) - column.count(None):
        return [value and _sqlite_time(value) for value in column]
    return _decode_texts(text.replace(b"T", b" ").replace(b'Z"', b'"'))


_decode_texts = msgspec.json.Decoder(list[str | None]).decode


def _sqlite_time(value: datetime) -> str:
    return str(value.astimezone(UTC))[:-6]


def _sqlite_uuids(column: _Column) -> _Column:
    return [value if value is None or isinstance(value, str) else value.hex for value in column]


def _texts_of_json(column: _Column) -> _Column:
    encode = msgspec.json.Encoder().encode
    return [None if value is None else encode(value).decode() for value in column]


# SQLite's driver searches long for how to bind a value of a class it does not know, like a bool or an enum.


def _sqlite_flags(column: _Column) -> _Column:
    return [value if value is None else int(value) for value in column]


def _texts(column: _Column) -> _Column:
    return list(map(str, column))
