"""What the doctor tells an operator."""

import socket
from collections.abc import Iterator
from io import StringIO

import pytest
from aiosmtpd.controller import Controller
from django.core.management import call_command
from pytest_django import Settings

from commesso.config import doctor
from commesso.config.doctor import Level
from commesso.infra import api as infra
from commesso.infra.log.lanes import close_lanes, log_folder
from commesso.infra.log.segment import segment_path
from commesso.infra.stream.runner import Runner
from commesso.infra.tests.test_stream import make_event


class Sink:
    async def handle_DATA(self, *_: object) -> str:  # noqa: N802 the server's own name
        return "250 OK"


@pytest.fixture
def mail_server() -> Iterator[Controller]:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    server = Controller(Sink(), hostname="127.0.0.1", port=port)
    server.start()
    yield server
    server.stop()


def levels(check: doctor.Check) -> set[Level]:
    return {finding.level for finding in check()}


def test_a_healthy_house_is_good(stream: Runner, capsys: pytest.CaptureFixture[str]) -> None:
    infra.append_offline("main", [make_event(1)])
    assert levels(doctor.check_disk) <= {Level.GOOD, Level.WARNING}
    assert levels(doctor.check_state) == {Level.GOOD}
    assert levels(doctor.check_log) == {Level.GOOD}
    assert levels(doctor.check_clock) == {Level.GOOD}
    call_command("doctor", stdout=StringIO())
    assert "lane main: 1 events so far" in capsys.readouterr().out


def test_a_damaged_log_is_bad_and_the_doctor_says_where(stream: Runner) -> None:
    for number in (1, 2):
        infra.append_offline("main", [make_event(number)])
    close_lanes()
    path = segment_path(log_folder() / "main", 0)
    data = bytearray(path.read_bytes())
    data[60] ^= 0xFF
    path.write_bytes(data)
    finding = next(iter(doctor.check_log()))
    assert finding.level is Level.BAD
    assert "damaged at byte" in finding.message


def test_a_mail_server_that_answers_is_good(mail_server: Controller, settings: Settings) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", mail_server.port
    settings.EMAIL_USE_TLS = settings.EMAIL_USE_SSL = False
    assert levels(doctor.check_mail) == {Level.GOOD}


def test_a_mail_server_that_does_not_answer_is_bad(settings: Settings) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT, settings.EMAIL_TIMEOUT = "127.0.0.1", 1, 2
    settings.EMAIL_USE_TLS = settings.EMAIL_USE_SSL = False
    assert levels(doctor.check_mail) == {Level.BAD}


@pytest.mark.parametrize(
    ("url", "hosts", "level"),
    [
        ("", ["*"], Level.WARNING),
        ("", ["commesso.example.com", "localhost"], Level.GOOD),
        ("https://commesso.example.com", ["*"], Level.GOOD),
    ],
)
def test_a_server_that_answers_to_any_name_is_told_to_say_its_own(
    settings: Settings, url: str, hosts: list[str], level: Level
) -> None:
    settings.PUBLIC_URL, settings.ALLOWED_HOSTS = url, hosts
    (finding,) = doctor.check_address()
    assert finding.level is level
    assert ("COMMESSO_URL" in finding.advice) is (level is Level.WARNING)
