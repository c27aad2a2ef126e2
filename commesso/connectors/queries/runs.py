from pathlib import Path

from django.conf import settings

from commesso.connectors.contracts import Kind, RunInfo, RunState
from commesso.connectors.models import ImportRun
from commesso.kernel.errors import NotFound
from commesso.kernel.ids import StoreId


def get_row(store_id: StoreId, run_id: int) -> ImportRun:
    run = ImportRun.objects.for_store(store_id).filter(pk=run_id).first()
    if run is None:
        raise NotFound(f"There is no import {run_id} in this store.")
    return run


def get_run(store_id: StoreId, run_id: int) -> RunInfo:
    return to_info(get_row(store_id, run_id))


def list_runs(store_id: StoreId, *, limit: int = 20) -> list[RunInfo]:
    """Return the last imports, newest first."""
    return [to_info(run) for run in ImportRun.objects.for_store(store_id).order_by("-started_at")[:limit]]


def imports_folder() -> Path:
    """Where uploads, rejects and temporary files of imports lie."""
    folder = Path(settings.DATA) / "imports"
    folder.mkdir(exist_ok=True)
    return folder


def to_info(run: ImportRun) -> RunInfo:
    return RunInfo(
        id=run.pk,
        store_id=StoreId(run.store_id),
        kind=Kind(run.kind),
        file_name=run.file_name,
        map_name=run.map_name,
        state=RunState(run.state),
        position=run.position,
        share=run.share,
        counts=dict(run.counts),
        rejected=run.rejected,
        rejects_file=run.rejects_file,
        error=run.error,
        can_go_on=bool(run.upload),
        started_at=run.started_at,
        moved_at=run.moved_at,
        finished_at=run.finished_at,
    )
