"""Numbered SQL files (`<room>/sql/migrations/0001_name.sql`), each run once, in the order of the floors."""

from collections.abc import Collection
from pathlib import Path

from django.conf import settings

from commesso.infra.eventstore.client import borrow, insert_rows, query_text
from commesso.kernel.clock import now

_TABLE = """
CREATE TABLE IF NOT EXISTS schema_migrations (room String, name String, applied_at DateTime64(3, 'UTC'))
ENGINE = MergeTree ORDER BY (room, name)
"""


def migrate(*, only: Collection[str] | None = None) -> list[str]:
    """Bring the event store up to this version, or run `only` these; return what was run, as `room/0001_name`."""
    applied = []
    with borrow() as client:
        client.command(_TABLE)
        known = list_applied()
        for room, file in list_migrations():
            label = f"{room}/{file.stem}"
            if label in known or (only is not None and label not in only):
                continue
            for statement in _split(file.read_text()):
                client.command(statement)
            insert_rows("schema_migrations", [{"room": room, "name": file.stem, "applied_at": now()}])
            applied.append(label)
    return applied


def list_applied() -> list[str]:
    """Return what has been run on this event store, as `room/0001_name`."""
    rows = query_text("SELECT concat(room, '/', name) AS label FROM schema_migrations ORDER BY label")
    return [row["label"] for row in rows]


def list_migrations() -> list[tuple[str, Path]]:
    package = Path(settings.PACKAGE)
    return [
        (room, file)
        for room in settings.ROOMS
        for file in sorted((package / room / "sql" / "migrations").glob("*.sql"))
    ]


def _split(text: str) -> list[str]:
    """Cut a file into statements at semicolons that end a line."""
    parts = (part.strip().rstrip(";") for part in text.split(";\n"))
    return [part for part in parts if part]
