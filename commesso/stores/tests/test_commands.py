import io
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.test import Client

from commesso.stores import api as stores
from commesso.stores.contracts import StoreInfo

pytestmark = pytest.mark.django_db


def run(*arguments: str) -> str:
    out = io.StringIO()
    call_command(*arguments, stdout=out)
    return out.getvalue()


def type_in(monkeypatch: pytest.MonkeyPatch, text: str) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO(text))


def test_createstore_makes_a_shop_with_a_write_key() -> None:
    said = run(
        "createstore", "my-shop", "--currency", "chf", "--time-zone", "Europe/Zurich", "--languages", "de,fr"
    )
    store = stores.get_store_by_slug("my-shop")
    assert (store.name, store.currency, store.time_zone) == ("My Shop", "CHF", "Europe/Zurich")
    assert store.languages == ("de", "fr")
    write_key = said.split()[said.split().index("key") + 2]
    assert stores.find_source(write_key) is not None


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("bottega",), "already"),
        (("My Shop",), "small letters"),
        (("new", "--currency", "euro"), "three letters"),
        (("new", "--time-zone", "Rome"), "Europe/Rome"),
        (("new", "--languages", "it,xx"), "'xx' is not known"),
    ],
)
def test_createstore_says_what_is_wrong(shop: StoreInfo, arguments: tuple[str, ...], said: str) -> None:
    with pytest.raises(CommandError, match=said):
        run("createstore", *arguments)


def test_createowner_takes_the_password_from_standard_input(
    shop: StoreInfo, monkeypatch: pytest.MonkeyPatch
) -> None:
    type_in(monkeypatch, "tre parole lontane\n")
    run("createowner", "Alma@example.com", "--store", "bottega", "--name", "Alma", "--password-stdin")
    browser = Client()
    browser.post("/sign-in", {"email": "alma@example.com", "password": "tre parole lontane"})
    assert browser.get("/s/bottega/settings/staff").status_code == 200


def test_createowner_prints_a_link_when_nobody_can_type(
    shop: StoreInfo, monkeypatch: pytest.MonkeyPatch
) -> None:
    type_in(monkeypatch, "")
    said = run("createowner", "alma@example.com", "--store", "bottega")
    link = said.split()[-1]
    assert Client().get(link.removeprefix("http://localhost:8000"), follow=True).status_code == 200


@pytest.mark.parametrize(
    ("arguments", "typed", "said"),
    [
        (("alma", "--store", "bottega"), "", "not an e-mail address"),
        (("alma@example.com", "--store", "nowhere"), "", "commesso createstore nowhere"),
        (("alma@example.com", "--store", "bottega", "--password-stdin"), "short\n", "too short"),
        (("alma@example.com", "--store", "bottega", "--password-stdin"), "", "too short"),
    ],
)
def test_createowner_says_what_is_wrong(
    shop: StoreInfo, monkeypatch: pytest.MonkeyPatch, arguments: tuple[str, ...], typed: str, said: str
) -> None:
    type_in(monkeypatch, typed)
    with pytest.raises(CommandError, match=said):
        run("createowner", *arguments)


def test_createowner_switches_the_code_of_a_lost_phone_off(
    alma_staff: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    alma_staff.totp_secret = "ABCDEFGHIJKLMNOP"
    alma_staff.save()
    type_in(monkeypatch, "")
    run("createowner", "alma@example.com", "--store", "bottega", "--no-code")
    alma_staff.refresh_from_db()
    assert alma_staff.totp_secret == ""
