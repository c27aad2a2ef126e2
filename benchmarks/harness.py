"""What the benchmarks share: a server in its own process, a load of raw HTTP, and a table."""

import asyncio
import contextlib
import json
import os
import platform
import random
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from itertools import chain
from pathlib import Path

import uvloop

ROOT = Path(__file__).resolve().parent.parent


@dataclass
class Server:
    """A running `commesso serve` on a data folder of its own."""

    port: int
    data: Path
    process: "subprocess.Popen[bytes]"
    write_key: str = ""

    def memory_mb(self) -> float:
        """Resident memory of the process and its children now, in MB."""
        own = self.process.pid
        children = [each.read_text().split() for each in Path(f"/proc/{own}/task").glob("*/children")]
        return sum(_resident_mb(pid) for pid in [str(own), *chain(*children)])


def _resident_mb(pid: str) -> float:
    lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("VmRSS")) / 1024


@dataclass
class Load:
    """What a load of requests took."""

    requests: int
    seconds: float
    latencies: list[float] = field(default_factory=list)
    failures: int = 0

    def percentile(self, share: float) -> float:
        """Latency in ms below which `share` of the requests stayed."""
        ordered = sorted(self.latencies)
        return ordered[min(len(ordered) - 1, int(len(ordered) * share))] * 1000 if ordered else float("nan")


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def wait_until_up(port: int, *, seconds: float = 60) -> None:
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), 1):
            return
        time.sleep(0.1)
    raise SystemExit(f"Nothing listens on port {port} after {seconds} s.")


def manage(data: Path, *arguments: str, script: str = "") -> str:
    """Run a command, or a script with Django set up, on a data folder; return what it printed."""
    environment = {
        **os.environ,
        "COMMESSO_DATA": str(data),
        "DJANGO_SETTINGS_MODULE": "commesso.config.settings",
    }
    if script:
        call = [sys.executable, "-c", f"import django; django.setup()\n{script}"]
    else:
        call = [sys.executable, "-m", "commesso.config.cli", *arguments]
    done = subprocess.run(call, env=environment, cwd=ROOT, check=True, capture_output=True, text=True)
    return done.stdout.strip()


CREATE_STORE = """
from commesso.stores import api as stores
from commesso.stores.models import Source
store = stores.create_store(slug="bench", name="Bench")
source = stores.create_source(store_id=store.id, name="bench")
Source.objects.for_store(store.id).update(events_per_second=10_000_000)
print(source.write_key)
"""


@contextlib.contextmanager
def commesso(*, data: Path | None = None) -> Iterator[Server]:
    """A server on a fresh data folder (or a given one), ended and removed afterwards."""
    folder = data or Path(tempfile.mkdtemp(prefix="commesso-bench-"))
    manage(folder, "migrate", "-v", "0")
    write_key = manage(folder, script=CREATE_STORE) if data is None else ""
    port = free_port()
    process = subprocess.Popen(
        [sys.executable, "-m", "commesso.config.cli", "serve", "--port", str(port)],
        env={**os.environ, "COMMESSO_DATA": str(folder)},
        cwd=ROOT,
        stdout=subprocess.DEVNULL,
        stderr=(folder / "stderr.txt").open("wb"),
    )
    try:
        wait_until_up(port)
        yield Server(port, folder, process, write_key)
    finally:
        process.terminate()
        process.wait(30)
        if data is None:
            shutil.rmtree(folder, ignore_errors=True)


EMPTY = """
import asyncio, sys
from granian.constants import Interfaces
from granian.server.embed import Server
async def application(scope, receive, send):
    if scope["type"] == "lifespan":
        return
    await receive()
    await send({"type": "http.response.start", "status": 200, "headers": [(b"content-type", b"application/json")]})
    await send({"type": "http.response.body", "body": b'{"success":true}'})
async def main():
    await Server(application, port=int(sys.argv[1]), interface=Interfaces.ASGI, websockets=False, log_enabled=False).serve()
asyncio.run(main())
"""


