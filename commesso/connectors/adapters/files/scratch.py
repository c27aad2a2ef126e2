"""Temporary files of a running import. Those of a process that was killed are removed by the next one."""

import contextlib
import os
import tempfile
from pathlib import Path

_MARK = "scratch-"


def make_scratch(folder: Path, suffix: str) -> Path:
    """Return a new empty file of this process."""
    _sweep(folder)
    handle, name = tempfile.mkstemp(dir=folder, prefix=f"{_MARK}{os.getpid()}-", suffix=suffix)
    os.close(handle)
    return Path(name)


def _sweep(folder: Path) -> None:
    for path in folder.glob(f"{_MARK}*"):
        owner = path.name.removeprefix(_MARK).partition("-")[0]
        if owner.isdecimal() and not _runs(int(owner)):
            with contextlib.suppress(OSError):
                path.unlink()


def _runs(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except OSError:
        return True  # somebody else's
    return True
