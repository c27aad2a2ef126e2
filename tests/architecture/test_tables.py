"""Walks every table: its foreign keys stay in its room, and a store's rows answer to that store alone."""

from collections.abc import Callable
from typing import Any

import pytest
from django.apps import apps
from django.db import models

from commesso.infra import api as infra
from commesso.kernel.errors import NotScoped
from commesso.kernel.ids import StoreId

Table = type[models.Model]

TABLES = sorted(
    (
        table
        for table in apps.get_models(include_auto_created=True)
        if table.__module__.startswith("commesso.")
    ),
    key=lambda table: table._meta.label,
)
# Tables that belong to the installation, and why. Everything else belongs to a store.
OF_NO_STORE = {
    "stores.Store": "the store itself",
    "stores.Staff": "a person may work in several stores",
    "stores.SignInTries": "counted before anybody is known",
    "stores.WaitingMail": "mails of the installation, such as password resets",
}
PLUMBING = {"infra"}

STORE_TABLES = [table for table in TABLES if issubclass(table, infra.StoreTable)]
WAYS_IN: dict[str, Callable[[Any], object]] = {
    "all": lambda objects: objects.all(),
    "filter": lambda objects: objects.filter(pk=1),
    "exclude": lambda objects: objects.exclude(pk=1),
    "get": lambda objects: objects.get(pk=1),
    "first": lambda objects: objects.first(),
    "count": lambda objects: objects.count(),
    "exists": lambda objects: objects.exists(),
    "values": lambda objects: objects.values("pk"),
    "in_bulk": lambda objects: objects.in_bulk([1]),
    "update": lambda objects: objects.update(store_id=1),
    "iterator": lambda objects: list(objects.iterator()),
    "raw": lambda objects: list(objects.raw("SELECT 1 AS id")),
    "get_or_create": lambda objects: objects.get_or_create(pk=1),
    "update_or_create": lambda objects: objects.update_or_create(pk=1),
    "earliest": lambda objects: objects.earliest("pk"),
    "aggregate": lambda objects: objects.aggregate(models.Max("pk")),
    "select_related": lambda objects: objects.select_related("store"),
    "none": lambda objects: objects.none(),
}


def label(table: Table) -> str:
    return table._meta.label


def room_of(table: Table) -> str:
    return table.__module__.split(".")[1]


@pytest.mark.parametrize("table", TABLES, ids=label)
def test_a_foreign_key_stays_in_its_room(table: Table) -> None:
    for field in table._meta.get_fields():
        target = getattr(field, "remote_field", None) and field.related_model
        if not field.concrete or not isinstance(target, type) or not issubclass(target, models.Model):
            continue
        if target._meta.label == "stores.Store":
            hidden = getattr(field.remote_field, "related_name", None) == "+"
            assert hidden, f"{label(table)}.{field.name}: give it related_name='+'."
            continue
        assert room_of(target) == room_of(table), (
            f"{label(table)}.{field.name} points into the room {room_of(target)}. Keep the id instead."
        )


@pytest.mark.parametrize("table", TABLES, ids=label)
def test_a_table_belongs_to_a_store_or_is_listed_here(table: Table) -> None:
    if label(table) in OF_NO_STORE or room_of(table) in PLUMBING:
        return
    assert issubclass(table, infra.StoreTable), f"{label(table)}: let it inherit infra.StoreTable."


@pytest.mark.parametrize("way", WAYS_IN)
@pytest.mark.parametrize("table", STORE_TABLES, ids=label)
def test_a_table_of_a_store_refuses_to_be_read_without_one(table: type[infra.StoreTable], way: str) -> None:
    with pytest.raises(NotScoped):
        WAYS_IN[way](table.objects)


@pytest.mark.parametrize("table", STORE_TABLES, ids=label)
def test_a_table_of_a_store_answers_with_that_stores_rows(table: type[infra.StoreTable]) -> None:
    condition = str(table.objects.for_store(StoreId(7)).query).partition(" WHERE ")[2]
    assert f'"{table._meta.db_table}"."store_id" = 7' in condition
    assert table._default_manager is table.objects or isinstance(table._default_manager, infra.StoreManager)


@pytest.mark.parametrize("table", STORE_TABLES, ids=label)
def test_what_is_unique_is_unique_in_its_store(table: type[infra.StoreTable]) -> None:
    of_a_store = {"store", *(field.name for field in table._meta.fields if leads_to_a_store(field))}
    for constraint in table._meta.constraints:
        if isinstance(constraint, models.UniqueConstraint):
            assert of_a_store & set(constraint.fields), (
                f"{constraint.name}: two shops may have the same value. Put the store in front."
            )


def leads_to_a_store(field: models.Field[object, object]) -> bool:
    """Whether the field points at a row that belongs to a store, so that it names the store too."""
    return isinstance(field.related_model, type) and issubclass(field.related_model, infra.StoreTable)
