"""The assistant as its shop's pages are told of it."""

from collections.abc import Iterator
from typing import Any

import pytest

from commesso.discovery.actions.assistant import save_assistant
from commesso.discovery.endpoints.entering import forget
from commesso.discovery.models import Guide
from commesso.discovery.tests.asking import ask
from commesso.events.discovery import AssistantChanged
from commesso.infra import api as infra
from commesso.stores.contracts import SourceInfo, StoreInfo

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def _fresh_process() -> Iterator[None]:
    """Every test meets a process that has just begun."""
    forget()
    yield
    forget()


def switch_on(shop: StoreInfo, **values: Any) -> None:
    save_assistant(store_id=shop.id, values={"is_on": True, **values})


def desk(source: SourceInfo, language: str = "it") -> Any:
    answer = ask(f"assistant?key={source.write_key}&language={language}")
    assert answer.status == 200
    assert answer.headers["cache-control"] == "public, max-age=300"
    return answer.json


def test_nobody_meets_an_assistant_before_it_is_switched_on(source: SourceInfo) -> None:
    assert desk(source) == {"is_on": False}


def test_it_greets_in_our_words_until_the_shop_has_its_own(shop: StoreInfo, source: SourceInfo) -> None:
    switch_on(shop, words={"it": {"new": "Buongiorno dalla bottega!", "back": "", "name": "Posso aiutarti?"}})
    told = desk(source)
    assert told["name"] == "Posso aiutarti?"
    assert told["greetings"]["new"] == "Buongiorno dalla bottega!"
    assert told["greetings"]["back"] == "Che bello rivederti. Continuiamo a cercare?"
    assert set(told["greetings"]) == {"new", "back", "ad", "sold_out", "cart"}
    assert (told["language"], told["side"], told["guides"]) == ("it", "end", [])
    forget()
    assert desk(source, "en-GB")["greetings"]["new"].startswith("Hello!")


def test_a_language_we_do_not_speak_hears_the_shops_own_words(shop: StoreInfo, source: SourceInfo) -> None:
    switch_on(shop, words={"fi": {"new": "Hei!"}, "it": {"cart": "Ha domande?"}})
    assert desk(source, "fi")["greetings"]["new"] == "Hei!"
    assert desk(source, "fi")["greetings"]["cart"] == "Ha domande?"
    assert desk(source, "sv")["greetings"]["new"].startswith("Ciao!")
    assert desk(source, "sv")["language"] == "it"


def test_links_are_in_the_language_of_the_page(shop: StoreInfo, source: SourceInfo) -> None:
    switch_on(shop, order_url="/{language}/orders", contact_url="mailto:ciao@bottega.example")
    assert desk(source, "en")["links"] == {"order": "/en/orders", "contact": "mailto:ciao@bottega.example"}
    assert desk(source, "../../evil")["links"]["order"] == "/it/orders"


def test_it_offers_the_guides_that_are_asked_or_the_one_that_was_chosen(
    shop: StoreInfo, source: SourceInfo
) -> None:
    for key, state in (("lamps", "active"), ("bowls", "active"), ("rugs", "draft")):
        words = {"it": {"title": f"Trova: {key}"}}
        Guide(store_id=shop.id, key=key, name=key, category=f"Casa > {key}", words=words, state=state).save()
    switch_on(shop)
    first = {"key": "lamps", "title": "Trova: lamps", "category": "Casa > lamps"}
    assert desk(source)["guides"][0] == first
    assert [guide["key"] for guide in desk(source)["guides"]] == ["lamps", "bowls"]
    switch_on(shop, guide_key="bowls")
    forget()
    assert [guide["key"] for guide in desk(source)["guides"]] == ["bowls"]


def test_whoever_needs_to_know_is_told_what_changed(shop: StoreInfo) -> None:
    def told() -> list[bool]:
        return [fact.is_on for fact in infra.list_waiting_facts() if isinstance(fact, AssistantChanged)]

    switch_on(shop)
    switch_on(shop)
    assert told() == [True]
    save_assistant(store_id=shop.id, values={"is_on": False})
    assert told() == [True, False]


def test_a_shop_has_its_own_assistant_alone(
    shop: StoreInfo, source: SourceInfo, other_shop: StoreInfo
) -> None:
    switch_on(other_shop)
    assert desk(source) == {"is_on": False}


def test_an_unknown_key_is_told_where_the_right_one_stands() -> None:
    answer = ask("assistant?key=nope")
    assert (answer.status, answer.json["field"]) == (401, "key")
