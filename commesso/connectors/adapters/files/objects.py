"""JSON: one object a line, or one long list."""

import codecs
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any, BinaryIO

import msgspec

from commesso.connectors.contracts import FileError, Record

_CHUNK = 1 << 18
_LARGEST_LINE = 32 << 20
_decode = msgspec.json.Decoder().decode
_raw_decode = json.JSONDecoder().raw_decode


def check_lines(head: bytes, path: Path) -> None:
    """Raise FileError for one object written over several lines, where no line is an object by itself."""
    lines = [line for line in head.removeprefix(codecs.BOM_UTF8).split(b"\n")[:3] if line.strip()][:2]
    if len(lines) == 2 and all(_to_record(0, line).fault for line in lines):
        raise FileError(f"{path} is one JSON object. Write one object a line, or a list of objects.")


def read_lines(stream: BinaryIO) -> Iterator[Record]:
    """Yield the object of each line. A line that is none is a fault, not the end."""
    line = 0
    while text := stream.readline(_LARGEST_LINE):
        line += 1
        if line == 1:
            text = text.removeprefix(codecs.BOM_UTF8)
        if text.strip():
            yield _to_record(line, text)


def _to_record(line: int, text: bytes) -> Record:
    try:
        value = _decode(text)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        return Record(line, {}, f"the line is not JSON: {error}.")
    if not isinstance(value, dict):
        return Record(line, {}, "the line is JSON but no object. Write one object a line, like {}.")
    return Record(line, value)


def read_list(stream: BinaryIO) -> Iterator[Record]:
    """Yield the objects of one JSON list, a piece of the file at a time. Lines count objects."""
    pieces = iter(lambda: stream.read(_CHUNK), b"")
    decoder = codecs.getincrementaldecoder("utf-8-sig")()
    buffer, number = "", 0
    ended = False
    while True:
        buffer = buffer.lstrip(" \t\r\n,") if number else buffer.lstrip(" \t\r\n").removeprefix("[").lstrip()
        if buffer.startswith("]"):
            return
        value, end = _try(buffer)
        if end < 0 or (end == len(buffer) and not ended):
            piece = next(pieces, None)
            if piece is None and ended:
                raise FileError(
                    f"The list breaks off or is no JSON after {number} objects. Fetch the file again."
                )
            ended = piece is None
            buffer += decoder.decode(piece or b"", final=ended)
            continue
        buffer = buffer[end:]
        number += 1
        yield (
            Record(number, value)
            if isinstance(value, dict)
            else Record(number, {}, "the entry is no object.")
        )


def _try(buffer: str) -> tuple[Any, int]:
    """Return the value the text begins with and where it ends; -1 while it is not whole."""
    if not buffer:
        return None, -1
    try:
        return _raw_decode(buffer)
    except json.JSONDecodeError:
        return None, -1
