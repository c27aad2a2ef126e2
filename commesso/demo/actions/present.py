"""Sending what goes on in the shop right now, as any client does: over HTTP."""

import logging
import time
from collections.abc import Iterator
from itertools import islice
from threading import Event as Flag

from commesso.demo.adapters.commesso import send_batch
from commesso.demo.contracts import Event, Plan
from commesso.demo.rules.history import iter_present
from commesso.demo.rules.scribe import Timed

log = logging.getLogger(__name__)

_EVENTS_A_VISIT = 5.0
_TRY_AGAIN_SECONDS = 2.0


def send_present(*, plan: Plan, address: str, write_key: str, events_a_second: float, stop: Flag) -> None:
    """Post the present visits to a running server, as they happen, until `stop` is set."""
    present = iter_present(plan, seconds_between=_EVENTS_A_VISIT / events_a_second)
    waiting: Timed | None = None
    while not stop.is_set():
        waiting = waiting or next(present)
        stop.wait(max(0.0, waiting[0] - time.time()))
        if stop.is_set():
            return
        due = [waiting[1]]
        waiting = None
        for timed in _until_now(present):
            if timed[0] > time.time():
                waiting = timed
                break
            due.append(timed[1])
        _post(due, address=address, write_key=write_key, stop=stop)


def _until_now(present: Iterator[Timed]) -> Iterator[Timed]:
    return islice(present, 500)


def _post(events: list[Event], *, address: str, write_key: str, stop: Flag) -> None:
    """Send a batch; a server that starts or is full gets it a moment later."""
    while not stop.is_set():
        status = send_batch(events, address=address, key=write_key)
        if status == 200:
            return
        if 400 <= status < 500 and status != 429:
            log.warning("The collector refused %d events of the demo with %d.", len(events), status)
            return
        stop.wait(_TRY_AGAIN_SECONDS)
