"""Fosca makes guides; Bo looks at them."""

import json
from collections.abc import Iterator
from datetime import timedelta
from decimal import Decimal
from typing import Any

import msgspec
import pytest
from django.test import Client

from commesso.catalog.contracts import VariantInput
from commesso.discovery.actions.guiding import refresh_guides
from commesso.discovery.contracts.guiding import GuideInfo, GuideState
from commesso.discovery.queries.guide_report import count_guides, list_question_counts
from commesso.discovery.queries.guides import list_guides
from commesso.discovery.tests.guides import ask, begin_anew, fill, lamp, rug
from commesso.events.stream import Kind, StreamEvent
from commesso.infra import api as infra
from commesso.infra.api import Runner
from commesso.kernel.clock import now
from commesso.kernel.ids import EventId, SourceId, VisitorId, visitor_id
from commesso.stores.contracts import SourceInfo, StoreInfo

GUIDES = "/s/bottega/find/guides/"
pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def _fresh_process(event_store: Any) -> Iterator[None]:
    begin_anew()
    yield
    begin_anew()


def only_guide(store: StoreInfo) -> GuideInfo:
    (guide,) = list_guides(store.id)
    return guide


def make(fosca: Client, shop: StoreInfo, category: str = "Casa > Lampade") -> GuideInfo:
    fill(shop, *map(lamp, range(40)), *map(rug, range(20)))
    fosca.post(f"{GUIDES}create", {"category": category, "name": ""})
    return only_guide(shop)


def change(fosca: Client, guide: GuideInfo, key: str, what: str) -> None:
    answer = fosca.post(f"{GUIDES}{guide.id}/change", {"key": key, "change": what})
    assert answer.status_code == 302


def test_fosca_makes_a_guide_from_a_family_and_switches_it_on(
    fosca: Client, shop: StoreInfo, source: SourceInfo
) -> None:
    assert b"Ask, as you would in your shop" in fosca.get(GUIDES).content
    guide = make(fosca, shop)
    assert "Casa &gt; Lampade · 40 products" in fosca.get(f"{GUIDES}new").content.decode()
    assert (guide.key, guide.name, guide.category) == ("lampade", "Lampade", "Casa > Lampade")
    page = fosca.get(f"{GUIDES}{guide.id}/").content.decode()
    assert "Which height?" in page
    assert "Through Casa &gt; Lampade: 40 products that can be bought." in page
    assert ask({"key": source.write_key, "guide": "lampade"})[0] == 404
    begin_anew()
    assert b"Shoppers are asked by it" in fosca.post(f"{GUIDES}{guide.id}/activate", follow=True).content
    assert ask({"key": source.write_key, "guide": "lampade"})[0] == 200


def test_questions_are_locked_moved_and_hidden(fosca: Client, shop: StoreInfo) -> None:
    guide = make(fosca, shop)
    change(fosca, guide, "colour", "lock")
    change(fosca, guide, "dimmable", "lock")
    change(fosca, guide, "dimmable", "up")
    change(fosca, guide, "height", "hide")
    kept = only_guide(shop).questions
    assert [(each.key, each.is_locked, each.is_hidden) for each in kept] == [
        ("dimmable", True, False),
        ("colour", True, False),
        ("height", False, True),
    ]
    page = fosca.get(f"{GUIDES}{guide.id}/").content.decode()
    assert page.index("Dimmable?") < page.index("Which colour?") < page.index("Which height?")
    change(fosca, guide, "colour", "burn")
    assert only_guide(shop).questions == kept


def test_a_question_is_said_in_the_merchants_words(fosca: Client, shop: StoreInfo) -> None:
    guide = make(fosca, shop)
    page = fosca.get(f"{GUIDES}{guide.id}/question?key=colour").content.decode()
    assert 'placeholder="Quale colore?"' in page
    fosca.post(
        f"{GUIDES}{guide.id}/question/save",
        {"key": "colour", "text-it": "Di che colore?", "o0-it": "", "o1-it": "Bianco latte"},
    )
    (kept,) = only_guide(shop).questions
    assert kept.words == {"it": "Di che colore?"}
    assert [(each.key, each.words["it"]) for each in kept.options] == [("nero", "Bianco latte")]
    page = fosca.get(f"{GUIDES}{guide.id}/").content.decode()
    assert "lacks words in English" in page
    change(fosca, guide, "colour", "drop")
    assert only_guide(shop).questions == ()


