"""A data folder that a newer version has used is left alone."""

from django.db import connection
from django.db.migrations.loader import MigrationLoader

from commesso.infra.eventstore.migrate import list_applied, list_migrations
from commesso.kernel.errors import Conflict


def check_state_is_not_newer() -> None:
    """Raise Conflict when the state was migrated by a version this one does not know."""
    loader = MigrationLoader(connection, ignore_no_migrations=True)
    unknown = sorted(
        f"{app}/{name}"
        for app, name in loader.applied_migrations
        if (app, name) not in loader.disk_migrations
    )
    _refuse("state", unknown)


def check_event_store_is_not_newer() -> None:
    """Raise Conflict when the event store was migrated by a version this one does not know."""
    known = {f"{room}/{file.stem}" for room, file in list_migrations()}
    _refuse("event store", sorted(set(list_applied()) - known))


def _refuse(what: str, unknown: list[str]) -> None:
    if unknown:
        raise Conflict(
            f"The {what} was used by a newer version (it has {', '.join(unknown[:3])}). "
            "Install that version or a newer one, or restore a backup made before the update."
        )
