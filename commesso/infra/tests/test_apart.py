"""Long computing in a process of its own."""

import operator
import os
import signal
import threading
import time

import pytest

from commesso.infra.apart import close_computing, compute
from commesso.infra.contracts import ComputingFailed


def test_a_command_computes_where_it_is() -> None:
    assert compute(os.getpid) == os.getpid()


def test_a_serving_process_has_another_compute(computing_apart: None) -> None:
    assert compute(operator.add, [1], [2]) == [1, 2]
    assert compute(os.getpid) != os.getpid()
    assert compute(os.nice, 0) == min(19, os.nice(0) + 10)


def test_what_fails_there_is_told_here(computing_apart: None) -> None:
    with pytest.raises(ComputingFailed, match="truediv failed: ZeroDivisionError: division by zero"):
        compute(operator.truediv, 1, 0)


def test_a_process_that_is_killed_is_told_of(computing_apart: None) -> None:
    with pytest.raises(ComputingFailed, match=r"_kill_self ended before it was done \(exit code -9\)"):
        compute(_kill_self)


def test_whoever_waits_is_let_go_when_the_server_stops(computing_apart: None) -> None:
    threading.Timer(1.0, close_computing).start()
    begun = time.monotonic()
    with pytest.raises(ComputingFailed, match="sleep ended before it was done"):
        compute(time.sleep, 60)
    assert time.monotonic() - begun < 20


def _kill_self() -> None:
    os.kill(os.getpid(), signal.SIGKILL)
