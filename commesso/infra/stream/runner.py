"""The threads that carry events onwards. One process of an installation runs them."""

import fcntl
import logging
import os
import threading
import time
from collections.abc import Callable
from pathlib import Path

from django.conf import settings
from django.db import close_old_connections, connection

from commesso.infra import outbox
from commesso.infra.eventstore.migrate import migrate
from commesso.infra.log.lanes import FACTS, append_offline, list_lanes, open_lane
from commesso.infra.log.reader import Position
from commesso.infra.newer import check_event_store_is_not_newer
from commesso.infra.stream.checkpoints import Checkpoints
from commesso.infra.stream.consume import BlockReader, consume
from commesso.infra.stream.load import load
from commesso.infra.stream.registry import Tick, is_rushing, list_subscriptions, list_ticks
from commesso.kernel.clock import now

log = logging.getLogger(__name__)

_IDLE_SECONDS = 0.1
_LOAD_SECONDS = 0.4  # a block a moment is enough for a screen, and keeps the store's parts few
_BACK_OFF_SECONDS = 2.0
# While requests queue up, taking in comes first: consumers rest so many times as long as they worked, and
# catch up when the rush is over.
_RUSH_REST = 6.0
_MAX_REST_SECONDS = 5.0


class Runner:
    """Reads all lanes for all subscriptions, relays the outbox, rings the clock, fills the event store."""

    def __init__(self) -> None:
        self._stop = threading.Event()
        self._threads: list[threading.Thread] = []
        self.errors: dict[str, str] = {}
        self._resting: dict[str, float] = {}
        self._ticked: dict[str, float] = {}
        self._write_down = Tick(
            name="infra.write_checkpoints", seconds=30, run=lambda _now: self._checkpoints.write_down()
        )
        self._checkpoints = Checkpoints()

    def start(self) -> None:
        for name, work in (("consumers", self._consume_forever), ("loader", self._load_forever)):
            thread = threading.Thread(target=work, name=name, daemon=True)
            thread.start()
            self._threads.append(thread)

    def stop(self) -> None:
        """Finish the block in hand, then end the threads."""
        self._stop.set()
        for thread in self._threads:
            thread.join(timeout=30)

    def drain(self) -> None:
        """Carry everything that waits, in this thread, until nothing moves. For commands and tests."""
        while self.step() + self.load_step():
            pass

    def step(self) -> int:
        """One turn: relay the outbox, then one block for every consumer on every lane."""
        moved = self._guarded("outbox", relay_outbox)
        reader = BlockReader()  # a new one each turn: what was erased meanwhile must not come from memory
        for lane in list_lanes():
            for subscription in list_subscriptions():
                begun = time.monotonic()
                moved += self._guarded(
                    subscription.name,
                    lambda s=subscription, lane=lane: consume(  # type: ignore[misc]
                        s, lane, checkpoints=self._checkpoints, reader=reader
                    ),
                )
                self._let_in_first(begun)
        return moved

    def load_step(self) -> int:
        return sum(
            self._guarded("events", lambda lane=lane: load(lane, checkpoints=self._checkpoints))  # type: ignore[misc]
            for lane in list_lanes()
        )

    def position(self, consumer: str, lane: str) -> Position | None:
        """Where a consumer stands now; the database may know an earlier place, as unwanted events move nothing."""
        return self._checkpoints.find(consumer, lane)

    def ring(self) -> None:
        """Call what the clock starts, where its time has come."""
        for tick in [*list_ticks(), self._write_down]:
            if time.monotonic() - self._ticked.get(tick.name, 0.0) >= tick.seconds:
                self._ticked[tick.name] = time.monotonic()
                self._guarded(tick.name, lambda tick=tick: tick.run(now()))  # type: ignore[misc]

    def _consume_forever(self) -> None:
        while not self._stop.is_set():
            close_old_connections()
            if not self.step():
                self._stop.wait(_IDLE_SECONDS)
            self.ring()
        self._guarded("infra.write_checkpoints", self._checkpoints.write_down)
        connection.close()

    def _load_forever(self) -> None:
        while not self._stop.is_set():
            close_old_connections()
            begun = time.monotonic()
            if self.load_step() < 1_000:
                self._stop.wait(max(0.0, _LOAD_SECONDS - (time.monotonic() - begun)))
            self._let_in_first(begun)
        connection.close()

    def _let_in_first(self, begun: float) -> None:
        """Rest in proportion to the work since `begun` while requests queue up."""
        if is_rushing():
            self._stop.wait(min(_MAX_REST_SECONDS, (time.monotonic() - begun) * _RUSH_REST))

    def _guarded(self, name: str, work: Callable[[], int | None]) -> int:
        """Do one consumer's work; when it fails let it rest, and let the others go on."""
        if self._resting.get(name, 0.0) > time.monotonic():
            return 0
        try:
            moved = work() or 0
        except Exception as error:
            log.exception("%s rests for %s s.", name, _BACK_OFF_SECONDS)
            self.errors[name] = f"{type(error).__name__}: {error}"
            self._resting[name] = time.monotonic() + _BACK_OFF_SECONDS
            return 0
        self.errors.pop(name, None)
        return moved


def relay_outbox() -> int:
    """Append waiting facts to their lane, then delete them: durable in one place before gone in the other."""
    row_ids, facts = outbox.take_batch()
    if row_ids:
        append_offline(FACTS, facts)
        outbox.delete_batch(row_ids)
    return len(row_ids)


class RunnerLock:
    """Held by the one process that runs the threads; the event store can have one process only."""

    def __init__(self) -> None:
        self._handle: int | None = None

    def take(self) -> bool:
        """Return whether this process may run them now."""
        path = Path(settings.DATA) / "runner.lock"
        handle = os.open(path, os.O_RDWR | os.O_CREAT, 0o640)
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            os.close(handle)
            return False
        self._handle = handle
        return True

    def release(self) -> None:
        if self._handle is not None:
            os.close(self._handle)
            self._handle = None


def prepare() -> None:
    """Bring both stores up to this version and open the lanes this process writes."""
    migrate()
    check_event_store_is_not_newer()
    open_lane(FACTS)


# The runner of this process, if it has the lock: health and metrics ask it for errors.
current: Runner | None = None
