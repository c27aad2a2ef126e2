"""Fosca makes the assistant; Bo and Gino look at it; Edda sees nothing."""

import re
from typing import Any

import pytest
from django.test import Client

from commesso.collector import api as collector
from commesso.discovery.models import Guide
from commesso.discovery.queries.assistant import get_assistant
from commesso.infra import api as infra
from commesso.infra.api import Runner
from commesso.kernel.clock import now
from commesso.stores.contracts import SourceInfo, StoreInfo

PAGE = "/s/bottega/find/assistant/"
pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("event_store")]


def values(**changes: str) -> dict[str, str]:
    return {"side": "end", "guide_key": "", "order_url": "", "contact_url": "", **changes}


def test_fosca_switches_it_on_and_takes_that_back(fosca: Client, shop: StoreInfo) -> None:
    page = fosca.post(f"{PAGE}activate", follow=True).content.decode()
    assert get_assistant(shop.id).is_on
    undo = re.search(rf'action="({PAGE}pause)"[^>]*>(?:(?!</form>).)*Undo', page, re.DOTALL)
    assert undo is not None
    fosca.post(undo[1])
    assert not get_assistant(shop.id).is_on


def test_every_field_is_kept_and_what_is_empty_is_ours(fosca: Client, shop: StoreInfo) -> None:
    Guide(store_id=shop.id, key="lamps", name="Lampade", category="", state="active").save()
    sent = {
        "side": "start",
        "guide_key": "lamps",
        "order_url": "/{language}/orders",
        "contact_url": "mailto:ciao@bottega.example",
        "in-it-new": " Buongiorno! ",
        "in-en-name": "May I help?",  # as ours is
    }
    assert fosca.post(f"{PAGE}save", values(**sent)).status_code == 302
    saved = get_assistant(shop.id)
    assert (saved.side, saved.guide_key, saved.order_url) == ("start", "lamps", "/{language}/orders")
    assert saved.contact_url == "mailto:ciao@bottega.example"
    assert saved.words == {"it": {"new": "Buongiorno!"}}
    page = fosca.get(PAGE).content.decode()
    assert 'value="Buongiorno!"' in page
    assert 'placeholder="Hello! Looking for something in particular?' in page
    assert "Your words" in page


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"order_url": "javascript:alert(1)"}, "Write an address like"),
        ({"contact_url": "//evil.example"}, "Write an address like"),
        ({"contact_url": "mailto:nobody"}, "Write an address like"),
        ({"guide_key": "nothing"}, "nothing"),
        ({"side": "top"}, "top"),
        ({"in-it-name": "x" * 61}, "60"),
    ],
)
def test_what_is_wrong_is_said_in_its_place_and_nothing_is_saved(
    fosca: Client, shop: StoreInfo, wrong: dict[str, str], said: str
) -> None:
    answer = fosca.post(f"{PAGE}save", values(**{"in-it-new": "Ciao", **wrong}))
    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert get_assistant(shop.id).words == {}


def test_the_preview_shows_what_is_typed_before_it_is_saved(fosca: Client, shop: StoreInfo) -> None:
    sent = values(
        **{
            "in-en-cart": "Any <doubts>?",
            "preview_language": "en",
            "preview_situation": "cart",
            "side": "start",
        }
    )
    page = fosca.post(f"{PAGE}preview", sent).content.decode()
    assert "Any &lt;doubts&gt;?" in page
    assert "is-at-start" in page
    assert "May I help?" in page
    assert get_assistant(shop.id).words == {}
    assert fosca.post(f"{PAGE}preview", {"side": "?"}).status_code == 200


def test_agents_and_analysts_look_and_change_nothing(bo: Client, gino: Client, shop: StoreInfo) -> None:
    for browser in (bo, gino):
        page = browser.get(PAGE).content.decode()
        assert "<fieldset disabled>" in page
        for door in ("save", "preview", "activate", "pause"):
            assert f"{PAGE}{door}" not in page
            assert browser.post(f"{PAGE}{door}", values()).status_code == 404
    assert not get_assistant(shop.id).is_on


def test_edda_sees_and_changes_nothing_of_almas(edda: Client, shop: StoreInfo) -> None:
    assert edda.get(PAGE).status_code == 404
    assert edda.post(f"{PAGE}activate").status_code == 404
    assert not get_assistant(shop.id).is_on


def test_the_page_says_what_became_of_it(gino: Client, source: SourceInfo, stream: Runner) -> None:
    def tell(event: str, **properties: Any) -> dict[str, Any]:
        return {"type": "track", "event": event, "anonymousId": "cleo", "properties": properties}

    calls = [tell("Assistant Opened", by="shopper"), tell("Assistant Opened", by="itself")]
    calls += [tell("Assistant Asked", intent="search")] * 2
    calls += [tell("Product Clicked", list_id="assistant"), tell("Product Clicked", list_id="search")]
    events, _ = collector.read_events(source, calls, now())
    infra.append_offline(infra.MAIN, events)
    stream.drain()
    page = gino.get(PAGE).content.decode()
    found = re.findall(r'<dt>([^<]+)</dt>\s*<dd[^>]*><span class="value">([^<]+)<', page)
    assert dict(found) == {"Opened": "1", "Spoke first": "1", "Was asked": "2", "Led to a product": "1"}
