"""Guides that a merchant made, as a shop's page meets them."""

from collections.abc import Iterator
from typing import Any

import pytest

from commesso.discovery.actions import guides as actions
from commesso.discovery.actions.guiding import refresh_guides
from commesso.discovery.contracts.guiding import (
    GuideCondition,
    GuideInfo,
    GuideOption,
    GuideQuestion,
    GuideWords,
)
from commesso.discovery.tests.guides import ask, begin_anew, fill, lamp, rug
from commesso.kernel.clock import now
from commesso.kernel.memory import forget_everything
from commesso.stores.contracts import SourceInfo, StoreInfo

pytestmark = pytest.mark.django_db(transaction=True)
WHERE = GuideQuestion(
    key="where",
    is_written=True,
    is_locked=True,
    words={"it": "Dove va?", "en": "Where does it go?"},
    options=(
        GuideOption(
            key="desk",
            words={"it": "Sulla scrivania", "en": "On a desk"},
            conditions=(GuideCondition(attribute="height", at_most=20),),
        ),
        GuideOption(
            key="floor",
            words={"it": "Per terra"},
            conditions=(GuideCondition(attribute="height", at_least=30),),
        ),
    ),
)


@pytest.fixture(autouse=True)
def _fresh_process(event_store: Any) -> Iterator[None]:
    begin_anew()
    yield
    begin_anew()


def make(
    shop: StoreInfo, *questions: GuideQuestion, key: str = "lamps", category: str = "Casa > Lampade"
) -> GuideInfo:
    guide = actions.create_guide(
        store_id=shop.id,
        key=key,
        name="Lamps",
        category=category,
        words={"it": GuideWords(title="Trova la tua lampada", again="Cerchi ancora una lampada?")},
        questions=questions,
    )
    actions.activate_guide(store_id=shop.id, guide_id=guide.id)
    return guide


def test_a_merchants_question_is_asked_first_in_their_words(shop: StoreInfo, source: SourceInfo) -> None:
    fill(shop, *map(lamp, range(40)))
    make(shop, WHERE)
    status, told = ask({"key": source.write_key, "guide": "lamps", "language": "en"})
    assert status == 200
    assert (told["guide"], told["version"]) == ("lamps", 1)
    assert told["words"] == {
        "title": "Trova la tua lampada",
        "text": "",
        "again": "Cerchi ancora una lampada?",
    }
    assert told["question"]["text"] == "Where does it go?"
    assert [option["label"] for option in told["question"]["options"][:2]] == ["On a desk", "Per terra"]
    _, told = ask({"key": source.write_key, "guide": "lamps", "answers": {"where": "desk"}, "limit": 3})
    assert told["products"][0]["reasons"] == ["Sulla scrivania"]
    assert told["answers"][0]["text"] == "Dove va?"


def test_what_is_hidden_is_not_asked_and_what_is_reworded_is_asked_so(
    shop: StoreInfo, source: SourceInfo
) -> None:
    fill(shop, *map(lamp, range(40)))
    colour = GuideQuestion(
        key="colour",
        is_locked=True,
        words={"it": "Di che colore la vuoi?"},
        options=(GuideOption(key="nero", words={"it": "Nero notte"}),),
    )
    make(shop, GuideQuestion(key="height", is_hidden=True), colour)
    answers: dict[str, str] = {}
    asked = []
    while (told := ask({"key": source.write_key, "guide": "lamps", "answers": answers})[1])["question"]:
        asked.append(told["question"]["text"])
        answers[told["question"]["key"]] = "*any"
    assert asked[0] == "Di che colore la vuoi?"
    assert not any("altezza" in text for text in asked)
    _, told = ask({"key": source.write_key, "guide": "lamps", "answers": {"colour": "nero"}})
    assert told["products"][0]["reasons"] == ["Nero notte"]


def test_a_page_that_names_the_category_gets_the_merchants_guide(shop: StoreInfo, source: SourceInfo) -> None:
    fill(shop, *map(lamp, range(40)))
    make(shop, WHERE)
    assert ask({"key": source.write_key, "category": "Casa > Lampade"})[1]["guide"] == "lamps"
    assert ask({"key": source.write_key, "category": "Casa"})[1]["guide"] == ""


def test_a_whole_shop_is_asked_for_the_family_first_and_goes_on_in_it(
    shop: StoreInfo, source: SourceInfo
) -> None:
    fill(shop, *map(lamp, range(40)), *map(rug, range(20)))
    make(shop, WHERE)
    make(shop, key="all", category="")
    _, told = ask({"key": source.write_key, "guide": "all", "language": "en"})
    assert told["question"]["text"] == "Casa: which kind?"
    assert [(each["key"], each["label"], each["count"]) for each in told["question"]["options"][:2]] == [
        ("Casa > Lampade", "Lampade", 40),
        ("Casa > Tappeti", "Tappeti", 20),
    ]
    chosen = {told["question"]["key"]: "Casa > Lampade"}
    _, told = ask({"key": source.write_key, "guide": "all", "answers": chosen})
    assert (told["guide"], told["total"], told["question"]["key"]) == ("all", 40, "where")
    assert told["answers"][0]["label"] == "Lampade"
    assert told["ignored"] == []
    _, told = ask({"key": source.write_key, "answers": dict.fromkeys(chosen, "*any")})
    assert told["total"] == 60
    assert told["question"]["key"] not in chosen


def test_an_answer_can_be_changed_where_it_was_given(shop: StoreInfo, source: SourceInfo) -> None:
    fill(shop, *map(lamp, range(40)), *map(rug, range(20)))
    make(shop, WHERE)
    answers = {"*family > Casa": "Casa > Lampade", "where": "desk", "colour": "nero"}
    for again in answers:
        _, told = ask({"key": source.write_key, "answers": answers, "again": again})
        assert told["question"]["key"] == again
        assert again not in [answer["question"] for answer in told["answers"]]


def test_a_change_reaches_shoppers_a_moment_later(shop: StoreInfo, source: SourceInfo) -> None:
    fill(shop, *map(lamp, range(40)))
    guide = make(shop)
    assert ask({"key": source.write_key, "guide": "lamps"})[1]["question"]["key"] == "height"
    actions.put_questions(store_id=shop.id, guide_id=guide.id, questions=[WHERE])
    forget_everything()
    _, told = ask({"key": source.write_key, "guide": "lamps"})
    assert (told["question"]["key"], told["version"]) == ("height", 1)
    refresh_guides(now())
    _, told = ask({"key": source.write_key, "guide": "lamps"})
    assert (told["question"]["key"], told["version"]) == ("where", 2)


@pytest.mark.parametrize("end", [actions.pause_guide, actions.remove_guide])
def test_a_guide_that_is_off_asks_nobody(shop: StoreInfo, source: SourceInfo, end: Any) -> None:
    fill(shop, *map(lamp, range(40)))
    guide = make(shop)
    end(store_id=shop.id, guide_id=guide.id)
    status, problem = ask({"key": source.write_key, "guide": "lamps"})
    assert (status, problem["field"]) == (404, "guide")


def test_another_shops_guide_is_none_of_ours(
    shop: StoreInfo, other_shop: StoreInfo, source: SourceInfo
) -> None:
    fill(shop, *map(lamp, range(20)))
    make(other_shop)
    assert ask({"key": source.write_key, "guide": "lamps"})[0] == 404
