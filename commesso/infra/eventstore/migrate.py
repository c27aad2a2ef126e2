"""Numbered SQL files (`<room>/sql/migrations/0001_name.sql`), each run once, in the order of the floors."""

from pathlib import Path

from django.conf import settings

from commesso.infra.eventstore.client import borrow, insert_rows
from commesso.kernel.clock import now

_TABLE = """
CREATE TABLE IF NOT EXISTS schema_migrations (room String, name String, applied_at DateTime64(3, 'UTC'))
ENGINE = MergeTree ORDER BY (room, name)
"""


def migrate() -> list[str]:
    """Bring the event store up to this version; return what was run, as `room/0001_name`."""
    with borrow() as client:
        client.command(_TABLE)
        known = {f"{room}/{name}" for room, name in client.query("SELECT room, name FROM schema_migrations").result_rows}
        applied = []
        for room, file in list_migrations():
            label = f"{room}/{file.stem}"
            if label in known:
                continue
            for statement in _split(file.read_text()):
                client.command(statement)
            insert_rows("schema_migrations", [{"room": room, "name": file.stem, "applied_at": now()}])
            applied.append(label)
    return applied


def list_migrations() -> list[tuple[str, Path]]:
    package = Path(settings.PACKAGE)
    return [
        (room, file) for room in settings.ROOMS for file in sorted((package / room / "sql" / "migrations").glob("*.sql"))
    ]


def _split(text: str) -> list[str]:
    """Cut a file into statements at semicolons that end a line."""
    parts = (part.strip().rstrip(";") for part in text.split(";\n"))
    return [part for part in parts if part]
