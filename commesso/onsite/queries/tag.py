"""The built tag: files named by their content, read once, and again when a build has replaced them."""

import gzip
import hashlib
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from commesso.kernel.errors import CommessoError

BUILT = Path(__file__).parents[1] / "static" / "tag"
_CHUNK = re.compile(r"([A-Za-z0-9_-]+)\.([A-Za-z0-9_-]{6,64})\.js")
_TRIED = ("br", "gzip")  # the smallest first


class TagNotBuilt(CommessoError):
    """The tag's scripts are missing."""


@dataclass(frozen=True)
class TagFile:
    """A script, whole and packed. `is_exact`: it is the very file that was asked for, so it never changes."""

    etag: str
    body: bytes
    packed: Mapping[str, bytes] = field(default_factory=dict)  # by content coding
    is_exact: bool = True

    def choose(self, accepted: str) -> tuple[str, bytes]:
        """Return the smallest form that `Accept-Encoding` takes: its coding ("" = plain) and its bytes."""
        codings = _read_codings(accepted)
        for coding in _TRIED:
            if coding in self.packed and codings.get(coding, codings.get("*", 0.0)) > 0:
                return coding, self.packed[coding]
        return "", self.body


@dataclass(frozen=True)
class _Build:
    stamp: int
    core: TagFile
    chunks: Mapping[str, TagFile]  # by file name
    latest: Mapping[str, TagFile]  # by name without the hash


_builds: dict[Path, _Build] = {}


def get_core() -> TagFile:
    """Return the script behind /commesso.js. Raise TagNotBuilt."""
    return _read_build().core


def find_chunk(name: str) -> TagFile | None:
    """Return a chunk by its file name; for an older hash today's chunk of that name; else None."""
    build = _read_build()
    if name in build.chunks:
        return build.chunks[name]
    match = _CHUNK.fullmatch(name)
    return build.latest.get(match[1]) if match else None


def _read_build() -> _Build:
    folder = BUILT
    manifest = folder / "manifest.json"
    try:
        stamp = manifest.stat().st_mtime_ns
    except FileNotFoundError:
        raise TagNotBuilt("The tag is not built. Build it: python -m tools.front_end") from None
    known = _builds.get(folder)
    if known is None or known.stamp != stamp:
        known = _builds[folder] = _load(folder, stamp)
    return known


def _load(folder: Path, stamp: int) -> _Build:
    listed: dict[str, dict[str, Any]] = json.loads((folder / "manifest.json").read_text())
    if "core" not in listed:
        raise TagNotBuilt(
            f"{folder / 'manifest.json'} names no core. Build the tag: python -m tools.front_end"
        )
    core = _load_file(folder / listed["core"]["file"])
    files = {
        each["file"]: _load_file(folder / each["file"]) for name, each in listed.items() if name != "core"
    }
    latest = {
        match[1]: TagFile(file.etag, file.body, file.packed, is_exact=False)
        for name, file in files.items()
        if (match := _CHUNK.fullmatch(name))
    }
    return _Build(stamp, core, files, latest)


def _load_file(file: Path) -> TagFile:
    body = file.read_bytes()
    packed = {"gzip": _beside(file, ".gz") or gzip.compress(body, 9, mtime=0)}
    if brotli := _beside(file, ".br"):
        packed["br"] = brotli
    return TagFile(hashlib.sha256(body).hexdigest()[:20], body, packed)


def _beside(file: Path, ending: str) -> bytes:
    packed = file.with_name(file.name + ending)
    return packed.read_bytes() if packed.exists() else b""


def _read_codings(accepted: str) -> dict[str, float]:
    """Read "gzip, br;q=0.5, *;q=0"."""
    found = {}
    for part in accepted.lower().split(","):
        name, _, parameters = part.partition(";")
        weight = re.search(r"q\s*=\s*([0-9.]+)", parameters)
        try:
            found[name.strip()] = float(weight[1]) if weight else 1.0
        except ValueError:
            found[name.strip()] = 0.0
    return found
