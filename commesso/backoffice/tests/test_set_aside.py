"""Alma sees what could not be used, and tries again when the cause is mended."""

from collections.abc import Iterator, Sequence

import pytest
from django.test import Client

from commesso.backoffice.tests.shopping import Street
from commesso.events.stream import StreamEvent
from commesso.infra import api as infra

HOME = "/s/bottega/"
PAGE = "/s/bottega/settings/set-aside/"
_broken: set[str] = set()  # lamps that the room of this test cannot take yet
_taken: list[str] = []


def _hear(events: Sequence[StreamEvent]) -> None:
    for event in events:
        lamp = event.read_props()["lamp"]
        if lamp in _broken:
            raise ValueError(f"{lamp} is broken")
        _taken.append(lamp)


@pytest.fixture
def lamps(street: Street) -> Iterator[Street]:
    """Two lamps that could not be taken, and one that could."""
    _broken.update(("Oak", "Elm"))
    infra.subscribe("lamps", _hear, names=["Lamp Made"])
    for lamp in ("Oak", "Ash", "Elm"):
        street.track("Lamp Made", lamp=lamp)
    street.open()
    yield street
    _broken.clear()
    _taken.clear()


def ids_of(street: Street) -> dict[str, int]:
    rows = infra.list_set_aside(street.shop.id).items
    return {row.event.read_props()["lamp"]: row.id for row in rows}


def test_home_leads_to_what_was_set_aside(lamps: Street, alma: Client) -> None:
    page = alma.get(HOME).content.decode()
    assert "2 events were set aside" in page
    assert f'href="{PAGE}"' in page
    page = alma.get(PAGE).content.decode()
    assert page.count("is broken") == 2
    assert "Lamp Made" in page


def test_an_event_is_shown_whole(lamps: Street, alma: Client) -> None:
    page = alma.get(f"{PAGE}{ids_of(lamps)['Oak']}").content.decode()
    assert "ValueError" in page
    assert "&quot;lamp&quot;: &quot;Oak&quot;" in page
    assert "&quot;visitor_id&quot;: &quot;a:cleo&quot;" in page


def test_an_event_that_is_taken_at_last_is_set_aside_no_more(lamps: Street, alma: Client) -> None:
    oak = ids_of(lamps)["Oak"]
    _broken.remove("Oak")
    page = alma.post(f"{PAGE}{oak}/again", follow=True).content.decode()
    assert "The event was taken." in page
    assert _taken[-1] == "Oak"
    assert list(ids_of(lamps)) == ["Elm"]


def test_an_event_that_still_cannot_be_used_stays_and_says_why(lamps: Street, alma: Client) -> None:
    page = alma.post(f"{PAGE}{ids_of(lamps)['Oak']}/again", follow=True).content.decode()
    assert "It still cannot be used: ValueError" in page
    assert set(ids_of(lamps)) == {"Oak", "Elm"}


def test_all_are_tried_in_the_order_they_came(lamps: Street, alma: Client) -> None:
    _broken.remove("Elm")
    page = alma.post(f"{PAGE}again", follow=True).content.decode()
    assert "1 event was taken." in page
    assert "1 event still cannot be used." in page
    assert list(ids_of(lamps)) == ["Oak"]


def test_an_event_may_be_given_up(lamps: Street, alma: Client) -> None:
    oak = ids_of(lamps)["Oak"]
    alma.post(f"{PAGE}{oak}/discard")
    assert list(ids_of(lamps)) == ["Elm"]
    assert alma.get(f"{PAGE}{oak}").status_code == 404


def test_nothing_set_aside_is_good_news(street: Street, alma: Client) -> None:
    assert "Nothing was set aside" in alma.get(PAGE).content.decode()


def test_an_agent_is_told_and_cannot_look(lamps: Street, bo: Client) -> None:
    page = bo.get(HOME).content.decode()
    assert "2 events were set aside" in page
    assert PAGE not in page
    assert bo.get(PAGE).status_code == 404


def test_an_event_of_alma_is_none_of_eddas(lamps: Street, edda: Client) -> None:
    oak = ids_of(lamps)["Oak"]
    for path in ("", "/again", "/discard"):
        assert edda.post(f"/s/edda/settings/set-aside/{oak}{path}").status_code in {404, 405}
    assert edda.get(f"/s/edda/settings/set-aside/{oak}").status_code == 404
    assert len(ids_of(lamps)) == 2
