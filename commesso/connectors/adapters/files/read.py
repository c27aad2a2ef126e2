"""Any file, as rows."""

from collections.abc import Collection, Iterator
from contextlib import contextmanager
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

from commesso.connectors.adapters.files.feed import read_feed
from commesso.connectors.adapters.files.objects import check_lines, read_lines, read_list
from commesso.connectors.adapters.files.source import CountedFile, naming_damage, open_bytes, read_head
from commesso.connectors.adapters.files.table import read_table
from commesso.connectors.contracts import FileError, Record

if TYPE_CHECKING:
    from commesso.connectors.adapters.files.columns import ParquetRows

_PARQUET = b"PAR1"
_FIRST_ROWS = 50


class Rows:
    """The rows of an open file. `share` says how much of it was read."""

    def __init__(self, records: Iterator[Record], progress: "CountedFile | ParquetRows") -> None:
        self._records = records
        self._progress = progress

    def __iter__(self) -> Iterator[Record]:
        return self._records

    @property
    def share(self) -> float:
        return self._progress.share


@contextmanager
def open_rows(
    path: Path,
    *,
    folder: Path,
    wanted: Collection[str] | None = None,
    delimiter: str = "",
    encoding: str = "",
) -> Iterator[Rows]:
    """Open a file of any kind we know. `folder` is where a packed Parquet file may be unpacked."""
    head = read_head(path)
    if not head.strip():
        raise FileError(f"{path} is empty.")
    if head.startswith(_PARQUET):
        # Its library takes a fifth of a second and 40 MB, which no other file and no server needs.
        from commesso.connectors.adapters.files.columns import ParquetRows  # noqa: PLC0415

        table = ParquetRows(path, folder)
        try:
            yield Rows(_guard(table.read(wanted), path), table)
        finally:
            table.close()
        return
    beginning = head.lstrip(b"\xef\xbb\xbf \t\r\n")[:1]
    with open_bytes(path) as (stream, counted):
        if beginning == b"{":
            check_lines(head, path)
            records = read_lines(stream)
        elif beginning == b"[":
            records = read_list(stream)
        elif beginning == b"<":
            records = read_feed(stream)
        elif b"\x00" in head[:1024] and not head.startswith((b"\xff\xfe", b"\xfe\xff")):
            raise FileError(
                f"{path} is none of CSV, JSON, Parquet or a product feed. Save it as one of these."
            )
        else:
            records = read_table(stream, head, delimiter=delimiter, encoding=encoding)
        yield Rows(_guard(records, path), counted)


def _guard(records: Iterator[Record], path: Path) -> Iterator[Record]:
    with naming_damage(path):
        yield from records


def list_columns(path: Path, *, folder: Path, delimiter: str = "", encoding: str = "") -> tuple[str, ...]:
    """Return the names of the columns, as far as the first rows know them."""
    first = read_first(path, folder=folder, count=_FIRST_ROWS, delimiter=delimiter, encoding=encoding)
    return tuple(dict.fromkeys(name for record in first for name in record.values))


def read_first(
    path: Path, *, folder: Path, count: int, delimiter: str = "", encoding: str = ""
) -> list[Record]:
    with open_rows(path, folder=folder, delimiter=delimiter, encoding=encoding) as rows:
        return list(islice(rows, count))


def has_fixed_columns(path: Path) -> bool:
    """Whether every row has the same columns, so that a name that is missing is a mistake."""
    return read_head(path, 512).lstrip(b"\xef\xbb\xbf \t\r\n")[:1] not in (b"{", b"[", b"<")
