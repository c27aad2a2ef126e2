"""One file on its way in: read, made into things, taken in batches, with the place kept after each."""

import fcntl
import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from itertools import islice
from pathlib import Path

from django.db import transaction

from commesso.connectors.actions.rejects import Rejects
from commesso.connectors.actions.targets import Taken, Target, make_target
from commesso.connectors.adapters.files.source import digest_file
from commesso.connectors.contracts import Busy, Kind, Outcome, Rejection, RunState
from commesso.connectors.models import ImportRun
from commesso.connectors.queries.runs import imports_folder, to_info
from commesso.connectors.queries.things import Reading, Tell, tell_nobody
from commesso.connectors.rules.making import Made
from commesso.connectors.rules.maps import FileMap
from commesso.kernel.clock import now
from commesso.kernel.errors import CommessoError
from commesso.kernel.ids import StoreId

_BATCH = {Kind.PRODUCTS: 1_000, Kind.ORDERS: 1_000, Kind.CUSTOMERS: 1_000, Kind.EVENTS: 2_500}


def import_file(
    store_id: StoreId, file: Path, file_map: FileMap, *, again: bool = False, tell: Tell = tell_nobody
) -> Outcome:
    """Import a file. A run that was cut off goes on where it stopped; one that is done brings nothing new.

    `again` reads a finished file once more. Raise Busy when another process imports the same file.
    """
    run = _open_run(store_id, file, file_map)
    with _only_one(run):
        run.refresh_from_db()
        if run.state == RunState.DONE and not again:
            return Outcome(run=to_info(run), counts=run.counts, rejected=run.rejected, nothing_new=True)
        _begin(run, anew=run.state == RunState.DONE or not run.position)
        reading = Reading(file_map, tell)
        try:
            _read_through(run, file, reading)
        except Exception as error:
            _fail(run, str(error) if isinstance(error, CommessoError | OSError) else repr(error))
            raise
        _finish(run, reading)
    info = to_info(run)
    return Outcome(
        run=info,
        counts=info.counts,
        rejections=tuple(reading.rejections),
        rejected=run.rejected,
        nothing_new=not info.is_news,
    )


def _open_run(store_id: StoreId, file: Path, file_map: FileMap) -> ImportRun:
    with transaction.atomic():
        run, _ = ImportRun.objects.for_store(store_id).get_or_create(
            store_id=store_id,
            kind=file_map.kind,
            digest=digest_file(file),
            map_digest=file_map.digest,
            defaults={
                "file_name": file.name,
                "map_name": file_map.name,
                "state": RunState.WAITING,
                "started_at": now(),
                "moved_at": now(),
            },
        )
    return run


@contextmanager
def _only_one(run: ImportRun) -> Iterator[None]:
    """Hold a lock that ends with this process, however it ends."""
    path = imports_folder() / f"{run.pk}.lock"
    handle = os.open(path, os.O_RDWR | os.O_CREAT, 0o640)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        os.close(handle)
        raise Busy(
            f"{run.file_name} is being imported by another process. Wait until that has ended."
        ) from None
    try:
        yield
    finally:
        os.close(handle)


def _begin(run: ImportRun, *, anew: bool) -> None:
    run.state, run.error, run.finished_at, run.moved_at = RunState.RUNNING, "", None, now()
    if anew:
        run.position, run.share, run.counts, run.rejected, run.rejects_file = 0, 0.0, {}, 0, ""
        run.started_at = now()
    run.save()


def _read_through(run: ImportRun, file: Path, reading: Reading) -> None:
    kind, done = reading.file_map.kind, run.position
    take = make_target(kind, StoreId(run.store_id), at=run.started_at)
    with reading.open(file) as things, Rejects(file, run.pk, goes_on=done > 0) as rejects:
        # What was done before is read once more, fast: the counts are those of the whole file.
        fresh = (made for made in things if made.place >= done)
        while batch := list(islice(fresh, _BATCH[kind])):
            _take_batch(run, batch, take, rejects, reading)


def _take_batch(
    run: ImportRun, batch: Sequence[Made], take: Target, rejects: Rejects, reading: Reading
) -> None:
    """Take what is good of a batch and move the run's place on: both or neither."""
    good = [made for made in batch if made.fault is None]
    refused = [(made, made.fault) for made in batch if made.fault is not None]
    with transaction.atomic():
        taken = take([made.thing for made in good]) if good else Taken({})
        refused += [
            (good[place], Rejection(good[place].line, field, reason))
            for place, field, reason in taken.refused
        ]
        for made, rejection in sorted(refused, key=lambda each: each[0].place):
            rejects.write(made, rejection)
            reading.reject(rejection)
        rejects.flush()
        for name, count in taken.counts.items():
            run.counts[name] = run.counts.get(name, 0) + count
        run.position, run.share, run.moved_at = batch[-1].place + 1, reading.share, now()
        run.rejected += len(refused)
        run.rejects_file = rejects.path or run.rejects_file
        run.save(update_fields=("position", "share", "moved_at", "counts", "rejected", "rejects_file"))


def _finish(run: ImportRun, reading: Reading) -> None:
    run.state, run.share, run.finished_at, run.moved_at = RunState.DONE, 1.0, now(), now()
    run.counts = {**reading.counts, **run.counts}
    run.save(update_fields=("state", "share", "finished_at", "moved_at", "counts"))


def _fail(run: ImportRun, message: str) -> None:
    run.state, run.error, run.moved_at = RunState.FAILED, message, now()
    run.save(update_fields=("state", "error", "moved_at"))
