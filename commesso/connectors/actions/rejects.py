"""The file of what was not taken: line, field, reason, and the row itself."""

import csv
from pathlib import Path
from types import TracebackType
from typing import Self, TextIO, cast

from commesso.connectors.contracts import Rejection
from commesso.connectors.queries.runs import imports_folder
from commesso.connectors.rules.making import Made
from commesso.connectors.rules.shaping import write_json

_SHOWN = 2_000


class Rejects:
    """Written beside the file, or in the data folder when the file's own folder is read-only."""

    def __init__(self, file: Path, run_id: int, *, goes_on: bool) -> None:
        name = f"{file.name}.rejects.csv"
        self._places = (file.with_name(name), imports_folder() / f"{run_id}-{name}")
        self._mode = "a" if goes_on else "w"
        self._out: TextIO | None = None
        self.path = ""
        if not goes_on:
            self._remove_old()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._out is not None:
            self._out.close()

    def write(self, made: Made, rejection: Rejection) -> None:
        out = self._out or self._open()
        row = write_json(dict(made.row)) if made.row else ""
        csv.writer(out).writerow((rejection.line, rejection.field, rejection.reason, row[:_SHOWN]))

    def flush(self) -> None:
        if self._out is not None:
            self._out.flush()

    def _open(self) -> TextIO:
        for place in self._places:
            try:
                self._out = cast("TextIO", place.open(self._mode, encoding="utf-8", newline=""))
            except OSError:
                continue
            self.path = str(place)
            break
        assert self._out is not None, "The data folder can be written, or nothing would run."
        if self._out.tell() == 0:
            csv.writer(self._out).writerow(("line", "field", "reason", "row"))
        return self._out

    def _remove_old(self) -> None:
        """The rejects of an earlier try are not this one's."""
        for place in self._places:
            if place.exists():
                try:
                    place.unlink()
                except OSError:
                    continue
