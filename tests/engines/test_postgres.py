"""The same events give the same people, carts and orders on PostgreSQL as on SQLite."""

import json
import os
import pwd
import shutil
import signal
import socket
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.conftest import RunningShop
from tests.faults.test_kill import DUMP, Sender, make_batches

BATCHES = 200


def find_programs() -> Path | None:
    """Where Debian keeps PostgreSQL's server programs."""
    folders = sorted(Path("/usr/lib/postgresql").glob("*/bin"))
    return folders[-1] if folders else None


@pytest.fixture
def postgres(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A PostgreSQL server of the test's own on loopback; gives its address. Stopped by its process id."""
    programs = find_programs()
    if programs is None:
        pytest.skip("PostgreSQL is not installed: apt-get install postgresql")
    folder = Path(tmp_path_factory.mktemp("postgres"))
    as_user = _as_postgres(folder)
    subprocess.run(
        [
            *as_user,
            str(programs / "initdb"),
            "-D",
            str(folder / "db"),
            "-U",
            "commesso",
            "-A",
            "trust",
            "--no-sync",
        ],
        check=True,
        stdout=subprocess.DEVNULL,
    )
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    call = [
        *as_user,
        str(programs / "postgres"),
        "-D",
        str(folder / "db"),
        "-p",
        str(port),
        "-h",
        "127.0.0.1",
        "-k",
        str(folder),
    ]
    with (folder / "server.txt").open("wb") as output:
        server = subprocess.Popen(call, stdout=output, stderr=output)
    _wait_for(programs, port)
    yield f"postgresql://commesso@127.0.0.1:{port}/postgres"
    pid = int((folder / "db" / "postmaster.pid").read_text().split()[0])
    os.kill(pid, signal.SIGINT)
    server.wait(30)


def _as_postgres(folder: Path) -> list[str]:
    """PostgreSQL refuses to run as root, so root hands the folder and the call to another user."""
    if os.geteuid() != 0:
        return []
    user = pwd.getpwnam("postgres")
    for each in (folder, *folder.parents):
        if each == Path("/tmp"):  # noqa: S108 compared, not used
            break
        each.chmod(0o755)
    os.chown(folder, user.pw_uid, user.pw_gid)
    return [shutil.which("runuser") or "runuser", "-u", "postgres", "--"]


def _wait_for(programs: Path, port: int) -> None:
    for _ in range(100):
        ready = [str(programs / "pg_isready"), "-q", "-h", "127.0.0.1", "-p", str(port)]
        if subprocess.run(ready, check=False).returncode == 0:
            return
        time.sleep(0.1)
    raise AssertionError("PostgreSQL did not come up in 10 s.")


def run_a_day(shop: RunningShop) -> dict[str, object]:
    """Send a busy day and return what became of it."""
    shop.prepare()
    shop.start()
    sender = Sender(shop, make_batches(3)[:BATCHES])
    for thread in sender.threads:
        thread.start()
    for thread in sender.threads:
        thread.join(60)
    shop.wait_until_read()
    shop.kill(signal.SIGTERM)
    return dict(json.loads(shop.run("-c", DUMP)))


@pytest.mark.slow(seconds=45)
def test_postgresql_and_sqlite_agree(postgres: str, tmp_path: Path) -> None:
    on_sqlite = run_a_day(RunningShop(tmp_path / "sqlite"))
    on_postgres = run_a_day(RunningShop(tmp_path / "postgres", settings={"COMMESSO_DATABASE": postgres}))
    assert on_postgres == on_sqlite
    assert on_sqlite["orders"]
