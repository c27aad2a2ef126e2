"""While requests queue up, taking in comes first: whoever carries events onwards rests, and catches up later."""

import threading
import time
from collections.abc import Callable
from pathlib import Path

from django.conf import settings

# So many times as long as the work took; what piles up meanwhile is safe in the log.
_REST = 10.0
_MAX_REST_SECONDS = 5.0
_LOOK_SECONDS = 0.05
_TOLD_SECONDS = 0.3

_rushes: list[Callable[[], bool]] = []


def rest_while(rushing: Callable[[], bool]) -> None:
    """Have the loader and the follower rest while `rushing()` is true in the serving process."""
    _rushes.append(rushing)


def tell_rush() -> None:
    """Let the process that follows the log know: it looks at the age of a file."""
    if _is_rushing_here():
        _file().touch()


def rest(stop: threading.Event, *, begun: float) -> None:
    """Rest while requests queue up, in proportion to the work since `begun` (monotonic seconds) at most."""
    worked = time.monotonic() - begun
    until = time.monotonic() + min(_MAX_REST_SECONDS, worked * _REST)
    while time.monotonic() < until and (_is_rushing_here() or _is_told()):
        stop.wait(_LOOK_SECONDS)


def _is_rushing_here() -> bool:
    return any(rushing() for rushing in _rushes)


def _is_told() -> bool:
    try:
        return time.time() - _file().stat().st_mtime < _TOLD_SECONDS
    except FileNotFoundError:
        return False


def _file() -> Path:
    return Path(settings.DATA) / "rush"
