"""The demo, opened for a story as a newcomer opens it."""

import contextlib
import os
import re
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from http.client import HTTPException
from pathlib import Path

from tests.conftest import ROOT


@dataclass
class Demo:
    shop: str
    commesso: str
    password: str


@contextlib.contextmanager
def open_demo(data: Path) -> Iterator[Demo]:
    """What the command opens and prints. Small, and with nobody in the shop, so that what is seen is the story's."""
    command = [sys.executable, "-m", "commesso.config.cli", "demo", "--shoppers", "40", "--months", "2"]
    command += ["--live", "0", "--port", str(find_two_free_ports())]
    environment = {**os.environ, "COMMESSO_DATA": str(data)}  # noqa: TID251
    process = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    told: dict[str, str] = {}
    for line in process.stdout:
        if found := re.match(r"  (The shop|Commesso|password) +(\S+)", line):
            told[found[1]] = found[2]
        if line.startswith("Ctrl-C"):
            break
    wait_for(told["The shop"])
    wait_for(told["Commesso"])
    yield Demo(told["The shop"], told["Commesso"], told["password"])
    process.send_signal(signal.SIGINT)
    process.wait(30)


def find_two_free_ports() -> int:
    """Return a port that is free together with the next one, which the shop takes."""
    while True:
        with socket.socket() as first, socket.socket() as second, contextlib.suppress(OSError, OverflowError):
            first.bind(("127.0.0.1", 0))
            port: int = first.getsockname()[1]
            second.bind(("127.0.0.1", port + 1))
            return port


def wait_for(address: str) -> None:
    until = time.monotonic() + 60
    while time.monotonic() < until:
        # A port that nobody listens on yet may be given to the caller itself, which then hears its own words.
        with contextlib.suppress(OSError, HTTPException), urllib.request.urlopen(address, timeout=10):
            return
        time.sleep(0.1)
    raise AssertionError(f"{address} does not answer.")
