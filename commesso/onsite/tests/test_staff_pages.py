"""Fosca makes panels; Bo and Gino look at them; Edda sees nothing."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client, override_settings

from commesso.collector import api as collector
from commesso.infra import api as infra
from commesso.infra.api import Runner
from commesso.kernel.clock import now
from commesso.onsite import api as onsite
from commesso.onsite.contracts import PanelState, Visitors
from commesso.onsite.queries.panels import get_panel, list_panels
from commesso.onsite.tests.asking import ask, make_panel, make_sign_up_panel
from commesso.stores import api as stores
from commesso.stores.contracts import SourceInfo, StoreInfo

PANELS = "/s/bottega/panels/"
pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("event_store")]


def values(**changes: object) -> dict[str, Any]:
    filled = {
        "name": "Spring",
        "kind": "bar",
        "slot": "",
        "after_seconds": "5",
        "scroll_percent": "0",
        "visitors": "",
        "email": "",
        "url_contains": "/lamps\n\n/sale\n/lamps",
        "min_pages": "2",
        "campaigns": "spring",
        "times": "3",
        "days": "7",
        "after_dismissal_days": "30",
        "in-it-text": "Saldi di primavera",
        "in-it-dismiss": "Chiudi",
        "in-it-action_label": "Guarda",
        "in-it-action_url": "/saldi",
        **changes,
    }
    return {name: value for name, value in filled.items() if value is not None}


def only_panel(store: StoreInfo) -> Any:
    (panel,) = list_panels(store.id)
    return panel


def test_fosca_takes_a_ready_panel_and_switches_it_on(
    fosca: Client, source: SourceInfo, shop: StoreInfo
) -> None:
    assert b"Say the first word" in fosca.get(PANELS).content
    page = fosca.post(f"{PANELS}new", {"ready": "sign_up_card"}, follow=True)
    panel = only_panel(shop)
    assert panel.state is PanelState.DRAFT
    assert panel.contents["it"].submit == "Iscrivimi"
    assert panel.contents["en"].title == "Letters from Bottega Alma"
    assert page.content.decode().count('<span class="chip is-good">Finished</span>') == 2
    body = {"key": source.write_key, "anonymous_id": "cleo", "language": "it", "page_number": 2}
    assert ask("/api/v1/onsite/panels", body).json["panels"] == []
    page = fosca.post(f"{PANELS}{panel.id}/activate", follow=True)
    assert b"Shoppers see it from now on." in page.content
    from commesso.onsite.endpoints.shop import forget

    forget()
    assert [each["id"] for each in ask("/api/v1/onsite/panels", body).json["panels"]] == [str(panel.id)]


def test_every_field_is_kept_and_a_change_of_words_is_a_new_version(fosca: Client, shop: StoreInfo) -> None:
    fosca.post(f"{PANELS}new", {"ready": "message"})
    panel = only_panel(shop)
    changes = {
        "visitors": "new",
        "languages": ["it"],
        "on_leave": "on",
        "active_from": "2026-05-01T09:00",
        "active_until": "2026-06-01T09:00",
    }
    assert fosca.post(f"{PANELS}{panel.id}/save", values(**changes)).status_code == 302
    saved = get_panel(shop.id, panel.id)
    assert (saved.name, saved.version) == ("Spring", 2)
    assert saved.contents["it"].action_url == "/saldi"
    assert "en" not in saved.contents
    assert (saved.trigger.after_seconds, saved.trigger.on_leave) == (5, True)
    assert saved.audience.visitors is Visitors.NEW
    assert saved.audience.languages == ("it",)
    assert saved.audience.url_contains == ("/lamps", "/sale")
    assert saved.audience.min_pages == 2
    assert saved.active_from is not None
    assert saved.active_from.isoformat() == "2026-05-01T07:00:00+00:00"  # nine o'clock in Rome
    page = fosca.get(f"{PANELS}{panel.id}/").content.decode()
    assert 'value="2026-05-01T09:00"' in page
    assert "Not written yet" in page
    fosca.post(f"{PANELS}{panel.id}/save", values(times="5"))
    assert get_panel(shop.id, panel.id).version == 2


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"name": ""}, "Enter a name."),
        ({"kind": "popup"}, "popup"),
        ({"kind": "inline"}, "Enter the name of the slot"),
        ({"kind": "inline", "slot": "Home Top"}, "Enter the name of the slot"),
        ({"scroll_percent": "101"}, "Enter 100 or less."),
        ({"times": "0"}, "Enter 1 or more."),
        ({"in-it-action_url": "javascript:alert(1)"}, "Write an address like"),
        ({"in-it-image": "data:text/html,x"}, "This is not an address."),
        (
            {"active_from": "2026-05-02T09:00", "active_until": "2026-05-01T09:00"},
            "It ends before it begins.",
        ),
    ],
)
def test_what_is_wrong_is_said_in_its_place_and_nothing_is_saved(
    fosca: Client, shop: StoreInfo, wrong: dict[str, str], said: str
) -> None:
    panel = make_panel(shop.id)
    answer = fosca.post(f"{PANELS}{panel.pk}/save", values(**wrong))
    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert b'class="error"' in answer.content
    assert get_panel(shop.id, panel.pk).name == "Bar"


def test_a_panel_without_words_cannot_be_switched_on(fosca: Client, shop: StoreInfo) -> None:
    fosca.post(f"{PANELS}new", {"ready": "message"})
    panel = only_panel(shop)
    page = fosca.post(f"{PANELS}{panel.id}/activate", follow=True)
    assert b"It lacks words in Italian" in page.content
    assert only_panel(shop).state is PanelState.DRAFT


def test_a_panel_that_is_on_and_loses_its_words_says_so(fosca: Client, shop: StoreInfo) -> None:
    panel = make_panel(shop.id)
    page = fosca.post(f"{PANELS}{panel.pk}/save", values(**{"in-it-text": ""}), follow=True)
    assert b"shoppers do not see it" in page.content
    assert "Italian not finished" in re.sub(r"\s+", " ", fosca.get(PANELS).content.decode()).replace(
        "Italian, English", "Italian"
    )


def test_pausing_and_removing_can_be_taken_back(fosca: Client, shop: StoreInfo) -> None:
    panel = make_panel(shop.id)
    for door, undone in (("pause", PanelState.ACTIVE), ("remove", PanelState.ACTIVE)):
        page = fosca.post(f"{PANELS}{panel.pk}/{door}", follow=True).content.decode()
        undo = re.search(
            rf'action="({PANELS}\d+/(?:activate|restore))"[^>]*>(?:(?!</form>).)*Undo', page, re.DOTALL
        )
        assert undo is not None
        fosca.post(undo[1])
        assert only_panel(shop).state is undone


def test_a_removed_panel_is_nowhere(fosca: Client, shop: StoreInfo, source: SourceInfo) -> None:
    panel = make_panel(shop.id)
    fosca.post(f"{PANELS}{panel.pk}/remove")
    assert list_panels(shop.id) == []
    assert fosca.get(f"{PANELS}{panel.pk}/").status_code == 404
    assert ask("/api/v1/onsite/panels", {"key": source.write_key, "language": "it"}).json["panels"] == []


def test_the_preview_shows_what_is_typed_before_it_is_saved(fosca: Client, shop: StoreInfo) -> None:
    panel = make_panel(shop.id)
    sent = values(**{"kind": "modal", "in-en-title": "Spring <sale>", "preview_language": "en"})
    page = fosca.post(f"{PANELS}{panel.pk}/preview", sent).content.decode()
    assert "is-modal" in page
    assert "Spring &lt;sale&gt;" in page
    assert "English still needs: Button that closes" in page
    assert get_panel(shop.id, panel.pk).kind == "bar"
    # Half a form is no error: it is what is there while somebody types.
    assert fosca.post(f"{PANELS}{panel.pk}/preview", {"kind": "?"}).status_code == 200


def test_agents_and_analysts_look_and_change_nothing(bo: Client, gino: Client, shop: StoreInfo) -> None:
    panel = make_panel(shop.id)
    for browser in (bo, gino):
        page = browser.get(f"{PANELS}{panel.pk}/").content.decode()
        assert "<fieldset disabled>" in page
        assert "/save" not in page
        assert browser.get(PANELS).status_code == 200
        for door in ("save", "preview", "activate", "pause", "remove", "restore"):
            assert browser.post(f"{PANELS}{panel.pk}/{door}", values()).status_code == 404
        assert browser.post(f"{PANELS}new", {"ready": "message"}).status_code == 404
    assert only_panel(shop).state is PanelState.ACTIVE


def test_edda_sees_and_changes_nothing_of_almas(edda: Client, shop: StoreInfo) -> None:
    panel = make_panel(shop.id)
    for slug in ("bottega", "edda"):
        assert edda.get(f"/s/{slug}/panels/{panel.pk}/").status_code == 404
        assert edda.post(f"/s/{slug}/panels/{panel.pk}/pause").status_code == 404
    assert only_panel(shop).state is PanelState.ACTIVE


def test_the_list_says_what_became_of_each_panel(
    gino: Client, source: SourceInfo, stream: Runner, other_shop: StoreInfo
) -> None:
    card = make_sign_up_panel(source.store_id)

    def tell(event: str, *, ago: int = 0, panel_id: object = card.pk) -> dict[str, Any]:
        at = (now() - timedelta(days=ago)).isoformat()
        properties = {"panel_id": str(panel_id), "panel_version": 1, "kind": "corner"}
        return {
            "type": "track",
            "event": event,
            "anonymousId": "cleo",
            "timestamp": at,
            "properties": properties,
        }

    calls = [tell("Panel Viewed") for _ in range(7)]
    calls += [tell("Panel Dismissed"), tell("Panel Submitted"), tell("Panel Submitted")]
    calls += [tell("Panel Viewed", ago=31), tell("Panel Viewed", panel_id="x' OR 1=1")]
    events, _ = collector.read_events(source, calls, now())
    foreign = stores.create_source(store_id=other_shop.id, name="Edda")
    events += collector.read_events(foreign, [tell("Panel Viewed")], now())[0]
    infra.append_offline(infra.MAIN, events)
    stream.drain()
    page = gino.get(PANELS).content.decode()
    cells = re.findall(r'<td data-label="([^"]+)" class="number[^"]*">\s*([^<]+?)\s*</td>', page)
    assert dict(cells) == {"Seen": "7", "Clicked": "–", "Closed": "1", "Sent in": "2", "Confirmed": "0"}


def test_staff_are_told_when_sign_up_mails_cannot_leave(fosca: Client, shop: StoreInfo) -> None:
    make_sign_up_panel(shop.id)
    stuck = b"Whoever runs it sets COMMESSO_URL"
    with override_settings(ALLOWED_HOSTS=["*"]):
        assert stuck in fosca.get(PANELS, headers={"host": "shop.example"}).content
        assert stuck not in fosca.get(PANELS, headers={"host": "localhost:8000"}).content
    with override_settings(PUBLIC_URL="https://commesso.example"):
        assert stuck not in fosca.get(PANELS, headers={"host": "testserver"}).content


def test_a_new_shop_can_be_given_its_ready_panels_once(db: None) -> None:
    store = stores.create_store(slug="aurora", name="Aurora", languages=("it", "en", "es", "zh"))
    assert len(onsite.open_ready_panels(store)) == 2
    assert onsite.open_ready_panels(store) == []
    panels = list_panels(store.id)
    assert {panel.state for panel in panels} == {PanelState.ACTIVE}
    card = next(panel for panel in panels if panel.asks)
    assert card.contents["zh"].submit == "订阅"
    assert card.contents["es"].dismiss == "No, gracias"
