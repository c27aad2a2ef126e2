"""Backing up and restoring a data folder, while the server runs.

The order makes it whole: first the state (with its checkpoints), then the event store, then the log. What
happens in between is in the log after the checkpoints, and is read again after a restore, once.
"""

import json
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import connection

import commesso
from commesso.infra.background import wait_for
from commesso.infra.eventstore import client
from commesso.infra.eventstore.migrate import migrate
from commesso.infra.jobs import freeze_event_store
from commesso.infra.log.lanes import log_folder
from commesso.infra.stream.lock import RunnerLock
from commesso.kernel.clock import now
from commesso.kernel.errors import Conflict, Invalid

FORMAT = 1
_STATE, _EVENTS, _LOG, _FILES, _KEY, _MANIFEST = (
    "state.sqlite3",
    "events",
    "log",
    "files",
    "secret-key",
    "backup.json",
)


def back_up(target: Path) -> dict[str, Any]:
    """Copy everything of this installation into a new folder; return what the manifest says."""
    _check_engines()
    if target.exists() and any(target.iterdir()):
        raise Conflict(f"{target} is not empty. Name a folder that does not exist yet.")
    target.mkdir(parents=True, exist_ok=True)
    _copy_state(target / _STATE)
    frozen = _freeze(target.name)
    for table, parts in frozen["parts"].items():
        for part in parts:
            shutil.copytree(part, target / _EVENTS / table / Path(part).name)
    shutil.rmtree(_shadow(target.name), ignore_errors=True)
    shutil.copytree(log_folder(), target / _LOG, ignore=shutil.ignore_patterns("lock", "*.new"))
    if Path(settings.MEDIA_ROOT).exists():
        shutil.copytree(settings.MEDIA_ROOT, target / _FILES)
    if (settings.DATA / _KEY).exists():
        shutil.copy2(settings.DATA / _KEY, target / _KEY)
    manifest = {
        "format": FORMAT,
        "version": commesso.__version__,
        "made_at": now().isoformat(),
        "event_migrations": frozen["migrations"],
    }
    (target / _MANIFEST).write_text(json.dumps(manifest, indent=2))
    return manifest


def restore(source: Path) -> dict[str, Any]:
    """Fill this (empty) data folder from a backup; return the backup's manifest."""
    _check_engines()
    manifest = _read_manifest(source)
    for name in (_STATE, _EVENTS, _LOG):
        if (settings.DATA / name).exists():
            raise Conflict(
                f"{settings.DATA / name} exists already. Restore into a new data folder: set COMMESSO_DATA to one."
            )
    connection.close()
    shutil.copy2(source / _STATE, settings.DATA / _STATE)
    shutil.copytree(source / _LOG, settings.DATA / _LOG)
    if (source / _FILES).exists():
        shutil.copytree(source / _FILES, settings.MEDIA_ROOT, dirs_exist_ok=True)
    if (source / _KEY).exists():
        shutil.copy2(source / _KEY, settings.DATA / _KEY)
    _attach(source / _EVENTS, only=set(manifest["event_migrations"]))
    return manifest


def _check_engines() -> None:
    if connection.vendor != "sqlite" or settings.EVENT_STORE != "chdb":
        raise Invalid(
            "This installation keeps its state or events on a server of its own. Back those up with their tools: "
            "pg_dump for PostgreSQL, BACKUP for ClickHouse; and copy the folder 'log' of the data folder last."
        )


def _copy_state(target: Path) -> None:
    """Copy SQLite through its own online backup, so that a running server goes on writing."""
    with closing(sqlite3.connect(settings.DATA / _STATE)) as live, closing(sqlite3.connect(target)) as copy:
        live.backup(copy)
        copy.execute("PRAGMA journal_mode=DELETE")


def _freeze(name: str) -> dict[str, Any]:
    """Have the process that holds the event store freeze it: this one, or the running server."""
    lock = RunnerLock()
    if lock.take():
        try:
            migrate()
            return freeze_event_store.func(name)
        finally:
            client.close()
            lock.release()
    return dict(wait_for(freeze_event_store.enqueue(name), seconds=120))


def _shadow(name: str) -> Path:
    return Path(settings.DATA) / "events" / "shadow" / name


def _read_manifest(source: Path) -> dict[str, Any]:
    file = source / _MANIFEST
    if not file.exists():
        raise Invalid(f"{source} holds no {_MANIFEST}: it is not a backup, or one that did not finish.")
    manifest: dict[str, Any] = json.loads(file.read_text())
    if manifest["format"] > FORMAT:
        raise Invalid(
            f"{source} was made by version {manifest['version']}. Install that version or a newer one first."
        )
    return manifest


def _attach(events: Path, *, only: set[str]) -> None:
    migrate(only=only)
    for folder in sorted(events.iterdir()) if events.exists() else []:
        data = Path(
            client.query_text(
                "SELECT data_paths[1] AS path FROM system.tables "
                "WHERE database = currentDatabase() AND name = {name:String}",
                {"name": folder.name},
            )[0]["path"]
        )
        for part in sorted(folder.iterdir()):
            shutil.copytree(part, data / "detached" / part.name)
            with client.borrow() as connected:
                connected.command(f"ALTER TABLE {folder.name} ATTACH PART '{part.name}'")
    client.close()
