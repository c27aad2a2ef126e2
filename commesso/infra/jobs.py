"""What the clock and the queue start."""

from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import connection
from django_tasks import task

from commesso.infra.eventstore.client import borrow, query_text
from commesso.infra.eventstore.migrate import list_applied
from commesso.infra.log.lanes import drop_old_segments
from commesso.infra.models import Checkpoint
from commesso.infra.stream.load import CONSUMER
from commesso.infra.stream.registry import list_subscriptions


@task()
def freeze_event_store(name: str) -> dict[str, Any]:
    """Freeze every table (hard links, no copy) under `name`; return its parts' folders and the migrations run."""
    parts: dict[str, list[str]] = {}
    shadow = Path(settings.DATA) / "events" / "shadow" / name
    tables = query_text(
        "SELECT name, data_paths[1] AS path FROM system.tables WHERE database = currentDatabase() "
        "AND engine LIKE '%MergeTree' AND name != 'schema_migrations'"
    )
    for table in tables:
        with borrow() as client:
            client.command(f"ALTER TABLE {table['name']} FREEZE WITH NAME '{name}'")
        parts[table["name"]] = [
            str(path) for path in sorted(shadow.glob(f"store/*/{Path(table['path']).name}/*"))
        ]
    return {"parts": parts, "migrations": list_applied()}


def refresh_statistics(_now: datetime) -> None:
    """Let SQLite look at its tables: without statistics it may read a whole store for a list of ids."""
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA analysis_limit=1000")  # rows an index: quick on any size
            cursor.execute("PRAGMA optimize=0x10002")


def drop_read_segments(now: datetime) -> None:
    """Delete log segments that every consumer has read and that are older than COMMESSO_LOG_DAYS."""
    names = [CONSUMER, *(each.name for each in list_subscriptions())]
    before = now - timedelta(days=settings.LOG_DAYS)
    lanes: dict[str, list[int]] = {}
    for row in Checkpoint.objects.filter(consumer__in=names):
        lanes.setdefault(row.lane, []).append(row.segment)
    for lane, segments in lanes.items():
        if len(segments) == len(names):  # a consumer without a checkpoint has not read the lane at all
            drop_old_segments(lane, read_up_to=min(segments), before=before)
