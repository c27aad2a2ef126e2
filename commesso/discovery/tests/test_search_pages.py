"""Staff look at what is searched, and mend it."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from commesso.collector import api as collector
from commesso.discovery.actions import wishing
from commesso.discovery.actions.counting import count_query, write_query_counts
from commesso.discovery.queries.wishes import list_pins, list_redirects, list_synonyms
from commesso.discovery.tests.searching import ids, search
from commesso.infra import api as infra
from commesso.infra.api import Runner
from commesso.kernel.clock import now
from commesso.stores.contracts import SourceInfo, StoreInfo

PAGE = "/s/bottega/find/search/"
pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("goods")]


def count(shop: StoreInfo, query: str, *, times: int = 1, empty: int = 0) -> None:
    for number in range(times):
        count_query(store_id=shop.id, query=query, found_nothing=number < empty, on=now().date())
    write_query_counts()


def tell(source: SourceInfo, stream: Runner, *calls: dict[str, Any]) -> None:
    events, _ = collector.read_events(source, list(calls), now())
    infra.append_offline(infra.MAIN, events)
    stream.drain()


def call(visitor: str, event: str, *, minute: int = 0, **properties: Any) -> dict[str, Any]:
    at = now() - timedelta(hours=2) + timedelta(minutes=minute)
    return {
        "type": "track",
        "event": event,
        "anonymousId": visitor,
        "timestamp": at.isoformat(),
        "properties": properties,
    }


def cells(page: str) -> dict[str, list[str]]:
    """Return the numbers of each query's row."""
    rows = re.findall(r"<tr>\s*<td><a class=\"main\"[^>]*>([^<]+)</a>(.*?)</tr>", page, re.DOTALL)
    return {
        query: [each.strip() for each in re.findall(r"<td[^>]*>([^<]*)</td>", rest)] for query, rest in rows
    }


def test_nobody_has_searched_yet(gino: Client) -> None:
    assert "Nobody has searched yet" in gino.get(PAGE).content.decode()


def test_queries_stand_with_how_they_did(
    gino: Client, shop: StoreInfo, source: SourceInfo, stream: Runner
) -> None:
    count(shop, "lampada", times=9)
    count(shop, "abatjour", times=4, empty=4)
    calls = []
    for number in range(6):
        calls += [
            call(f"cleo{number}", "Products Searched", query="Lampada", results=3),
            call(f"cleo{number}", "Products Searched", minute=1, query="lampada", results=3),
        ]
    calls += [call(f"cleo{number}", "Product Viewed", minute=2, product_id="desk") for number in range(3)]
    calls.append(call("dario", "Products Searched", query="maria@example.com"))
    order = {
        "order_id": "o1",
        "total": 79,
        "currency": "EUR",
        "products": [{"product_id": "desk", "price": 79, "quantity": 1}],
    }
    calls.append(call("cleo0", "Order Completed", minute=3, **order))
    tell(source, stream, *calls)
    page = gino.get(PAGE).content.decode()
    assert cells(page) == {"lampada": ["9", "–", "50%", "€79"], "abatjour": ["4", "4", "–", "–"]}
    assert set(cells(gino.get(f"{PAGE}?show=empty").content.decode())) == {"abatjour"}
    assert "Nothing to mend here" in gino.get(f"{PAGE}?show=passed").content.decode()


def test_shoppers_show_which_words_mean_the_same_and_one_click_makes_it_so(
    fosca: Client, source: SourceInfo, stream: Runner
) -> None:
    calls = []
    for number in range(3):
        calls += [
            call(f"cleo{number}", "Products Searched", query="Abat-jour", results=0),
            call(f"cleo{number}", "Products Searched", minute=1, query="lampada da tavolo", results=1),
            call(f"dario{number}", "Products Searched", query="lampada", results=3),
            call(f"dario{number}", "Products Searched", minute=1, query="vaso", results=1),
        ]
    tell(source, stream, *calls)
    page = fosca.get(PAGE).content.decode()
    assert page.count("Yes, the same") == 1
    form = dict(re.findall(r'<input type="hidden" name="(query|phrases|one_way)" value="([^"]*)">', page))
    assert form == {"query": "abat-jour", "phrases": "lampada da tavolo", "one_way": "on"}
    assert search(source, "abat-jour")["matched"] == "none"
    fosca.post(f"{PAGE}synonyms/new", form)
    assert ids(search(source, "abat-jour")) == {"desk"}
    assert "Yes, the same" not in fosca.get(PAGE).content.decode()


