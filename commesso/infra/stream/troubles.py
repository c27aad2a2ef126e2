"""Work that fails rests for a while and says why, and all other work goes on."""

import contextlib
import logging
import time
from collections.abc import Callable

from django.db import Error as DatabaseError

from commesso.infra.models import Trouble
from commesso.kernel.clock import now

log = logging.getLogger(__name__)

_REST_SECONDS = 2.0


class Troubles:
    """What rests at the moment in one thread; the table tells the other processes."""

    def __init__(self) -> None:
        self._resting: dict[str, float] = {}
        self._known: dict[str, str] = {}

    def guard(self, name: str, work: Callable[[], int | None]) -> int:
        """Do the work unless it rests; return what it returned, 0 when it failed."""
        if self._resting.get(name, 0.0) > time.monotonic():
            return 0
        try:
            moved = work() or 0
        except Exception as error:
            log.exception("%s rests for %s s.", name, _REST_SECONDS)
            self._resting[name] = time.monotonic() + _REST_SECONDS
            self._tell(name, f"{type(error).__name__}: {error}")
            return 0
        if name in self._known:
            self._tell(name, "")
        return moved

    def _tell(self, name: str, error: str) -> None:
        """Write it down; when the database itself is the trouble, whoever asks for health sees that anyway."""
        if self._known.get(name, "") == error:
            return
        with contextlib.suppress(DatabaseError):
            if error:
                Trouble.objects.update_or_create(name=name, defaults={"error": error, "since": now()})
                self._known[name] = error
            else:
                Trouble.objects.filter(name=name).delete()
                self._known.pop(name, None)


def forget_troubles(names: list[str]) -> None:
    """Begin with a clean page: what rested in a process that ended says nothing about this one."""
    Trouble.objects.filter(name__in=names).delete()
