"""Bases of every table that belongs to a store."""

from collections.abc import Iterable
from typing import Any, ClassVar, Generic, Self, TypeVar

from django.db import models

from commesso.kernel.errors import NotScoped
from commesso.kernel.ids import StoreId

M = TypeVar("M", bound=models.Model)


class StoreManager(models.Manager[M], Generic[M]):
    """Answers only to `for_store`. Every other way in raises, so no query can forget the store."""

    def get_queryset(self) -> models.QuerySet[M]:
        raise NotScoped(
            f"{self.model.__name__}.objects was read without a store. Begin with objects.for_store(store_id)."
        )

    def for_store(self, store_id: StoreId) -> models.QuerySet[M]:
        """Return the rows of this store alone."""
        return super().get_queryset().filter(store_id=store_id)

    # Writing names its store in each row, so it needs no filter.

    def create(self, **values: Any) -> M:
        return super().get_queryset().create(**values)

    def bulk_create(self, objs: Iterable[M], *args: Any, **options: Any) -> list[M]:
        return super().get_queryset().bulk_create(objs, *args, **options)

    def bulk_update(self, objs: Iterable[M], fields: Iterable[str], *args: Any, **options: Any) -> int:
        return super().get_queryset().bulk_update(objs, fields, *args, **options)


class StoreTable(models.Model):
    """A table whose rows belong to a store."""

    # No index of its own: SQLite would take it for `store_id = 1 AND id IN (…)` and read the whole store.
    store = models.ForeignKey("stores.Store", on_delete=models.CASCADE, related_name="+", db_index=False)
    store_id: StoreId

    objects: ClassVar[StoreManager[Self]] = StoreManager()
    # Django itself follows relations and deletes through this one; code of ours never does.
    _plain = models.Manager()

    class Meta:
        abstract = True
        base_manager_name = "_plain"
        default_manager_name = "objects"
