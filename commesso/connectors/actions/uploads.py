"""Files that come by the back office: kept, given a map, imported in the background."""

import re
from collections.abc import Iterable, Mapping
from datetime import datetime
from pathlib import Path

from django.db import transaction
from django_tasks import task

from commesso.connectors.actions.running import import_file
from commesso.connectors.adapters.files.source import digest_file
from commesso.connectors.contracts import Busy, FileError, Kind, RunState
from commesso.connectors.models import ImportRun
from commesso.connectors.queries.maps import GUESSED, check_fit, list_examples, propose_map
from commesso.connectors.queries.runs import get_row, imports_folder
from commesso.connectors.rules.choices import write_chosen
from commesso.connectors.rules.maps import FileMap, parse_map
from commesso.kernel.clock import now
from commesso.kernel.errors import CommessoError, Conflict
from commesso.kernel.ids import StoreId, new_uuid
from commesso.stores import api as stores

_MAP = "map"


def take_upload(*, store_id: StoreId, kind: Kind, name: str, chunks: Iterable[bytes]) -> int:
    """Keep a file and propose a map for it; return the run's id. Raise FileError when it cannot be read."""
    token = new_uuid().hex
    folder = imports_folder() / "uploads"
    folder.mkdir(exist_ok=True)
    path = folder / f"{token}-{re.sub(r'[^A-Za-z0-9._-]', '_', name)[-80:]}"
    with path.open("wb") as out:
        for chunk in chunks:
            out.write(chunk)
    try:
        map_name, map_text = _propose(kind, path, zone=stores.get_store(store_id).time_zone)
    except FileError as error:
        path.unlink()
        raise FileError(str(error).replace(str(path), name)) from None
    run = ImportRun.objects.create(
        store_id=store_id,
        kind=kind,
        digest=digest_file(path),
        map_digest=token,  # nothing else is called so; the map's own digest comes when it is chosen
        file_name=name[:255],
        map_name=map_name,
        map_text=map_text,
        upload=str(path),
        state=RunState.WAITING,
        started_at=now(),
        moved_at=now(),
    )
    return run.pk


def _propose(kind: Kind, path: Path, *, zone: str) -> tuple[str, str]:
    if not list_examples(path):
        raise FileError(
            f"{path} holds no rows. Its first line names the columns, and the rows stand below it."
        )
    return propose_map(kind, path, zone=zone)


def read_map(store_id: StoreId, run_id: int, map_text: str) -> FileMap:
    """Return the map as it was written for an upload. Raise MapError with the line when it cannot be used."""
    run = get_row(store_id, run_id)
    file_map = parse_map(map_text, name=_MAP, zone=stores.get_store(store_id).time_zone)
    if run.upload:
        check_fit(file_map, Path(run.upload))
    return file_map


@transaction.atomic
def start_upload(*, store_id: StoreId, run_id: int, map_name: str, map_text: str) -> int:
    """Let an upload be imported in the background; return the id of its run.

    That is an older one where the same file came with the same map before: it goes on, or has nothing new.
    Raise MapError when the map cannot be used, Conflict when the file is gone.
    """
    run = get_row(store_id, run_id)
    if not run.upload:
        raise Conflict(f"The file {run.file_name} is not kept any more. Upload it again.")
    file_map = read_map(store_id, run_id, map_text)
    older = (
        ImportRun.objects.for_store(store_id)
        .filter(kind=run.kind, digest=run.digest, map_digest=file_map.digest)
        .exclude(pk=run.pk)
        .first()
    )
    if older is not None:
        run, upload = older, run.upload
        get_row(store_id, run_id).delete()
        if run.state == RunState.DONE:
            Path(upload).unlink(missing_ok=True)
            return run.pk
        run.upload = upload
    run.map_digest, run.map_name, run.map_text = file_map.digest, map_name, map_text
    run.state, run.error = RunState.QUEUED, ""
    run.save()
    import_in_background.enqueue(int(store_id), run.pk)
    return run.pk


@task()
def import_in_background(store_id: int, run_id: int) -> None:
    """Import an upload, and drop the file when all of it is in. A second call goes on where the first was cut off."""
    run = get_row(StoreId(store_id), run_id)
    if not run.upload:
        return
    file_map = read_map(StoreId(store_id), run_id, run.map_text)
    try:
        import_file(StoreId(store_id), Path(run.upload), file_map)
    except Busy:
        return  # the other one brings it home
    except CommessoError:
        return  # the run says why, and can be started again
    Path(run.upload).unlink(missing_ok=True)
    with transaction.atomic():
        ImportRun.objects.for_store(StoreId(store_id)).filter(pk=run_id).update(upload="")


def choose_columns(*, store_id: StoreId, run_id: int, chosen: Mapping[str, str]) -> None:
    """Write the map of an upload anew from what was chosen for each column."""
    run = get_row(store_id, run_id)
    run.map_name, run.map_text = GUESSED, write_chosen(Kind(run.kind), chosen)
    run.save(update_fields=("map_name", "map_text"))


def drop_old_uploads(*, before: datetime) -> None:
    """Forget uploads of all shops that nobody started since."""
    for store in stores.list_stores():
        waiting = ImportRun.objects.for_store(store.id).filter(state=RunState.WAITING, moved_at__lt=before)
        for run in waiting:
            drop_upload(store_id=store.id, run_id=run.pk)


def drop_upload(*, store_id: StoreId, run_id: int) -> None:
    """Forget an upload that was never started."""
    run = get_row(store_id, run_id)
    if run.state != RunState.WAITING:
        raise Conflict(f"The import of {run.file_name} has begun; it cannot be dropped.")
    Path(run.upload).unlink(missing_ok=True)
    run.delete()
