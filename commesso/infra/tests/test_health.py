"""What a watcher reads."""

from typing import Any

from django.test import Client

from commesso.infra import api as infra
from commesso.infra.stream.runner import Runner
from commesso.infra.tests.test_stream import listen, make_event

__all__ = ["listen"]


def test_the_process_says_it_lives() -> None:
    assert Client().get("/health").json() == {"status": "live"}


def test_ready_names_every_consumer_with_its_lag(stream: Runner, listen: Any) -> None:
    listen("ear", lambda events: None)
    infra.append_offline("main", [make_event(1), make_event(2)])
    answer = Client().get("/health/ready").json()
    assert {each["consumer"]: each["events"] for each in answer["consumers"]} == {"events": 2, "ear": 2}
    stream.drain()
    answer = Client().get("/health/ready")
    assert answer.status_code == 200
    assert {each["events"] for each in answer.json()["consumers"]} == {0}


def test_ready_says_no_when_events_wait_too_long(stream: Runner) -> None:
    infra.append_offline("main", [make_event(1)])
    answer = Client().get("/health/ready")
    assert answer.status_code == 503
    assert "behind on main" in answer.json()["problems"][0]


def test_prometheus_gets_its_figures(stream: Runner) -> None:
    infra.append_offline("main", [make_event(1)])
    text = Client().get("/metrics").content.decode()
    assert 'commesso_consumer_lag_events{consumer="events",lane="main"} 1.0' in text
    assert "commesso_events_accepted_total" in text
