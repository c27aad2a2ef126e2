"""A file's bytes, unpacked if they are gzip, with a count of how much was read."""

import gzip
import io
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import blake2b
from pathlib import Path
from typing import BinaryIO

from commesso.connectors.contracts import FileError

_GZIP = b"\x1f\x8b"
_CHUNK = 1 << 20


class CountedFile(io.RawIOBase):
    """A file that knows how far it was read, packed as it is, so that it can be shown as a share."""

    def __init__(self, path: Path) -> None:
        super().__init__()
        self._file = path.open("rb", buffering=0)
        self.size = path.stat().st_size
        self.place = 0

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: "bytearray | memoryview") -> int:  # type: ignore[override]
        count = self._file.readinto(buffer) or 0
        self.place += count
        return count

    def close(self) -> None:
        self._file.close()
        super().close()

    @property
    def share(self) -> float:
        return self.place / self.size if self.size else 1.0


@contextmanager
def open_bytes(path: Path) -> Iterator[tuple[BinaryIO, CountedFile]]:
    """Open a file for reading through, unpacked. Raise FileError when it cannot be opened."""
    try:
        counted = CountedFile(path)
    except OSError as error:
        raise FileError(
            f"{path} cannot be read: {error.strerror}. Check the name and its permissions."
        ) from None
    try:
        buffered = io.BufferedReader(counted, _CHUNK)
        packed = buffered.peek(2)[:2] == _GZIP
        yield (gzip.GzipFile(fileobj=buffered) if packed else buffered), counted  # type: ignore[misc]
    finally:
        counted.close()


def read_head(path: Path, size: int = _CHUNK) -> bytes:
    """Return the first bytes, unpacked."""
    with open_bytes(path) as (stream, _), naming_damage(path):
        parts, left = [], size
        while left and (part := stream.read(left)):
            parts.append(part)
            left -= len(part)
        return b"".join(parts)


@contextmanager
def naming_damage(path: Path) -> Iterator[None]:
    """Turn what reading a damaged file raises into words. Nothing but reading may stand inside."""
    try:
        yield
    except (EOFError, zlib.error, OSError) as error:
        raise FileError(f"{path} breaks off or is damaged: {error}. Fetch it again.") from None


def digest_file(path: Path) -> str:
    """Return 32 digits that stand for the bytes of a file, packed or not."""
    whole = blake2b(digest_size=16)
    try:
        with path.open("rb") as file:
            while chunk := file.read(_CHUNK):
                whole.update(chunk)
    except OSError as error:
        raise FileError(
            f"{path} cannot be read: {error.strerror}. Check the name and its permissions."
        ) from None
    return whole.hexdigest()
