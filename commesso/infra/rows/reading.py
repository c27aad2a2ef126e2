"""Reading many rows by a list of keys."""

import json
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from datetime import datetime
from functools import cache
from typing import Any, NamedTuple, TypeVar
from uuid import UUID

import msgspec
from django.db import connection, models
from django.db.models.base import ModelState

from commesso.infra.tables import StoreTable
from commesso.kernel.ids import StoreId

M = TypeVar("M", bound=StoreTable)
T = TypeVar("T")
_Column = Sequence[Any]
_Rows = Iterable[tuple[Any, ...]]

_SLICE = 5_000  # SQLite takes 32,766 parameters in a statement
# SQLite keeps a statement it has parsed: lists of keys are cut to a few lengths, so that it sees few of them.
# To PostgreSQL every statement is a way there and back.
_KEYS = {"sqlite": 512, "postgresql": 8_192}


def slices(values: Iterable[T]) -> Iterator[list[T]]:
    """Cut a list of values for `IN (…)` into parts that every database takes."""
    listed = list(values)
    for start in range(0, len(listed), _SLICE):
        yield listed[start : start + _SLICE]


class Reading:
    """A statement that reads many rows by a list of keys.

    `columns` are names, with the type behind a colon where the database's own value is not the one wanted:
    `time`, `flag`, `json`, `hex` (a UUID as 32 digits, which costs less than an object). `rest` is the statement
    from FROM on, where `{keys}` stands for the list.
    """

    def __init__(self, columns: str, rest: str) -> None:
        named = [column.partition(":") for column in columns.split()]
        self._columns = [(name, kind) for name, _, kind in named]
        self._rest = rest

    def rows(self, keys: Iterable[Any], *parameters: Any) -> Iterator[tuple[Any, ...]]:
        """Yield the rows of all `keys`; `parameters` stand before them in the statement."""
        listed = list(keys)
        plan = self._plan() if listed else _Plan("", (), 1)
        for start in range(0, len(listed), plan.most):
            part = listed[start : start + plan.most]
            places = _round_up(len(part), plan.most)
            part += part[-1:] * (places - len(part))
            with connection.cursor() as cursor:
                cursor.execute(plan.statement.format(keys=", ".join(["%s"] * places)), [*parameters, *part])
                found = cursor.fetchall()
            yield from convert(found, plan.makers)

    def _plan(self) -> "_Plan":
        return _plan(connection.vendor, self)

    def plan_for(self, vendor: str) -> "_Plan":
        sources = ", ".join(_source(vendor, name, kind) for name, kind in self._columns)
        makers = [
            (place, make)
            for place, (_, kind) in enumerate(self._columns)
            if (make := _MAKERS.get((vendor, kind)))
        ]
        return _Plan(f"SELECT {sources} {self._rest}", tuple(makers), _KEYS.get(vendor, _SLICE))


class _Plan(NamedTuple):
    """A statement as one database wants it."""

    statement: str
    makers: tuple[tuple[int, Callable[[_Column], _Column]], ...]
    most: int


@cache
def _plan(vendor: str, reading: Reading) -> _Plan:
    return reading.plan_for(vendor)


def _source(vendor: str, name: str, kind: str) -> str:
    # An expression has no declared type, so the driver does not call Django for each value first.
    wrapping = {"time": "{} || '+00:00'", "flag": "+{}"} if vendor == "sqlite" else {}
    return wrapping.get(kind, "{}").format(name)


def _round_up(count: int, most: int) -> int:
    return min(most, 1 << (count - 1).bit_length()) if count < most else count


def convert(
    rows: Sequence[tuple[Any, ...]], makers: Iterable[tuple[int, Callable[[_Column], _Column]]]
) -> _Rows:
    """Make the values of some columns anew: a column at a time, as that runs outside the interpreter."""
    if not rows or not makers:
        return rows
    columns: list[_Column] = list(zip(*rows, strict=True))
    for place, make in makers:
        columns[place] = make(columns[place])
    return zip(*columns, strict=True)


