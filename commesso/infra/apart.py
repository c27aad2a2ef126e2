"""Long computing, in a process of its own: in the serving one, every answer would wait for the interpreter meanwhile.

A process a piece of work: what it took in memory is given back when it ends. It opens neither database nor event store;
whatever it works on is handed to it.
"""

import contextlib
import logging
import multiprocessing
import os
import signal
import threading
from collections.abc import Callable
from multiprocessing.connection import Connection
from multiprocessing.context import SpawnProcess
from typing import Any, ParamSpec, TypeVar

from commesso.infra.contracts import ComputingFailed

P = ParamSpec("P")
T = TypeVar("T")

# Whoever waits for an answer comes first, then those who follow the log.
_NICENESS = 10
_END_SECONDS = 5.0

log = logging.getLogger(__name__)
_spawn = multiprocessing.get_context("spawn")
_running: set[SpawnProcess] = set()
_guard = threading.Lock()
_is_open = False


def open_computing() -> None:
    """From now on, compute apart. Only a serving process does: a command keeps nobody waiting."""
    global _is_open  # noqa: PLW0603 said once, as the process starts
    _is_open = True


def close_computing() -> None:
    """End what is being computed; whoever waits for it gets ComputingFailed."""
    global _is_open  # noqa: PLW0603 said once, as the process ends
    with _guard:
        _is_open = False
        for process in _running:
            process.terminate()


def compute(function: Callable[P, T], *arguments: P.args, **named: P.kwargs) -> T:
    """Return what a function of a module returns, worked out apart, at low priority.

    The function must need nothing but its arguments; they and the result are copied (pickled) across. What it raises is
    raised here as ComputingFailed, and so is its end for any other reason, as for want of memory.
    """
    started = _start()
    if started is None:
        return function(*arguments, **named)
    process, pipe = started
    try:
        with pipe:
            pipe.send((function, arguments, named))
            is_good, result = pipe.recv()
    except (EOFError, OSError):
        process.join(_END_SECONDS)
        raise ComputingFailed(
            f"{function.__name__} ended before it was done (exit code {process.exitcode})."
        ) from None
    finally:
        process.join(_END_SECONDS)
        with _guard:
            _running.discard(process)
    if not is_good:
        raise ComputingFailed(f"{function.__name__} failed: {result}")
    value: T = result
    return value


def _start() -> tuple[SpawnProcess, Connection] | None:
    with _guard:
        if not _is_open:
            return None
        ours, theirs = _spawn.Pipe()
        with theirs:
            process = _spawn.Process(target=_work, args=(theirs,), name="apart", daemon=True)
            process.start()
        _running.add(process)
        return process, ours


def _work(pipe: Connection) -> None:
    os.nice(_NICENESS)
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the serving process, which ends this one
    with contextlib.suppress(EOFError, BrokenPipeError):  # nobody waits any more
        pipe.send(_answer(*pipe.recv()))


def _answer(
    function: Callable[..., Any], arguments: tuple[Any, ...], named: dict[str, Any]
) -> tuple[bool, Any]:
    try:
        return True, function(*arguments, **named)
    except Exception as error:
        log.exception("%s failed.", function.__name__)
        return False, f"{type(error).__name__}: {error}"
