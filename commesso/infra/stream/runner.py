"""What carries events onwards: threads of the serving process and of the one that follows the log."""

import threading
import time
from collections.abc import Callable, Collection
from functools import partial

from django.db import close_old_connections, connection

from commesso.infra import outbox
from commesso.infra.contracts import FACTS_LANE, Place
from commesso.infra.eventstore.migrate import migrate
from commesso.infra.log.lanes import append_offline, list_lanes, open_lane
from commesso.infra.newer import check_event_store_is_not_newer
from commesso.infra.stream.checkpoints import Checkpoints
from commesso.infra.stream.consume import BlockReader, consume
from commesso.infra.stream.load import Loader
from commesso.infra.stream.registry import Tick, list_subscriptions, list_ticks
from commesso.infra.stream.rush import rest, tell_rush
from commesso.infra.stream.troubles import Troubles, forget_troubles
from commesso.kernel.clock import now

_TURN_SECONDS = 0.1
_LOAD_SECONDS = 0.4  # a block a moment is enough for a screen, and keeps the store's parts few
_WRITE_DOWN_SECONDS = 1.0
_MANY = 1_000  # so many waited that the next load need not
EVERYWHERE = frozenset(Place)


class Runner:
    """Hands all lanes to all subscriptions, relays the outbox, rings the clock, fills the event store.

    `places` says which of it is this process's work.
    """

    def __init__(self, places: Collection[Place] = EVERYWHERE) -> None:
        self._places = places
        self._stop = threading.Event()
        self._threads: list[threading.Thread] = []
        self._ticked: dict[str, float] = {}
        self._loader = Loader()
        self._loaded_at = 0.0
        self._written_at = dict.fromkeys(Place, 0.0)
        self._checkpoints = {place: Checkpoints() for place in Place}
        self._troubles = Troubles()

    def start(self) -> None:
        for place in self._places:
            forget_troubles([each.name for each in list_subscriptions(place)])
            forget_troubles([each.name for each in list_ticks(place)])
        if Place.STATE in self._places:
            self._start_thread("follower", self._follow)
        if Place.SERVER in self._places:
            self._start_thread("loader", self._load)
            self._start_thread("clock", self._ring)
            for tick in list_ticks(Place.SERVER, alone=True):
                self._start_thread(tick.name, partial(self._call, tick))

    def stop(self) -> None:
        """Finish the block in hand, then end the threads."""
        self._stop.set()
        for thread in self._threads:
            thread.join(timeout=30)
        for place in self._places:
            self._written_at[place] = 0.0
            self._write_down(place)

    def drain(self) -> None:
        """Carry everything that waits, in this thread, until nothing moves. For commands and tests."""
        while self.relay_step() + self.step(Place.STATE) + self.load_step() + self.step(Place.SERVER):
            pass
        for checkpoints in self._checkpoints.values():
            checkpoints.write_down()

    def step(self, place: Place) -> int:
        """Hand one block of every lane to every consumer of a place; return how many events were read."""
        moved = 0
        reader = BlockReader()  # a new one each turn: what was erased meanwhile must not come from memory
        for lane in list_lanes():
            for each in list_subscriptions(place):
                if each.reads(lane):
                    moved += self._troubles.guard(
                        each.name,
                        lambda each=each, lane=lane: consume(  # type: ignore[misc]
                            each, lane, checkpoints=self._checkpoints[place], reader=reader
                        ),
                    )
        return moved

    def relay_step(self) -> int:
        """Append the facts that wait in the outbox to their lane; return how many."""
        return self._troubles.guard("outbox", relay_outbox)

    def load_step(self) -> int:
        """Load one block of every lane into the event store; return how many events were read."""
        checkpoints = self._checkpoints[Place.SERVER]
        return sum(
            self._troubles.guard("events", lambda lane=lane: self._loader.load(lane, checkpoints=checkpoints))  # type: ignore[misc]
            for lane in list_lanes()
        )

    def ring(self, place: Place) -> None:
        """Call what the clock starts, where its time has come."""
        for tick in list_ticks(place, alone=False):
            self._call(tick)

    def _call(self, tick: Tick) -> None:
        if time.monotonic() - self._ticked.get(tick.name, 0.0) >= tick.seconds:
            self._ticked[tick.name] = time.monotonic()
            self._troubles.guard(tick.name, lambda: tick.run(now()))

    def _follow(self) -> int:
        begun = time.monotonic()
        moved = self.step(Place.STATE)
        rest(self._stop, begun=begun)
        self._write_down(Place.STATE)
        self.ring(Place.STATE)
        return moved

    def _load(self) -> int:
        moved = self.relay_step() + self.step(Place.SERVER)
        begun = time.monotonic()
        if begun - self._loaded_at >= _LOAD_SECONDS:
            loaded = self.load_step()
            self._loaded_at = begun if loaded < _MANY else 0.0
            moved += loaded
            rest(self._stop, begun=begun)
        self._write_down(Place.SERVER)
        return moved

    def _ring(self) -> None:
        tell_rush()
        self.ring(Place.SERVER)

    def _write_down(self, place: Place) -> None:
        if time.monotonic() - self._written_at[place] >= _WRITE_DOWN_SECONDS:
            self._written_at[place] = time.monotonic()
            self._troubles.guard("checkpoints", self._checkpoints[place].write_down)

    def _start_thread(self, name: str, turn: Callable[[], int | None]) -> None:
        thread = threading.Thread(target=self._forever, args=(turn,), name=name, daemon=True)
        thread.start()
        self._threads.append(thread)

    def _forever(self, turn: Callable[[], int | None]) -> None:
        """Take turns until told to stop; a turn that moved nothing is followed by a short rest."""
        while not self._stop.is_set():
            close_old_connections()
            if not turn():
                self._stop.wait(_TURN_SECONDS)
        connection.close()


def relay_outbox() -> int:
    """Append waiting facts to their lane, then delete them: durable in one place before gone in the other."""
    row_ids, facts = outbox.take_batch()
    if row_ids:
        append_offline(FACTS_LANE, facts)
        outbox.delete_batch(row_ids)
    return len(row_ids)


def prepare_server() -> None:
    """Bring both stores up to this version and open the lanes this process writes."""
    migrate()
    check_event_store_is_not_newer()
    open_lane(FACTS_LANE)
