"""What `commesso doctor` looks at. Each check says what it found and, when something is wrong, what to do."""

import os
import shutil
import smtplib
import sqlite3
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from pathlib import Path
from tempfile import TemporaryFile

import dns.exception
import dns.resolver
from django.conf import settings
from django.core.mail import get_connection
from django.db import DatabaseError, connection

from commesso.infra.contracts import EventStoreDown, LogError
from commesso.infra.eventstore import client
from commesso.infra.log.lanes import list_lanes, log_folder
from commesso.infra.log.segment import find_tail, list_segments, segment_path
from commesso.infra.models import SetAside
from commesso.infra.stream.lock import RunnerLock
from commesso.kernel.clock import now


class Level(StrEnum):
    GOOD = "good"
    WARNING = "warning"
    BAD = "bad"


@dataclass(frozen=True)
class Finding:
    """One thing looked at. `advice` is empty when it is good."""

    level: Level
    about: str
    message: str
    advice: str = ""


Check = Callable[[], Iterator[Finding]]


def examine() -> Iterator[Finding]:
    """Run every check; one that breaks is itself a finding, so the others still speak."""
    for check in CHECKS:
        try:
            yield from check()
        except Exception as error:  # noqa: BLE001 whatever breaks, the doctor must reach the end
            yield Finding(
                Level.BAD,
                check.__name__.removeprefix("check_"),
                f"{type(error).__name__}: {error}",
                "See above.",
            )


def check_python() -> Iterator[Finding]:
    version = sys.version.split()[0]
    if (3, 11) <= sys.version_info < (3, 15):
        yield Finding(Level.GOOD, "python", version)
    else:
        yield Finding(Level.WARNING, "python", f"{version} was not tried.", "Use Python 3.11 to 3.14.")


def check_disk() -> Iterator[Finding]:
    """Room, the right to write, and how long a sync takes: every answer to a shop waits for one."""
    usage = shutil.disk_usage(settings.DATA)
    free = f"{usage.free / 2**30:,.1f} GB free in {settings.DATA}"
    if usage.free < 2**30:
        yield Finding(Level.BAD, "disk", f"{free}.", "Free space or move COMMESSO_DATA to a larger disk.")
    elif usage.free < usage.total / 10:
        yield Finding(Level.WARNING, "disk", f"{free}, less than a tenth.", "Plan for more room.")
    else:
        yield Finding(Level.GOOD, "disk", free)
    times = sorted(_time_syncs(settings.DATA, count=20))
    typical = f"a sync takes {times[10]:.1f} ms (slowest of 20: {times[-1]:.1f} ms)"
    if times[10] > 20:
        yield Finding(
            Level.WARNING, "disk", f"{typical}.", "Events are acknowledged after a sync: use a faster disk."
        )
    else:
        yield Finding(Level.GOOD, "disk", typical)


def _time_syncs(folder: Path, *, count: int) -> Iterator[float]:
    with TemporaryFile(dir=folder) as file:
        for _ in range(count):
            begun = time.perf_counter()
            os.write(file.fileno(), b"x" * 4096)
            os.fdatasync(file.fileno())
            yield (time.perf_counter() - begun) * 1000


def check_state() -> Iterator[Finding]:
    try:
        with connection.cursor() as cursor:
            if connection.vendor == "sqlite":
                cursor.execute("PRAGMA quick_check")
                answer = cursor.fetchone()[0]
                if answer != "ok":
                    yield Finding(
                        Level.BAD,
                        "state",
                        f"SQLite finds damage: {answer}",
                        "Restore a backup: commesso restore.",
                    )
                    return
                yield Finding(Level.GOOD, "state", f"SQLite {sqlite3.sqlite_version}, undamaged")
            else:
                cursor.execute("SELECT version()")
                yield Finding(Level.GOOD, "state", str(cursor.fetchone()[0]).split(",")[0])
    except DatabaseError as error:
        yield Finding(Level.BAD, "state", f"{error}", "Check COMMESSO_DATABASE and that the server answers.")


def check_event_store() -> Iterator[Finding]:
    lock = RunnerLock()
    if settings.EVENT_STORE == "chdb" and not lock.take():
        yield Finding(
            Level.GOOD, "event store", "held by a running `commesso serve`; see /health/ready there"
        )
        return
    try:
        version = client.query_text("SELECT version() AS version")[0]["version"]
        yield Finding(
            Level.GOOD, "event store", f"ClickHouse {version} ({settings.EVENT_STORE.split('@')[-1]})"
        )
    except EventStoreDown as error:
        yield Finding(
            Level.BAD, "event store", str(error), "Check COMMESSO_EVENT_STORE and that the server answers."
        )
    finally:
        client.close()
        lock.release()