WRITTEN = {
    "key": "",
    "text-it": "Dove va?",
    "o0-it": "Sulla scrivania",
    "o0-en": "On a desk",
    "o0c0-attribute": "height",
    "o0c0-at_most": "20",
    "o0c0-weight": "2.0",
    "o1-it": "Per terra",
    "o1c0-attribute": "colour",
    "o1c0-any_of": "nero\nrosso",
    "o1c0-weight": "1.0",
}


def test_fosca_writes_a_question_and_shoppers_are_asked_it_first(
    fosca: Client, shop: StoreInfo, source: SourceInfo
) -> None:
    guide = make(fosca, shop)
    page = fosca.get(f"{GUIDES}{guide.id}/question").content.decode()
    assert "bianco · nero · ottone · rosso" in page
    assert "10 to 49 cm" in page
    fosca.post(f"{GUIDES}{guide.id}/question/save", WRITTEN)
    (kept,) = only_guide(shop).questions
    assert (kept.key, kept.is_written, kept.is_locked) == ("dove-va", True, True)
    assert [option.key for option in kept.options] == ["sulla-scrivania", "per-terra"]
    assert kept.options[0].conditions[0].at_most == 20
    assert kept.options[0].conditions[0].weight == 2
    assert kept.options[1].conditions[0].any_of == ("nero", "rosso")
    fosca.post(f"{GUIDES}{guide.id}/activate")
    refresh_guides(now())
    _, told = ask({"key": source.write_key, "guide": "lampade"})
    assert told["question"]["text"] == "Dove va?"
    again = {**WRITTEN, "key": "dove-va", "o1-it": "Sul pavimento"}
    fosca.post(f"{GUIDES}{guide.id}/question/save", again)
    (kept,) = only_guide(shop).questions
    assert [(option.key, option.words["it"]) for option in kept.options][1] == ("per-terra", "Sul pavimento")


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"text-it": ""}, "Enter the question in your shop"),
        ({"o1-it": "", "o1c0-attribute": ""}, "Enter the answer in your shop"),
        ({"o1-it": ""}, "Enter the answer in your shop"),
        ({"o0c0-at_most": ""}, "Say what it should be"),
        ({"o0c0-at_most": "tall"}, "Enter a number."),
        ({"o0c0-at_least": "30"}, "Enter a number that is not below the other one."),
        ({"o0c0-attribute": "taste"}, "taste"),
    ],
)
def test_what_is_wrong_is_said_in_its_place_and_nothing_is_saved(
    fosca: Client, shop: StoreInfo, wrong: dict[str, str], said: str
) -> None:
    guide = make(fosca, shop)
    page = fosca.post(f"{GUIDES}{guide.id}/question/save", {**WRITTEN, **wrong})
    assert page.status_code == 422
    assert said in page.content.decode()
    assert only_guide(shop).questions == ()


def test_a_guide_is_named_and_spoken_for(fosca: Client, shop: StoreInfo) -> None:
    guide = make(fosca, shop)
    values = {"name": "Lamps", "key": "lamps", "in-it-title": "La tua lampada", "in-it-again": "Ancora?"}
    assert fosca.post(f"{GUIDES}{guide.id}/save", values).status_code == 302
    saved = only_guide(shop)
    assert (saved.name, saved.key, saved.version) == ("Lamps", "lamps", 2)
    assert saved.words["it"].title == "La tua lampada"
    assert "lacks words in English" in fosca.get(GUIDES).content.decode()
    fosca.post(f"{GUIDES}create", {"category": "", "name": "lamps"})
    other = list_guides(shop.id)[0]
    assert other.key == "lamps-2"
    page = fosca.post(f"{GUIDES}{other.id}/save", {**values, "key": "lamps"})
    assert (page.status_code, b"Another guide has this key" in page.content) == (422, True)
    assert fosca.post(f"{GUIDES}{other.id}/save", {**values, "key": "La mps"}).status_code == 422


def test_a_draft_is_tried_as_shoppers_would_meet_it(fosca: Client, shop: StoreInfo) -> None:
    guide = make(fosca, shop, category="")
    told = tried(fosca, guide, {})
    assert told["question"]["text"] == "Casa: di che tipo?"
    chosen = {told["question"]["key"]: "Casa > Lampade"}
    change(fosca, guide, "colour", "lock")
    assert tried(fosca, guide, chosen)["question"]["key"] == "colour"
    assert fosca.post(f"{GUIDES}{guide.id}/try", b"{", content_type="application/json").status_code == 400


