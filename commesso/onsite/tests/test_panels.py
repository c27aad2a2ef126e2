"""Which panels a page gets, through the door the tag asks at."""

from datetime import timedelta
from typing import Any

import pytest

from commesso.collector import api as collector
from commesso.infra import api as infra
from commesso.infra.api import Runner
from commesso.kernel.clock import now
from commesso.onsite.contracts import Content
from commesso.onsite.tests.asking import BAR, CARD, ask, make_panel, make_sign_up_panel
from commesso.stores.contracts import SourceInfo

pytestmark = pytest.mark.django_db(transaction=True)
PANELS = "/api/v1/onsite/panels"


@pytest.fixture
def shown(source: SourceInfo) -> Any:
    """Ask for the panels of a page; return them."""

    def ask_for(**values: Any) -> list[dict[str, Any]]:
        answer = ask(
            PANELS, {"key": source.write_key, "language": "it", "url": "https://b.example/", **values}
        )
        assert answer.status == 200, answer.body
        found: list[dict[str, Any]] = answer.json["panels"]
        return found

    return ask_for


def come_in(source: SourceInfo, stream: Runner, *calls: dict[str, Any]) -> None:
    events, refused = collector.read_events(source, calls, now())
    assert not refused
    infra.append_offline(infra.MAIN, events)
    stream.drain()


def test_a_panel_comes_whole_in_the_pages_language(source: SourceInfo, shown: Any) -> None:
    row = make_sign_up_panel(
        source.store_id,
        trigger={"after_seconds": 5, "scroll_percent": 40},
        frequency={"times": 2, "days": 10, "after_dismissal_days": 90},
    )
    (panel,) = shown(anonymous_id="cleo")
    assert panel == {
        "id": str(row.pk),
        "version": 1,
        "kind": "corner",
        "slot": "",
        "trigger": {"after_seconds": 5, "scroll_percent": 40, "on_leave": False},
        "frequency": {"times": 2, "days": 10, "after_dismissal_days": 90},
        "direction": "ltr",
        "language": "it",
        "content": {
            "title": "Lettere dalla bottega",
            "text": "Una al mese.",
            "dismiss": "No, grazie",
            "form": {
                "kind": "sign_up",
                "email_label": "E-mail",
                "consent_label": "Scrivetemi pure",
                "submit": "Iscrivimi",
                "done": "Guarda la posta",
                "privacy_url": "",
            },
        },
    }


def test_who_is_not_recognised_sees_only_what_the_page_decides(source: SourceInfo, shown: Any) -> None:
    make_panel(source.store_id, name="For all")
    make_panel(source.store_id, kind="inline", slot="top", audience={"visitors": "returning"})
    make_sign_up_panel(source.store_id)
    assert [panel["kind"] for panel in shown()] == ["bar"]
    assert [panel["kind"] for panel in shown(anonymous_id="dario")] == ["corner"]


def test_one_panel_lies_over_the_page_the_last_switched_on(source: SourceInfo, shown: Any) -> None:
    yesterday = now() - timedelta(days=1)
    make_panel(source.store_id)
    make_sign_up_panel(source.store_id, activated_at=yesterday)
    modal = make_sign_up_panel(source.store_id, kind="modal")
    inline = make_panel(source.store_id, kind="inline", slot="top", contents={"it": Content(title="Ciao")})
    found = {panel["id"] for panel in shown(anonymous_id="cleo")}
    assert found == {str(modal.pk), str(inline.pk)}


def test_a_page_in_another_language_gets_the_shops_own(source: SourceInfo, shown: Any) -> None:
    make_panel(source.store_id)
    assert shown(language="en-GB")[0]["content"]["text"] == "Free shipping"
    assert shown(language="fi")[0]["language"] == "it"


def test_a_panel_that_lacks_words_is_not_shown(source: SourceInfo, shown: Any) -> None:
    make_panel(source.store_id, contents={"it": Content(text="Senza chiusura"), "en": BAR["en"]})
    assert shown(language="it") == []
    assert shown(language="en")[0]["language"] == "en"


@pytest.mark.parametrize(
    ("audience", "visit", "is_for"),
    [
        ({"languages": ["it"]}, {"language": "it-CH"}, True),
        ({"languages": ["en"]}, {"language": "it"}, False),
        ({"url_contains": ["/Lamps"]}, {"url": "https://b.example/it/lamps/luna"}, True),
        ({"url_contains": ["/lamps", "/sale"]}, {"url": "https://b.example/it/"}, False),
        ({"min_pages": 3}, {"page_number": 3}, True),
        ({"min_pages": 3}, {"page_number": 2}, False),
        ({"campaigns": ["Autumn"]}, {"url": "https://b.example/?utm_campaign=autumn"}, True),
        ({"campaigns": ["autumn"]}, {"campaign": "AUTUMN"}, True),
        ({"campaigns": ["autumn"]}, {"url": "https://b.example/?utm_campaign=spring"}, False),
    ],
)
def test_an_audience_is_met_by_the_page(
    source: SourceInfo, shown: Any, audience: dict[str, Any], visit: dict[str, Any], is_for: bool
) -> None:
    make_panel(source.store_id, audience=audience)
    assert bool(shown(**visit)) is is_for


