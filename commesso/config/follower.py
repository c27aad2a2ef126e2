"""The process that follows the log, as the serving process sees it: begun with it, begun again if it ends."""

import logging
import subprocess
import sys
import threading

log = logging.getLogger(__name__)

_COMMAND = (sys.executable, "-m", "commesso.config.cli", "follow")
_AGAIN_SECONDS = 2.0


class Follower:
    """Keeps `commesso follow` running.

    It is told to end by its standard input: that closes even when this process is killed.
    """

    def __init__(self) -> None:
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._keep_running, name="follower", daemon=True)
        self._process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        self._thread.start()

    def stop(self) -> None:
        """Let it finish the block in hand."""
        self._stop.set()
        if self._process is not None and self._process.stdin is not None:
            self._process.stdin.close()
        self._thread.join(timeout=40)

    def _keep_running(self) -> None:
        while not self._stop.is_set():
            self._process = subprocess.Popen(_COMMAND, stdin=subprocess.PIPE)  # noqa: S603 a fixed command
            code = self._process.wait()
            if not self._stop.wait(_AGAIN_SECONDS):
                log.error("The process that follows the log ended with code %d. It is begun again.", code)
