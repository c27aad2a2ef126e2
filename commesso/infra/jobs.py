"""What the clock and the queue start."""

from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import connection, transaction
from django_tasks import task

from commesso.infra.eventstore.client import borrow, query_text
from commesso.infra.eventstore.migrate import list_applied
from commesso.infra.log.lanes import drop_old_segments, find_open_lane, list_lanes, log_folder
from commesso.infra.log.reader import Position, read_block
from commesso.infra.log.segment import list_segments
from commesso.infra.models import Checkpoint
from commesso.infra.stream.lag import list_readers


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
        # In a transaction, which waits for its turn: else it reads first, and fails if somebody writes meanwhile.
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("PRAGMA analysis_limit=1000")  # rows an index: quick on any size
            cursor.execute("PRAGMA optimize=0x10002")


def roll_old_segments(now: datetime) -> None:
    """Begin a new segment where the present one began more than COMMESSO_LOG_DAYS ago.

    Only whole segments are let go, and on a quiet lane one would take years to fill.
    """
    before = now - timedelta(days=settings.LOG_DAYS)
    for lane in list_lanes():
        writer = find_open_lane(lane)
        if writer is not None:
            start = Position(writer.segment, writer.segment)
            oldest = read_block(log_folder() / lane, start, max_events=1).events
            if oldest and oldest[0].received_at < before:
                writer.roll()


def drop_read_segments(now: datetime) -> None:
    """Delete log segments that every consumer has read and that are older than COMMESSO_LOG_DAYS."""
    before = now - timedelta(days=settings.LOG_DAYS)
    for lane in list_lanes():
        readers = list_readers(lane)
        read = Checkpoint.objects.filter(lane=lane, consumer__in=readers).values_list("sequence", flat=True)
        if len(read) == len(readers):  # a consumer without a checkpoint has not read the lane at all
            # The slowest reads on in the last segment that begins at or before its next event.
            begun = [first for first in list_segments(log_folder() / lane) if first <= min(read)]
            drop_old_segments(lane, read_up_to=max(begun, default=0), before=before)