def test_a_query_is_mended_on_its_page(fosca: Client, shop: StoreInfo, source: SourceInfo) -> None:
    count(shop, "lume", times=3, empty=3)
    page = fosca.get(f"{PAGE}query?q=Lume").content.decode()
    assert "Finds nothing" in page
    page = fosca.get(f"{PAGE}query?q=lume&find=vaso").content.decode()
    assert "Pin: Vaso di ceramica" in page
    for product, change in (("vase", "pin"), ("desk", "pin"), ("desk", "up"), ("vase", "unpin")):
        answer = fosca.post(f"{PAGE}pins/change", {"query": "lume", "product_id": product, "change": change})
        assert answer.status_code == 302
    assert ids(search(source, "lume")) == {"desk"}
    fosca.post(f"{PAGE}redirects/save", {"query": "lume", "url": "/lampade", "back": "lume"})
    assert search(source, "lume")["redirect"] == "/lampade"
    page = fosca.get(f"{PAGE}query?q=lume").content.decode()
    assert "Shoppers are led to /lampade" in page
    assert "Unpin: Lampada da tavolo" in page
    fosca.post(f"{PAGE}pins/change", {"query": "lume", "product_id": "desk", "change": "unpin"})
    assert list_pins(shop.id) == []


def test_every_wish_stands_in_one_list_and_its_removal_can_be_taken_back(
    fosca: Client, shop: StoreInfo
) -> None:
    fosca.post(f"{PAGE}synonyms/new", {"phrases": "sofa, divano"})
    fosca.post(f"{PAGE}redirects/save", {"query": "resi", "url": "/resi"})
    wishing.put_pin(store_id=shop.id, query="lume", product_ids=("desk",))
    page = fosca.get(f"{PAGE}wishes").content.decode()
    for noun in ("synonyms", "redirects", "pins"):
        door = re.search(rf'action="({PAGE}{noun}/\d+/remove)"', page)
        assert door is not None, noun
        told = fosca.post(door[1], follow=True).content.decode()
        undo = re.search(r'action="([^"]+/restore/[^"]+)"', told)
        assert undo is not None, noun
        assert "It is back." in fosca.post(undo[1], follow=True).content.decode()
    assert [each.phrases for each in list_synonyms(shop.id)] == [("sofa", "divano")]
    assert [(each.query, each.url) for each in list_redirects(shop.id)] == [("resi", "/resi")]
    assert [each.product_ids for each in list_pins(shop.id)] == [("desk",)]


def test_synonyms_are_changed_in_their_place(fosca: Client, shop: StoreInfo) -> None:
    row = wishing.add_synonyms(store_id=shop.id, phrases=("sofa", "divano"), one_way=False)
    fosca.post(f"{PAGE}synonyms/{row}/save", {"phrases": "sofà; divano, Canapé ,", "one_way": "on"})
    (info,) = list_synonyms(shop.id)
    assert (info.phrases, info.one_way) == (("sofà", "divano", "Canapé"), True)
    answer = fosca.post(f"{PAGE}synonyms/{row}/save", {"phrases": "sofa"})
    assert answer.status_code == 422
    assert "two words or more" in answer.content.decode()


@pytest.mark.parametrize(
    ("door", "sent", "said"),
    [
        ("synonyms/new", {"phrases": ""}, "Write at least one word."),
        ("synonyms/new", {"phrases": "sofa"}, "two words or more"),
        ("synonyms/new", {"query": "sofa", "phrases": "!!"}, "two words or more"),
        ("synonyms/new", {"phrases": ",".join(f"word{number}" for number in range(21))}, "At most 20"),
        ("redirects/save", {"query": "x", "url": ""}, "Write where the query leads."),
        ("redirects/save", {"query": "x", "url": "javascript:alert(1)"}, "Write an address like"),
        ("redirects/save", {"query": "x", "url": "//evil.example"}, "Write an address like"),
        ("redirects/save", {"query": "", "url": "/x"}, "Write what shoppers search for."),
        ("redirects/save", {"query": "x", "url": "returns", "back": "x"}, "Write an address like"),
    ],
)
def test_what_is_wrong_is_said_in_its_place(
    fosca: Client, shop: StoreInfo, door: str, sent: dict[str, str], said: str
) -> None:
    answer = fosca.post(f"{PAGE}{door}", sent)
    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert not list_synonyms(shop.id)
    assert not list_redirects(shop.id)


def test_agents_and_analysts_look_and_change_nothing(bo: Client, gino: Client, shop: StoreInfo) -> None:
    row = wishing.add_synonyms(store_id=shop.id, phrases=("sofa", "divano"), one_way=False)
    for browser in (bo, gino):
        for page in ("", "query?q=lampada", "query?q=sofa", "wishes"):
            shown = browser.get(f"{PAGE}{page}")
            assert shown.status_code == 200
            assert "csrfmiddlewaretoken" not in shown.content.decode().split("<main")[1]
        for door in ("synonyms/new", f"synonyms/{row}/remove", "redirects/save", "pins/change"):
            assert browser.post(f"{PAGE}{door}", {"phrases": "a, b"}).status_code == 404
    assert len(list_synonyms(shop.id)) == 1


def test_edda_changes_nothing_of_almas(edda: Client, shop: StoreInfo) -> None:
    row = wishing.add_synonyms(store_id=shop.id, phrases=("sofa", "divano"), one_way=False)
    for slug in ("bottega", "edda"):
        assert edda.post(f"/s/{slug}/find/search/synonyms/{row}/remove").status_code == 404
    assert len(list_synonyms(shop.id)) == 1
