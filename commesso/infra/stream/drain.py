"""Carrying everything that waits, from a command that nobody's server stands beside."""

import time
from collections.abc import Callable

from commesso.infra.contracts import Place
from commesso.infra.stream.lag import count_waiting_facts, list_lags
from commesso.infra.stream.lock import RunnerLock
from commesso.infra.stream.runner import Runner, prepare_server

_LOOK_SECONDS = 0.25


def count_behind(consumer: str = "") -> int:
    """Return how many events the slowest consumer of each lane has not read yet, with the outbox's facts."""
    slowest: dict[str, int] = {}
    for lag in list_lags():
        if consumer and lag.consumer != consumer:
            continue
        slowest[lag.lane] = max(slowest.get(lag.lane, 0), lag.events)
    return sum(slowest.values()) + count_waiting_facts()


def drain(report: Callable[[int], None] = lambda _: None) -> bool:
    """Carry what waits onwards until nothing is left, and tell now and then how many events are.

    Return False at once when another process does this already, as a running server.
    """
    server, state = RunnerLock(Place.SERVER), RunnerLock(Place.STATE)
    if not server.take():
        return False
    state.take(wait=True)  # a server that ended a moment ago may finish its last block
    runner = Runner()
    try:
        prepare_server()
        runner.start()
        behind = count_behind()
        while behind:
            report(behind)
            time.sleep(_LOOK_SECONDS)
            behind = count_behind()
        report(0)
    finally:
        runner.stop()
        state.release()
        server.release()
    return True
