"""Reading a file through, as things: products, orders, customers, events."""

import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from commesso.connectors.adapters.files.groups import Groups
from commesso.connectors.adapters.files.people import People
from commesso.connectors.adapters.files.read import Rows, open_rows
from commesso.connectors.contracts import Kind, Outcome, Progress, Record, Rejection
from commesso.connectors.queries.runs import imports_folder
from commesso.connectors.rules.making import Made, count_made, find_key, make_all
from commesso.connectors.rules.maps import FileMap
from commesso.connectors.rules.shaping import show

Tell = Callable[[Progress], None]
_TELL_SECONDS = 0.2
_SAMPLE = 3
_SHOWN = 10


def tell_nobody(_: Progress) -> None:
    return


@dataclass(slots=True)
class Reading:
    """One pass over a file: what was counted and what could not be taken."""

    file_map: FileMap
    tell: Tell = tell_nobody
    counts: dict[str, int] = field(default_factory=dict)
    rejections: list[Rejection] = field(default_factory=list)  # the first of them
    rejected: int = 0
    share: float = 0.0
    told_at: float = 0.0

    def reject(self, rejection: Rejection) -> None:
        self.rejected += 1
        if len(self.rejections) < _SHOWN:
            self.rejections.append(rejection)

    @contextmanager
    def open(self, file: Path) -> Iterator[Iterator[Made]]:
        """Open a file and give what it holds, one thing after the other."""
        folder, file_map = imports_folder(), self.file_map
        rows_of = open_rows(
            file,
            folder=folder,
            wanted=file_map.list_columns(),
            delimiter=file_map.delimiter,
            encoding=file_map.encoding,
        )
        with rows_of as rows, People(folder) as people:
            if not file_map.group_by:
                yield self._iter_made(([record] for record in rows), people, lambda _: rows.share)
                return
            groups = Groups(folder)
            try:
                self._sort(groups, rows)
                total = max(1, groups.count())
                yield self._iter_made(groups.read(), people, lambda place: place / total)
            finally:
                groups.close()

    def _sort(self, groups: Groups, rows: Rows) -> None:
        groups.fill(
            rows,
            lambda record: find_key(self.file_map, record),
            lambda count: self._progress("sorting", count, rows.share),
        )

    def _iter_made(
        self, groups: Iterator[Sequence[Record]], people: People, share: Callable[[int], float]
    ) -> Iterator[Made]:
        kind, sizes = self.file_map.kind, [0]

        def measured() -> Iterator[Sequence[Record]]:
            for group in groups:
                sizes[0] = len(group)
                yield group

        for made in make_all(self.file_map, measured()):
            count_made(kind, made, sizes[0], self.counts)
            if kind is Kind.ORDERS and made.thing is not None:
                people.add(made.thing.user_id or made.thing.email)
            self.share = min(1.0, share(made.place + 1))
            self._progress("importing", self.counts["rows"], self.share)
            yield made
        if kind is Kind.ORDERS:
            self.counts["customers"] = people.count()
        self._progress("importing", self.counts.get("rows", 0), 1.0, last=True)

    def _progress(self, phase: str, rows: int, share: float, *, last: bool = False) -> None:
        """Tell now and then, not at each row."""
        if last or time.monotonic() - self.told_at >= _TELL_SECONDS:
            self.told_at = time.monotonic()
            self.tell(Progress(phase, rows, share))


def rehearse(file: Path, file_map: FileMap, *, tell: Tell = tell_nobody) -> Outcome:
    """Read a file through without taking anything; return what would be taken, with a sample."""
    reading = Reading(file_map, tell)
    sample: list[dict[str, Any]] = []
    with reading.open(file) as things:
        for made in things:
            if made.fault is not None:
                reading.reject(made.fault)
            elif len(sample) < _SAMPLE:
                sample.append(show(made.thing))
    return Outcome(
        run=None,
        counts=reading.counts,
        rejections=tuple(reading.rejections),
        rejected=reading.rejected,
        sample=tuple(sample),
    )
