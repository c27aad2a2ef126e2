"""A real server for the tests that need one: `commesso serve` in its own process, on loopback."""

import contextlib
import fcntl
import functools
import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parent.parent
_SHARED = "TESTS_SHARED_FOLDER"  # the folder of what is made once and copied, for all workers

CREATE_STORE = """
import django; django.setup()
from commesso.stores import api as stores
from commesso.stores.models import Source
store = stores.create_store(slug="bottega", name="Bottega Alma")
source = stores.create_source(store_id=store.id, name="Server")
Source.objects.for_store(store.id).update(events_per_second=1_000_000)
print(source.write_key)
"""


def pytest_configure(config: pytest.Config) -> None:
    """Tell the workers the folder they share: they begin with the environment of this process."""
    if not hasattr(config, "workerinput"):
        os.environ[_SHARED] = tempfile.mkdtemp(prefix="commesso-made-")


def pytest_unconfigure(config: pytest.Config) -> None:
    if not hasattr(config, "workerinput"):
        shutil.rmtree(os.environ.pop(_SHARED), ignore_errors=True)


def _environment(data: Path) -> dict[str, str]:
    return {
        **os.environ,
        "COMMESSO_DATA": str(data),
        "COMMESSO_MAIL": "off",
        "DJANGO_SETTINGS_MODULE": "commesso.config.settings",
    }


@dataclass
class RunningShop:
    """A `commesso serve` with one store. Start and kill it as often as needed; the data folder stays."""

    data: Path
    port: int = 0
    write_key: str = ""
    process: "subprocess.Popen[bytes] | None" = None
    settings: dict[str, str] = field(default_factory=dict)
    environment: dict[str, str] = field(default_factory=dict)

    def prepare(self) -> None:
        self.environment = {**_environment(self.data), **self.settings}
        if "COMMESSO_DATABASE" in self.settings:
            self.make()
            return
        made = _made_shop()
        shutil.copytree(made.data, self.data, dirs_exist_ok=True)
        self.write_key = made.write_key

    def make(self) -> None:
        self.run("-m", "commesso.config.cli", "migrate", "-v", "0")
        self.write_key = self.run("-c", CREATE_STORE)

    def run(self, *arguments: str) -> str:
        """Run Python on this data folder and return what it printed."""
        done = subprocess.run(
            [sys.executable, *arguments],
            env=self.environment,
            cwd=ROOT,
            check=True,
            capture_output=True,
            text=True,
        )
        return done.stdout.strip()

    def start(self) -> None:
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = probe.getsockname()[1]
        with (self.data / "stderr.txt").open("ab") as errors:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "commesso.config.cli", "serve", "--port", str(self.port)],
                env=self.environment,
                cwd=ROOT,
                stdout=subprocess.DEVNULL,
                stderr=errors,
            )
        until = time.monotonic() + 60
        while time.monotonic() < until:
            with contextlib.suppress(OSError):
                self.get("/health")
                return
            time.sleep(0.05)
        raise AssertionError((self.data / "stderr.txt").read_text()[-3000:])

    def kill(self, how: int = signal.SIGKILL) -> None:
        assert self.process is not None
        self.process.send_signal(how)
        self.process.wait(30)
        self.process = None

    def get(self, path: str) -> Any:
        with urllib.request.urlopen(f"{self.host}{path}", timeout=10) as answer:
            return json.loads(answer.read())

    @property
    def host(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def wait_until_read(self, *, seconds: float = 60) -> None:
        """Return when every consumer has read everything."""
        until = time.monotonic() + seconds
        while time.monotonic() < until:
            with contextlib.suppress(urllib.error.HTTPError):
                state = self.get("/health/ready")
                if state["consumers"] and not any(each["events"] for each in state["consumers"]):
                    return
            time.sleep(0.1)
        raise AssertionError(f"Still behind after {seconds} s: {self.get('/health/ready')}")

    def events(self) -> list[dict[str, Any]]:
        """What the event store holds. Ends the server first: the store lets one process in."""
        if self.process is not None:
            self.kill(signal.SIGTERM)
        printed = self.run(
            "-c",
            "import django; django.setup()\n"
            "import msgspec\n"
            "from commesso.infra import api as infra\n"
            "rows = infra.query_text('SELECT id, kind, name, user_id, anonymous_id, toString(at) AS at, "
            "toString(received_at) AS received_at, body, context FROM events ORDER BY at, id')\n"
            "print(msgspec.json.encode(rows).decode())",
        )
        return list(json.loads(printed))


@functools.cache
def _made_shop() -> RunningShop:
    """A data folder with Alma's shop, made by whoever needs it first, since its tables take seconds."""
    folder = Path(os.environ[_SHARED])
    shop = RunningShop(folder / "data")
    shop.environment = _environment(shop.data)
    key = folder / "write_key"
    with (folder / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not key.exists():
            shop.make()
            key.write_text(shop.write_key)
    shop.write_key = key.read_text()
    return shop


@pytest.fixture
def running_shop(tmp_path: Path) -> Iterator[RunningShop]:
    """A shop whose server runs."""
    running = RunningShop(tmp_path)
    running.prepare()
    running.start()
    yield running
    if running.process is not None:
        running.kill(signal.SIGTERM)
