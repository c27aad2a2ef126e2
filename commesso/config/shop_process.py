"""The demo's shop, as `commesso demo` sees it: a process beside it that ends with it."""

import os
import subprocess
import sys


class ShopProcess:
    """Keeps `commesso shop` running.

    It is told to end by its standard input: that closes even when this process is killed. Its keys go through the
    environment, where no list of processes shows them.
    """

    def __init__(
        self, *, host: str, port: int, commesso: str, key: str, server_key: str, secret: str
    ) -> None:
        self._command = [
            *(sys.executable, "-m", "commesso.config.cli", "shop"),
            *("--host", host, "--port", str(port), "--until-eof"),
        ]
        self._environment = {
            **os.environ,
            "SHOP_COMMESSO": commesso,
            "SHOP_KEY": key,
            "SHOP_SERVER_KEY": server_key,
            "SHOP_SECRET": secret,
        }
        self._process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        self._process = subprocess.Popen(  # noqa: S603 a fixed command
            self._command, stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, env=self._environment
        )

    def stop(self) -> None:
        if self._process is not None and self._process.stdin is not None:
            self._process.stdin.close()
            self._process.wait(timeout=30)
