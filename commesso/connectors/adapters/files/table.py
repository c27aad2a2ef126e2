"""CSV and its relatives: the separator and the encoding are found out."""

import codecs
import csv
import io
from collections import Counter
from collections.abc import Iterator
from typing import BinaryIO

from commesso.connectors.contracts import FileError, Record

_SEPARATORS = ",;\t|"
_LOOKED_AT = 30
_LARGEST_FIELD = 8 << 20

csv.field_size_limit(_LARGEST_FIELD)


def sniff_encoding(head: bytes) -> str:
    """Return the encoding: what the first bytes mark, else UTF-8, else Windows' Western one."""
    for mark, name in (
        (codecs.BOM_UTF8, "utf-8-sig"),
        (codecs.BOM_UTF16_LE, "utf-16"),
        (codecs.BOM_UTF16_BE, "utf-16"),
    ):
        if head.startswith(mark):
            return name
    try:
        codecs.getincrementaldecoder("utf-8")().decode(head, final=False)
    except UnicodeDecodeError:
        return "cp1252"
    return "utf-8"


def sniff_delimiter(head: str) -> str:
    """Return the separator that cuts the first lines into the same number of parts, most of all parts."""
    rows = head.splitlines()[:_LOOKED_AT]
    scores: dict[str, tuple[float, int]] = {}
    for separator in _SEPARATORS:
        try:
            counts = Counter(len(row) for row in csv.reader(rows, delimiter=separator) if row)
        except csv.Error:
            continue
        width, often = max(counts.items(), key=lambda each: (each[1], each[0]), default=(1, 0))
        if width > 1:
            scores[separator] = (often / max(1, counts.total()), width)
    return max(scores, key=lambda each: scores[each], default=",")


def read_table(stream: BinaryIO, head: bytes, *, delimiter: str = "", encoding: str = "") -> Iterator[Record]:
    """Yield the rows under the header. A row that is too long, or no text, is a fault, not the end."""
    encoding = encoding or sniff_encoding(head)
    try:
        text = io.TextIOWrapper(stream, encoding=encoding, errors="surrogateescape", newline="")
    except LookupError:
        raise FileError(f"encoding={encoding!r} is not known. Use utf-8, cp1252 or utf-16.") from None
    delimiter = delimiter or sniff_delimiter(head.decode(encoding, errors="replace"))
    rows = csv.reader(text, delimiter=delimiter)
    columns = next_row(rows)
    if columns is None:
        return
    names = [name.strip() for name in columns]
    twice = [name for name, count in Counter(names).items() if count > 1 and name]
    if twice:
        raise FileError(
            f"The column {twice[0]!r} stands twice in the first line. Give each a name of its own."
        )
    line = rows.line_num
    while True:
        first = line + 1
        try:
            row = next(rows)
        except StopIteration:
            return
        except csv.Error as error:
            line = rows.line_num
            yield Record(first, {}, f"the line cannot be read: {error}.")
            continue
        line = rows.line_num
        if row:
            yield Record(first, dict(zip(names, row, strict=False)), _find_fault(row, names))


def next_row(rows: "Iterator[list[str]]") -> list[str] | None:
    """Return the next row that is not empty."""
    return next((row for row in rows if any(row)), None)


def _find_fault(row: list[str], names: list[str]) -> str:
    if len(row) > len(names):
        return f"the line has {len(row)} values for {len(names)} columns. Put quotes round the separator."
    for value in row:
        if not value.isascii() and any("\udc80" <= letter <= "\udcff" for letter in value):
            return "the line holds bytes that are not UTF-8. Save it so, or name file.encoding in a map."
    return ""
