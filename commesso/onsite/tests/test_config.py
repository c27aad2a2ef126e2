"""What the tag is told of its shop."""

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from django.db import transaction
from django.test import Client, override_settings

from commesso.events.discovery import AssistantChanged
from commesso.infra import api as infra
from commesso.infra.api import Runner
from commesso.kernel.clock import now
from commesso.onsite.endpoints import shop
from commesso.onsite.tests.asking import ask, make_panel
from commesso.stores.contracts import SourceInfo

pytestmark = pytest.mark.django_db(transaction=True)
CONFIG = "/api/v1/onsite/config?key="


def test_the_tag_learns_the_shops_look_and_how_it_asks(source: SourceInfo) -> None:
    answer = ask(CONFIG + source.write_key)
    assert answer.status == 200
    assert answer.headers["cache-control"] == "public, max-age=300"
    told = answer.json
    assert told["store"] == {"name": "Bottega Alma", "languages": ["it", "en"], "default_language": "it"}
    assert told["consent"] == {
        "policy": "required",
        "banner": True,
        "gpc_means_no_analytics": False,
        "privacy_url": "",
    }
    assert told["brand"]["colours"]["accent"] == "#1f4e5f"
    assert told["brand"]["colours"]["accent_text"] == "#ffffff"
    assert told["collect"] == "/c/b"
    assert told["panels"] is False
    assert told["assistant"] is False


def test_the_consent_page_decides_what_the_tag_does(fosca: Client, source: SourceInfo) -> None:
    fosca.post(
        "/s/bottega/settings/consent",
        {
            "browser_consent": "assumed",
            "privacy_url": "https://bottega.example/privacy",
            "consent_policy": "signalled",
            "gpc_means_no_analytics": "on",
        },
    )
    assert ask(CONFIG + source.write_key).json["consent"] == {
        "policy": "assumed",
        "banner": False,
        "gpc_means_no_analytics": True,
        "privacy_url": "https://bottega.example/privacy",
    }


def test_a_shop_with_a_panel_says_so(source: SourceInfo) -> None:
    make_panel(source.store_id)
    assert ask(CONFIG + source.write_key).json["panels"] is True


def test_the_tag_learns_that_the_assistant_is_on_and_that_it_is_off_again(
    source: SourceInfo, stream: Runner
) -> None:
    def tell(is_on: bool, at: datetime) -> bool:
        with transaction.atomic():
            infra.publish(AssistantChanged(store_id=source.store_id, at=at, is_on=is_on))
        stream.drain()
        shop.forget()
        told: bool = ask(CONFIG + source.write_key).json["assistant"]
        return told

    at = now()
    assert tell(is_on=True, at=at)
    assert not tell(is_on=False, at=at + timedelta(seconds=2))
    assert not tell(is_on=True, at=at + timedelta(seconds=1)), "what comes late is old news"
    assert tell(is_on=True, at=at + timedelta(seconds=3))


@pytest.mark.parametrize("key", ["", "nope", "wk_" + "x" * 300])
def test_an_unknown_key_is_told_where_the_right_one_stands(key: str) -> None:
    answer = ask(CONFIG + key)
    assert answer.status == 401
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.json["field"] == "key"
    assert "Settings" in answer.json["detail"]


def test_a_revoked_key_is_unknown(alma: Client, source: SourceInfo) -> None:
    alma.post(f"/s/bottega/settings/keys/write/{source.id}/revoke")
    assert ask(CONFIG + source.write_key).status == 401


def test_the_logo_is_named_with_the_address_this_server_was_reached_by(
    source: SourceInfo, give_logo: Callable[[], None]
) -> None:
    give_logo()
    assert ask(CONFIG + source.write_key).json["brand"]["logo"].startswith("http://localhost:8000/logo/")
    with override_settings(PUBLIC_URL="https://commesso.example"):
        logo = ask(CONFIG + source.write_key).json["brand"]["logo"]
    assert logo.startswith("https://commesso.example/logo/")


def test_a_host_that_is_not_ours_gets_no_config(source: SourceInfo) -> None:
    with override_settings(ALLOWED_HOSTS=["commesso.example"]):
        assert ask(CONFIG + source.write_key, host="evil.example").status == 400
        assert ask(CONFIG + source.write_key, host="commesso.example").status == 200


def test_who_asks_too_often_is_told_to_wait(source: SourceInfo) -> None:
    answers = [ask(CONFIG + source.write_key).status for _ in range(230)]
    assert answers[0] == 200
    assert answers[-1] == 429
    late = ask(CONFIG + source.write_key)
    assert int(late.headers["retry-after"]) >= 1