def tried(client: Client, guide: GuideInfo, answers: dict[str, str]) -> Any:
    body = json.dumps({"key": "", "answers": answers})
    answer = client.post(f"{GUIDES}{guide.id}/try", body, content_type="application/json")
    assert answer.status_code == 200
    return answer.json()


def test_a_removed_guide_comes_back(fosca: Client, shop: StoreInfo) -> None:
    guide = make(fosca, shop)
    fosca.post(f"{GUIDES}{guide.id}/remove")
    assert list_guides(shop.id) == []
    fosca.post(f"{GUIDES}{guide.id}/restore")
    assert only_guide(shop).state is GuideState.DRAFT
    fosca.post(f"{GUIDES}{guide.id}/pause")
    assert only_guide(shop).state is GuideState.PAUSED


def test_bo_looks_and_changes_nothing(bo: Client, fosca: Client, shop: StoreInfo) -> None:
    guide = make(fosca, shop)
    page = bo.get(f"{GUIDES}{guide.id}/")
    assert page.status_code == 200
    assert b"Switch on" not in page.content
    assert bo.post(f"{GUIDES}{guide.id}/activate").status_code == 404
    assert bo.get(f"{GUIDES}{guide.id}/report").status_code == 200


def test_a_family_without_products_is_said(fosca: Client, shop: StoreInfo) -> None:
    gone = VariantInput(variant_id="v01", price=Decimal(21), currency="EUR", stock=0)
    fill(shop, lamp(1, variants=(gone,)))
    fosca.post(f"{GUIDES}create", {"category": "Casa > Lampade", "name": ""})
    page = fosca.get(f"{GUIDES}{only_guide(shop).id}/").content.decode()
    assert "Nothing of this family can be bought now" in page


def test_the_report_says_who_answered_passed_left_and_bought(
    fosca: Client, shop: StoreInfo, stream: Runner
) -> None:
    guide = make(fosca, shop)
    walk(shop, "cleo", ("Started", {}), asked("colour"), answered("colour", "nero"), asked("height"))
    walk(shop, "bice", ("Started", {}), asked("colour"), answered("colour", "*any"), asked("height"))
    walk(shop, "bice", answered("height", "..15"), ("Completed", {}))
    walk(shop, "dora", ("Started", {}), asked("colour"))
    stream.drain()
    counts = count_guides(shop.id)[guide.key]
    assert (counts.started, counts.completed, counts.bought) == (3, 1, 0)
    told = {each.question: each for each in list_question_counts(shop.id, guide.key)}
    colour, height = told["colour"], told["height"]
    assert (colour.asked, colour.answered, colour.skipped, colour.left_here) == (3, 1, 1, 1)
    assert (height.asked, height.answered, height.skipped, height.left_here) == (2, 1, 0, 1)
    assert colour.options == {"nero": 1, "*any": 1}
    page = fosca.get(f"{GUIDES}{guide.id}/report").content.decode()
    assert "Where does the guide lose shoppers?" in page
    assert "Which colour?" in page
    assert "up to 15 cm" in page


Step = tuple[str, dict[str, str]]


def asked(question: str) -> Step:
    return "Question Asked", {"question": question}


def answered(question: str, option: str) -> Step:
    return "Question Answered", {"question": question, "option": option}


_told: list[int] = []


def walk(shop: StoreInfo, who: str, *steps: Step) -> None:
    events = []
    for name, more in steps:
        _told.append(1)
        props = msgspec.Raw(json.dumps({"guide": "lampade", **more}).encode())
        events.append(
            StreamEvent(
                id=EventId(f"walk-{len(_told)}"),
                store_id=shop.id,
                source_id=SourceId(1),
                kind=Kind.TRACK,
                name=f"Guide {name}",
                at=now() + timedelta(milliseconds=len(_told)),
                received_at=now(),
                visitor_id=VisitorId(visitor_id(user_id="", anonymous_id=who)),
                user_id="",
                anonymous_id=who,
                session_id=who,
                props=props,
            )
        )
    infra.append_offline(infra.MAIN, events)
