"""Parquet, in batches of rows, and only the columns that are asked for."""

import shutil
from collections.abc import Collection, Iterator
from pathlib import Path

import pyarrow as pa  # type: ignore[import-untyped]
from pyarrow import parquet

from commesso.connectors.adapters.files.scratch import make_scratch
from commesso.connectors.adapters.files.source import open_bytes
from commesso.connectors.contracts import FileError, Record

_BATCH = 8_192


class ParquetRows:
    """The rows of a Parquet file, and how many of them there are."""

    def __init__(self, path: Path, folder: Path) -> None:
        self._unpacked = _unpack(path, folder)
        try:
            self._file = parquet.ParquetFile(self._unpacked or path)
        except (pa.ArrowException, OSError) as error:
            self.close()
            raise FileError(f"{path} is not a whole Parquet file: {error}. Fetch it again.") from None
        self.columns = tuple(self._file.schema_arrow.names)
        self.total = self._file.metadata.num_rows
        self.line = 0

    def read(self, wanted: Collection[str] | None) -> Iterator[Record]:
        columns = None if wanted is None else [name for name in self.columns if name in wanted]
        batches = self._file.iter_batches(batch_size=_BATCH, columns=columns)
        while True:
            try:
                batch = next(batches, None)
            except pa.ArrowException as error:
                raise FileError(f"The Parquet file is damaged: {error}. Fetch it again.") from None
            if batch is None:
                return
            names = batch.schema.names
            for values in zip(*(_to_python(column) for column in batch.columns), strict=True):
                self.line += 1
                yield Record(self.line, dict(zip(names, values, strict=True)))

    @property
    def share(self) -> float:
        return self.line / self.total if self.total else 1.0

    def close(self) -> None:
        if self._unpacked is not None:
            self._unpacked.unlink(missing_ok=True)


def _to_python(column: pa.Array) -> list[object]:
    """Nanoseconds become microseconds: Python's own times know no finer ones."""
    if pa.types.is_timestamp(column.type) and column.type.unit == "ns":
        column = column.cast(pa.timestamp("us", column.type.tz), safe=False)
    values: list[object] = column.to_pylist()
    return values


def _unpack(path: Path, folder: Path) -> Path | None:
    """Parquet keeps its table of contents at the end, so a gzip around it must be taken off first."""
    with path.open("rb") as file:
        if file.read(2) != b"\x1f\x8b":
            return None
    unpacked = make_scratch(folder, ".parquet")
    with open_bytes(path) as (stream, _), unpacked.open("wb") as out:
        shutil.copyfileobj(stream, out)
    return unpacked