def check_log() -> Iterator[Finding]:
    """Every lane's last segment, to its last record."""
    for lane in list_lanes():
        folder = log_folder() / lane
        try:
            for first in list_segments(folder)[-1:]:
                tail = find_tail(segment_path(folder, first))
                yield Finding(Level.GOOD, "log", f"lane {lane}: {tail.next_sequence:,} events so far")
        except LogError as error:
            yield Finding(Level.BAD, "log", str(error), "Events of this lane wait until it is mended.")
    if "infra_set_aside" not in connection.introspection.table_names():
        yield Finding(
            Level.WARNING, "state", "There is no shop here yet.", "Make one: commesso createstore SLUG"
        )
    elif waiting := SetAside.objects.count():
        yield Finding(
            Level.WARNING,
            "log",
            f"{waiting} events could not be taken by a consumer and are kept aside.",
            "Read the reasons under Settings, Events set aside; update Commesso and try again, or report them.",
        )


def check_clock() -> Iterator[Finding]:
    """A clock that runs behind its own files was set back, or is wrong."""
    newest = max((path.stat().st_mtime for path in Path(settings.DATA).glob("log/*/*.seg")), default=0.0)
    at = now()
    if datetime.fromtimestamp(newest, UTC) > at + timedelta(minutes=1):
        yield Finding(
            Level.BAD,
            "clock",
            f"{at:%Y-%m-%d %H:%M:%S} UTC is earlier than the log.",
            "Set the clock; use NTP.",
        )
    elif at.year < 2026:
        yield Finding(Level.BAD, "clock", f"{at:%Y-%m-%d %H:%M:%S} UTC cannot be.", "Set the clock; use NTP.")
    else:
        yield Finding(Level.GOOD, "clock", f"{at:%Y-%m-%d %H:%M:%S} UTC")


def check_mail() -> Iterator[Finding]:
    if not settings.EMAIL_BACKEND.endswith("smtp.EmailBackend"):
        yield Finding(
            Level.WARNING,
            "mail",
            "No mail leaves; at most it is written to the terminal.",
            "Set COMMESSO_MAIL to smtp://user:password@host:587.",
        )
        return
    try:
        mail = get_connection()
        mail.open()
        mail.close()
        yield Finding(Level.GOOD, "mail", f"{settings.EMAIL_HOST}:{settings.EMAIL_PORT} takes our login")
    except (OSError, smtplib.SMTPException) as error:
        yield Finding(
            Level.BAD,
            "mail",
            f"{settings.EMAIL_HOST}:{settings.EMAIL_PORT}: {error}",
            "Check host, port, user and password in COMMESSO_MAIL.",
        )


def check_address() -> Iterator[Finding]:
    """Who asks for a new password names the server; where any name is answered, the name may be a stranger's."""
    if settings.PUBLIC_URL:
        yield Finding(Level.GOOD, "address", settings.PUBLIC_URL)
    elif "*" in settings.ALLOWED_HOSTS:
        yield Finding(
            Level.WARNING,
            "address",
            "Not set, and any host name is answered: no mail for a forgotten password leaves.",
            "Set COMMESSO_URL to where staff open Commesso, such as https://commesso.example.com.",
        )
    else:
        hosts = ", ".join(settings.ALLOWED_HOSTS)
        yield Finding(Level.GOOD, "address", f"taken from the request, which must be for {hosts}")


def check_sending_domain() -> Iterator[Finding]:
    """SPF and DMARC of the domain mails come from: without them they end in spam."""
    domain = settings.DEFAULT_FROM_EMAIL.rpartition("@")[2].rstrip(">")
    if domain in {"", "localhost"}:
        yield Finding(
            Level.WARNING,
            "sending domain",
            "Not set.",
            "Set COMMESSO_MAIL_FROM to an address of your domain.",
        )
        return
    for name, host, prefix, advice in (
        (
            "SPF",
            domain,
            "v=spf1",
            f'Publish a TXT record at {domain} that names your mail server: "v=spf1 mx -all".',
        ),
        (
            "DMARC",
            f"_dmarc.{domain}",
            "v=DMARC1",
            f'Publish a TXT record at _dmarc.{domain}: "v=DMARC1; p=none".',
        ),
    ):
        record = _find_txt(host, prefix)
        if record is None:
            yield Finding(Level.WARNING, "sending domain", f"{domain} has no {name} record.", advice)
        else:
            yield Finding(Level.GOOD, "sending domain", f"{name}: {record[:80]}")


def _find_txt(host: str, prefix: str) -> str | None:
    with suppress(dns.exception.DNSException):
        for answer in dns.resolver.resolve(host, "TXT", lifetime=5):
            text = b"".join(answer.strings).decode("utf-8", "replace")
            if text.startswith(prefix):
                return text
    return None


CHECKS: tuple[Check, ...] = (
    check_python,
    check_disk,
    check_state,
    check_event_store,
    check_log,
    check_clock,
    check_mail,
    check_address,
    check_sending_domain,
)
