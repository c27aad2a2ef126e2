"""Ordinary background jobs (Django's Tasks API), run by a thread of this process."""

import threading
import time
from typing import Any

from django.db import connection
from django_tasks import TaskResult, TaskResultStatus
from django_tasks_db.management.commands.db_worker import Worker

from commesso.kernel.errors import CommessoError


class BackgroundWorker:
    """Runs queued tasks, one at a time, until told to stop."""

    def __init__(self) -> None:
        self._worker = Worker(
            queue_names=["*"],
            interval=0.5,
            batch=False,
            backend_name="default",
            startup_delay=False,
            max_tasks=None,
            worker_id="commesso",
            excluded_queue_names=[],
        )
        self._thread = threading.Thread(target=self._run, name="jobs", daemon=True)

    def start(self) -> None:
        self._thread.start()

    def stop(self) -> None:
        """Finish the task in hand, if it is short; a long one is begun again by the next process."""
        self._worker.running = False
        self._thread.join(timeout=10)

    def _run(self) -> None:
        try:
            self._worker.run()
        finally:
            connection.close()


def wait_for(result: TaskResult[Any], *, seconds: float) -> Any:
    """Return what a queued task returned. Raise CommessoError when it failed or nobody ran it in time."""
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        result.refresh()
        if result.status == TaskResultStatus.SUCCESSFUL:
            return result.return_value
        if result.status == TaskResultStatus.FAILED:
            raise CommessoError(
                f"The running server could not do it: {result.errors[-1].traceback.strip()[-500:]}"
            )
        time.sleep(0.1)
    raise CommessoError(
        f"The running server did not answer in {seconds:.0f} s. Is `commesso serve` healthy? See /health/ready."
    )