def test_a_panel_shows_between_its_dates(source: SourceInfo, shown: Any) -> None:
    make_panel(source.store_id, active_from=now() + timedelta(hours=1))
    assert shown() == []
    make_panel(source.store_id, active_until=now() - timedelta(hours=1))
    assert shown() == []


def test_what_was_seen_often_or_closed_stays_away(source: SourceInfo, shown: Any) -> None:
    panel = make_panel(source.store_id, frequency={"times": 2, "days": 7, "after_dismissal_days": 30})
    today, last_week = now().isoformat(), (now() - timedelta(days=8)).isoformat()

    def is_shown(**seen: Any) -> bool:
        return bool(shown(seen={str(panel.pk): seen}))

    assert is_shown(shown=1, last_at=today)
    assert not is_shown(shown=2, last_at=today)
    assert is_shown(shown=2, last_at=last_week)
    assert not is_shown(shown=1, last_at=last_week, dismissed=True)
    assert not is_shown(shown=1, last_at="2020-01-01T00:00:00Z", submitted=True)


def test_cleo_who_answered_is_not_asked_for_her_address_again(
    source: SourceInfo, stream: Runner, shown: Any
) -> None:
    make_sign_up_panel(source.store_id)
    assert shown(anonymous_id="cleo")
    yes: dict[str, Any] = {
        "type": "track",
        "event": "Consent Updated",
        "userId": "u-1",
        "anonymousId": "cleo",
        "properties": {"purpose": "marketing", "channel": "email", "granted": True},
    }
    come_in(source, stream, yes)
    assert shown(anonymous_id="cleo") == []
    no = {**yes, "userId": "u-2", "anonymousId": "dario"}
    come_in(source, stream, {**no, "properties": {**yes["properties"], "granted": False}})
    assert shown(anonymous_id="dario") == []
    assert shown(anonymous_id="somebody-else")


def test_a_known_address_and_a_return_are_recognised(source: SourceInfo, stream: Runner, shown: Any) -> None:
    make_panel(
        source.store_id, audience={"email": "known"}, contents={"it": Content(text="Bentornata", dismiss="x")}
    )
    make_panel(source.store_id, kind="inline", slot="a", audience={"visitors": "returning"}, contents=CARD)
    make_panel(source.store_id, kind="inline", slot="b", audience={"visitors": "new"}, contents=CARD)
    before = (now() - timedelta(days=3)).isoformat()
    known = {"type": "identify", "anonymousId": "cleo", "traits": {"email": "cleo@example.com"}}
    come_in(source, stream, {**known, "timestamp": before})
    assert {panel["slot"] for panel in shown(anonymous_id="cleo")} == {"", "a"}
    assert {panel["slot"] for panel in shown(anonymous_id="dario")} == {"b"}


def test_a_user_id_tells_nobody_anything(source: SourceInfo, stream: Runner, shown: Any) -> None:
    make_sign_up_panel(source.store_id)
    yes = {
        "type": "track",
        "event": "Consent Updated",
        "userId": "1042",
        "properties": {"purpose": "marketing", "channel": "email", "granted": True},
    }
    come_in(source, stream, yes)
    assert shown(anonymous_id="stranger", user_id="1042") == shown(anonymous_id="stranger")


def test_global_privacy_control_leaves_a_visitor_unrecognised_where_the_shop_says_so(
    source: SourceInfo, change_store: Any
) -> None:
    make_sign_up_panel(source.store_id)
    body = {"key": source.write_key, "anonymous_id": "dario", "language": "it"}
    assert ask(PANELS, body, sec_gpc="1").json["panels"]
    change_store(gpc_means_no_analytics=True)
    from commesso.kernel.memory import forget_everything

    forget_everything()
    assert ask(PANELS, body, sec_gpc="1").json["panels"] == []


def test_another_shops_key_gets_nothing_of_almas(source: SourceInfo, other_shop: Any) -> None:
    from commesso.stores import api as stores

    make_panel(source.store_id)
    key = stores.create_source(store_id=other_shop.id, name="Edda").write_key
    assert ask(PANELS, {"key": key, "language": "it"}).json["panels"] == []


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({}, "key"),
        ({"key": 7}, "key"),
        ({"key": "k", "page_number": "two"}, "page_number"),
        ({"key": "k", "seen": {"1": 5}}, "seen[...]"),
        (b"not json", ""),
        (b"\xff\xfe", ""),
        (b"[" * 5000, ""),
    ],
)
def test_a_wrong_question_is_told_which_field(db: None, body: Any, field: str) -> None:
    answer = ask(PANELS, body)
    assert answer.status == 400
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.json["field"] == field


def test_a_question_that_is_too_long_is_refused(db: None) -> None:
    assert ask(PANELS, b'{"key": "' + b"x" * 70_000 + b'"}').status == 413
