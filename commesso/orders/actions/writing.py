"""Writing many rows at once: only what differs from what stands."""

from collections.abc import Iterable, Sequence
from typing import Any, TypeVar

from django.db import models

from commesso.infra.api import StoreTable
from commesso.kernel.ids import StoreId
from commesso.orders.queries.folding import slices

M = TypeVar("M", bound=StoreTable)


def upsert(table: type[M], rows: Sequence[M], *, unique: Sequence[str]) -> list[M]:
    """Insert rows, or overwrite those with the same unique fields. The rows get their ids."""
    if not rows:
        return []
    columns = table._meta.concrete_fields  # noqa: SLF001 (Django's documented way to the fields)
    key = list(unique) if "order" in unique else ["store", *unique]
    fields = [field.name for field in columns if field.name not in {"id", *key}]
    return table.objects.bulk_create(rows, update_conflicts=True, unique_fields=key, update_fields=fields)


def add_new(table: type[M], rows: Sequence[M]) -> None:
    """Insert rows; those that are there already stay."""
    if rows:
        table.objects.bulk_create(rows, ignore_conflicts=True)


def delete_rows(store_id: StoreId, rows: Iterable[models.Model]) -> None:
    by_table: dict[type[models.Model], list[Any]] = {}
    for row in rows:
        by_table.setdefault(type(row), []).append(row.pk)
    for table, keys in by_table.items():
        assert issubclass(table, StoreTable)
        for part in slices(keys):
            table.objects.for_store(store_id).filter(pk__in=part).delete()


def put(row: models.Model, values: dict[str, Any]) -> bool:
    """Set the fields; return whether any of them changed."""
    changed = False
    for name, value in values.items():
        if getattr(row, name) != value:
            setattr(row, name, value)
            changed = True
    return changed
