"""One process at a time does the work of a place."""

import fcntl
import os
from pathlib import Path

from django.conf import settings

from commesso.infra.contracts import Place


class RunnerLock:
    """Held by the process that does a place's work; the one of `Place.SERVER` also holds the event store."""

    def __init__(self, place: Place = Place.SERVER) -> None:
        self._path = Path(settings.DATA) / f"{place.value}.lock"
        self._handle: int | None = None

    def take(self, *, wait: bool = False) -> bool:
        """Return whether this process has it now; with `wait`, return when it has."""
        handle = os.open(self._path, os.O_RDWR | os.O_CREAT, 0o640)
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | (0 if wait else fcntl.LOCK_NB))
        except BlockingIOError:
            os.close(handle)
            return False
        self._handle = handle
        return True

    def release(self) -> None:
        if self._handle is not None:
            os.close(self._handle)
            self._handle = None
