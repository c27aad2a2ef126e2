"""What the serving process does besides answering: follower, loader, ordinary background jobs."""

import gc
import logging
import sys

from commesso.collector import api as collector
from commesso.config.follower import Follower
from commesso.infra import api as infra
from commesso.infra.apart import close_computing, open_computing
from commesso.infra.background import BackgroundWorker
from commesso.infra.contracts import Place
from commesso.infra.eventstore import client as event_store
from commesso.infra.log.lanes import close_lanes
from commesso.infra.stream.lock import RunnerLock
from commesso.infra.stream.runner import Runner, prepare_server

log = logging.getLogger(__name__)


class Process:
    """Begins and ends the threads of this process, and the process beside it."""

    def __init__(self) -> None:
        self._lock = RunnerLock()
        self._runner: Runner | None = None
        self._follower: Follower | None = None
        self._jobs: BackgroundWorker | None = None

    def start(self) -> None:
        # Short turns: the loader's long block must not keep a request waiting for the interpreter.
        sys.setswitchinterval(0.001)
        # What the process holds from here to its end is left out of every search for garbage.
        gc.collect()
        gc.freeze()
        collector.restore_sessions()
        infra.open_lane(infra.MAIN)
        if self._lock.take():
            prepare_server()
            open_computing()
            self._follower = Follower()
            self._follower.start()
            self._runner = Runner({Place.SERVER})
            self._runner.start()
            self._jobs = BackgroundWorker()
            self._jobs.start()
        else:
            log.warning(
                "Another process of this data folder carries the events onwards; this one only takes them in."
            )

    def stop(self) -> None:
        close_computing()
        if self._follower is not None:
            self._follower.stop()
        if self._runner is not None:
            self._runner.stop()
        if self._jobs is not None:
            self._jobs.stop()
        close_lanes()
        event_store.close()
        self._lock.release()