@contextlib.contextmanager
def empty_handler() -> Iterator[int]:
    """The same HTTP server with a handler that does nothing: the ceiling of every figure beside it."""
    port = free_port()
    process = subprocess.Popen([sys.executable, "-c", EMPTY, str(port)], stderr=subprocess.DEVNULL)
    try:
        wait_until_up(port)
        yield port
    finally:
        process.terminate()
        process.wait(10)


def http_request(path: str, body: bytes, *, key: str = "k") -> bytes:
    head = f"POST {path} HTTP/1.1\r\nHost: localhost\r\nX-Write-Key: {key}\r\nContent-Length: {len(body)}\r\n\r\n"
    return head.encode() + body


async def _connection(
    port: int, make: Callable[[], bytes], until: float, load: Load, *, pause: float = 0.0
) -> None:
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    while time.perf_counter() < until:
        begun = time.perf_counter()
        writer.write(make())
        await _read_answer(reader, load, begun)
        if pause:
            await asyncio.sleep(max(0.0, pause - (time.perf_counter() - begun)))
    writer.close()


async def _read_answer(reader: asyncio.StreamReader, load: Load, begun: float) -> None:
    head = await reader.readuntil(b"\r\n\r\n")
    length = int(head.lower().split(b"content-length: ", 1)[1].split(b"\r\n", 1)[0])
    if length:
        await reader.readexactly(length)
    load.latencies.append(time.perf_counter() - begun)
    load.requests += 1
    load.failures += not head.startswith(b"HTTP/1.1 200")


def run_load(
    port: int, make: Callable[[], bytes], *, connections: int, seconds: float, pause: float = 0.0
) -> Load:
    """Send what `make` gives over so many connections for so long, each waiting for its answer."""
    load = Load(0, 0.0)

    async def main() -> None:
        begun = time.perf_counter()
        await asyncio.gather(
            *(_connection(port, make, begun + seconds, load, pause=pause) for _ in range(connections))
        )
        load.seconds = time.perf_counter() - begun

    uvloop.run(main())  # the sender shares the processors, so it must be light
    return load


def run_steadily(
    port: int, make: Callable[[], bytes], *, per_second: float, seconds: float, connections: int = 64
) -> Load:
    """Send what `make` gives so often, at random moments as strangers do; a latency counts from its moment on.

    Whoever finds all connections waiting waits for one, and that counts too.
    """
    load, draw = Load(0, 0.0), random.Random(20)

    async def main() -> None:
        free: asyncio.Queue[tuple[asyncio.StreamReader, asyncio.StreamWriter]] = asyncio.Queue()
        for _ in range(connections):
            free.put_nowait(await asyncio.open_connection("127.0.0.1", port))
        begun = at = time.perf_counter()
        async with asyncio.TaskGroup() as group:
            while at < begun + seconds:
                at += draw.expovariate(per_second)
                await asyncio.sleep(max(0.0, at - time.perf_counter()))
                group.create_task(ask(free, at))
        load.seconds = time.perf_counter() - begun

    async def ask(
        free: "asyncio.Queue[tuple[asyncio.StreamReader, asyncio.StreamWriter]]", at: float
    ) -> None:
        reader, writer = await free.get()
        writer.write(make())
        await _read_answer(reader, load, at)
        free.put_nowait((reader, writer))

    uvloop.run(main())
    return load


def get_json(port: int, path: str) -> dict[str, object]:
    with urllib.request.urlopen(f"http://127.0.0.1:{port}{path}", timeout=30) as answer:
        return dict(json.loads(answer.read()))


def print_table(title: str, rows: list[tuple[str, ...]]) -> None:
    """Print rows under a title that names the machine."""
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    print(f"\n{title}  [{os.cpu_count()} cores, {memory:.0f} GB, Python {platform.python_version()}]")
    widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]))]
    for row in rows:
        print("  " + "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)))
