"""Reading many rows by a list of keys, without the ORM's work for each key and each row.

Ids of homes stay hexadecimal text in here and in the rules: making a UUID of each costs more than reading it.
"""

import json
import uuid
from collections.abc import Callable, Iterable, Iterator
from datetime import UTC, datetime
from typing import Any, TypeVar

from django.db import connection

T = TypeVar("T")
# SQLite takes 32,766 values a statement; PostgreSQL twice as many.
CHUNK = 5_000


def read(statement: str, keys: Iterable[str], shape: str, *parameters: Any) -> Iterator[list[Any]]:
    """Run `statement`, where `{keys}` stands for a list of values, for all `keys`, after the `parameters`.

    `shape` has a letter for each column: t time, h home, j JSON, anything else as it is.
    """
    makers = [(place, _MAKERS[letter]) for place, letter in enumerate(shape) if letter in _MAKERS]
    for part in chunks(keys):
        with connection.cursor() as cursor:
            cursor.execute(statement.format(keys=", ".join(["%s"] * len(part))), [*parameters, *part])
            while rows := cursor.fetchmany(2_000):
                for row in rows:
                    values = list(row)
                    for place, make in makers:
                        if values[place] is not None:
                            values[place] = make(values[place])
                    yield values


def chunks(values: Iterable[T]) -> Iterator[list[T]]:
    listed = list(values)
    for start in range(0, len(listed), CHUNK):
        yield listed[start : start + CHUNK]


def _time(value: datetime) -> datetime:
    """SQLite keeps no zone: it is UTC."""
    return value if value.tzinfo else value.replace(tzinfo=UTC)


def _home(value: Any) -> str:
    return value.hex if isinstance(value, uuid.UUID) else value


def _json(value: Any) -> Any:
    return json.loads(value) if isinstance(value, str | bytes) else value


_MAKERS: dict[str, Callable[[Any], Any]] = {"t": _time, "h": _home, "j": _json}


def to_uuids(homes: Iterable[str]) -> list[uuid.UUID]:
    """Return homes as the ORM wants them."""
    return [uuid.UUID(home) for home in homes]