def _each(make: Callable[[Any], Any]) -> Callable[[_Column], _Column]:
    def run(column: _Column) -> _Column:
        if None in column:
            return [None if value is None else make(value) for value in column]
        return list(map(make, column))

    return run


def _read_json(value: Any) -> Any:
    if not isinstance(value, str | bytes):
        return value
    try:
        return _decode(value)
    except msgspec.DecodeError:
        return json.loads(value)  # knows NaN, which Python once wrote


_decode = msgspec.json.Decoder().decode


def _hex(value: Any) -> str:
    return value if isinstance(value, str) else value.hex


_MAKERS = {
    ("sqlite", "time"): _each(datetime.fromisoformat),
    ("sqlite", "flag"): _each(bool),
    ("sqlite", "uuid"): _each(UUID),
    ("postgresql", "hex"): _each(_hex),
    ("sqlite", "json"): _each(_read_json),
    ("postgresql", "json"): _each(_read_json),
}


def list_values(
    table: type[StoreTable], columns: str, store_id: StoreId, *, by: str, values: Collection[Any]
) -> Iterator[tuple[Any, ...]]:
    """Yield some columns of a store's rows whose column `by` has one of the values; a UUID as 32 digits."""
    return _reading(table, columns, by, "hex").rows(values, store_id)


def list_rows(table: type[M], store_id: StoreId, *, by: str, values: Collection[Any]) -> list[M]:
    """Return a store's rows whose column `by` has one of the values."""
    names = _names(table)
    return [
        _make(table, dict(zip(names, row, strict=True)), is_new=False)
        for row in _reading(table, " ".join(names), by, "uuid").rows(values, store_id)
    ]


def new_row(table: type[M], values: dict[str, Any]) -> M:
    """Make a row that is not yet written, of its columns' values; those left out have their defaults.

    Calling the table does the same, asks signals, and takes ten times as long.
    """
    return _make(table, {**_fill(table), **values}, is_new=True)


def _make(table: type[M], values: dict[str, Any], *, is_new: bool) -> M:
    """Do what unpickling a row does."""
    row = table.__new__(table)
    state = ModelState()
    state.adding = is_new
    state.db = None if is_new else connection.alias
    row.__dict__ = values
    row._state = state  # noqa: SLF001 documented
    return row


def _fill(table: type[StoreTable]) -> dict[str, Any]:
    plain, made = _defaults(table)
    return {**plain, **{name: make() for name, make in made}}


@cache
def _defaults(table: type[StoreTable]) -> tuple[dict[str, Any], tuple[tuple[str, Callable[[], Any]], ...]]:
    fields = table._meta.concrete_fields  # noqa: SLF001 documented
    made = tuple((field.attname, field.get_default) for field in fields if callable(field.default))
    return {field.attname: field.get_default() for field in fields if not callable(field.default)}, made


@cache
def _names(table: type[StoreTable]) -> tuple[str, ...]:
    return tuple(field.attname for field in table._meta.concrete_fields)  # noqa: SLF001 documented


@cache
def _reading(table: type[StoreTable], columns: str, by: str, uuids: str) -> Reading:
    kinds = {field.attname: _kind(field, uuids) for field in table._meta.concrete_fields}  # noqa: SLF001 documented
    typed = " ".join(f"{name}:{kinds[name]}" for name in columns.split())
    rest = f'FROM "{table._meta.db_table}" WHERE store_id = %s AND {by} IN ({{keys}})'  # noqa: SLF001 documented
    return Reading(typed, rest)


def _kind(field: "models.Field[Any, Any]", uuids: str) -> str:
    kept = as_kept(field)
    if isinstance(kept, models.DateTimeField):
        return "time"
    if isinstance(kept, models.JSONField):
        return "json"
    if isinstance(kept, models.BooleanField):
        return "flag"
    return uuids if isinstance(kept, models.UUIDField) else ""


def as_kept(field: "models.Field[Any, Any]") -> "models.Field[Any, Any]":
    """Return the field whose values a column holds: of a reference that of the other table."""
    return as_kept(field.target_field) if isinstance(field, models.ForeignKey) else field
