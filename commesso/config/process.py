"""What one serving process does besides answering: consumers, loader, ordinary background jobs."""

import logging
import sys

from commesso.collector import api as collector
from commesso.infra import api as infra
from commesso.infra.background import BackgroundWorker
from commesso.infra.eventstore import client as event_store
from commesso.infra.log.lanes import close_lanes
from commesso.infra.stream import runner

log = logging.getLogger(__name__)


class Process:
    """Begins and ends the threads of this process."""

    def __init__(self) -> None:
        self._lock = runner.RunnerLock()
        self._runner: runner.Runner | None = None
        self._jobs: BackgroundWorker | None = None

    def start(self) -> None:
        # Short turns: a consumer's long block must not keep a request waiting for the interpreter.
        sys.setswitchinterval(0.001)
        collector.restore_sessions()
        infra.open_lane(infra.MAIN)
        if self._lock.take():
            runner.prepare()
            self._runner = runner.current = runner.Runner()
            self._runner.start()
            self._jobs = BackgroundWorker()
            self._jobs.start()
        else:
            log.warning(
                "Another process of this data folder carries the events onwards; this one only takes them in."
            )

    def stop(self) -> None:
        if self._runner is not None:
            self._runner.stop()
            runner.current = None
        if self._jobs is not None:
            self._jobs.stop()
        close_lanes()
        event_store.close()
        self._lock.release()
