"""What the assistant understands without a model."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commesso.discovery.rules.assisting.reading import Intent, asks_of_product, read


@pytest.mark.parametrize(
    ("text", "intent"),
    [
        ("Hello!", Intent.GREETING),
        ("Buongiorno", Intent.GREETING),
        ("你好", Intent.GREETING),
        ("Grazie mille!", Intent.THANKS),
        ("ok thanks", Intent.THANKS),
        ("help", Intent.HELP),
        ("Che cosa puoi fare?", Intent.HELP),
        ("", Intent.HELP),
        ("?!", Intent.HELP),
        ("Where is my order?", Intent.ORDER),
        ("Dov'è il mio pacco?", Intent.ORDER),
        ("¿Dónde está mi pedido?", Intent.ORDER),
        ("我的订单到哪了", Intent.ORDER),
        ("order status", Intent.ORDER),
        ("Wann kommt meine Bestellung?", Intent.ORDER),
        ("How can I contact you?", Intent.CONTACT),
        ("Vorrei parlare con una persona", Intent.CONTACT),
        ("人工客服", Intent.CONTACT),
        ("help me choose", Intent.GUIDE),
        ("Aiutami a scegliere", Intent.GUIDE),
        ("帮我选一个", Intent.GUIDE),
        ("a lamp for reading", Intent.SEARCH),
        ("phone case", Intent.SEARCH),
        ("notebook for my mother", Intent.SEARCH),
    ],
)
def test_what_is_asked_is_told_apart(text: str, intent: Intent) -> None:
    assert read(text).intent is intent


def test_a_word_that_may_be_a_product_is_searched_first() -> None:
    heard = read("delivery")
    assert (heard.intent, heard.is_sure, heard.query) == (Intent.ORDER, False, "delivery")


@pytest.mark.parametrize(
    ("text", "query"),
    [
        ("Hello, I'm looking for a lamp for reading", "a lamp for reading"),
        ("Ciao, cerco una lampada da tavolo", "una lampada da tavolo"),
        ("Hola, ¿tenéis lámparas de mesa?", "lamparas de mesa"),
        ("请问有没有台灯？", "台灯"),
        ("can you help me find a vase please", "a vase"),
        ("Mi serve qualcosa per la cucina", "per la cucina"),
        ("Ich suche eine Lampe", "eine lampe"),
        ("some 30 x 40 cm frames", "30 x 40 cm frames"),
    ],
)
def test_what_people_say_around_a_wish_is_not_searched_for(text: str, query: str) -> None:
    assert read(text).query == query


@pytest.mark.parametrize(
    ("text", "query", "low", "high"),
    [
        ("a lamp under 50 euros", "a lamp", None, "50"),
        ("lampada sotto i 49,90 €", "lampada", None, "49.90"),
        ("regalo entre 20 y 50 euros", "regalo", "20", "50"),
        ("lamp between €80 and €40", "lamp", "40", "80"),
        ("100元以内的台灯", "的台灯", None, "100"),
        ("more than 100 € lamp", "lamp", "100", None),
        ("a lamp under 50", "a lamp", None, "50"),
        ("a lamp under 50 cm", "a lamp under 50 cm", None, None),
        ("up to 8 people", "up to 8 people", None, None),
        ("under 30 €", "", None, "30"),
    ],
)
def test_a_price_is_a_bound_and_a_measure_is_none(
    text: str, query: str, low: str | None, high: str | None
) -> None:
    heard = read(text)
    assert heard.intent is Intent.SEARCH
    assert heard.query == query
    assert heard.price_from == (None if low is None else Decimal(low))
    assert heard.price_to == (None if high is None else Decimal(high))


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("How much is it?", "price"),
        ("Quanto costa?", "price"),
        ("Is this still available?", "stock"),
        ("È disponibile?", "stock"),
        ("这个多少钱", "price"),
        ("how much light does the lamp give", ""),
        ("price of a floor lamp", ""),
    ],
)
def test_a_short_question_means_the_product_on_the_page(text: str, asked: str) -> None:
    assert asks_of_product(text) == asked


@given(st.text(max_size=600))
def test_whatever_is_typed_is_understood_as_something(text: str) -> None:
    heard = read(text)
    assert heard.intent in Intent
    assert len(heard.query) <= 500
