"""What the assistant answers by plain rules."""

from decimal import Decimal
from typing import Any

import pytest

from commesso.catalog.contracts import ProductInput, ProductStatus
from commesso.discovery.actions.assistant import save_assistant
from commesso.discovery.actions.searching import recall_search, update_search
from commesso.discovery.endpoints.entering import forget
from commesso.discovery.models import Guide
from commesso.discovery.queries.products import forget_products
from commesso.discovery.tests.asking import ask
from commesso.discovery.tests.searching import fill
from commesso.stores import api as stores
from commesso.stores.contracts import SourceInfo, StoreInfo

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("goods")]


def talk(source: SourceInfo, text: str, **more: Any) -> Any:
    answer = ask("talk", {"key": source.write_key, "text": text, **more})
    assert answer.status == 200, answer.json
    return answer.json


def ids(told: Any) -> list[str]:
    return [product["product_id"] for product in told["products"]]


def make_guide(shop: StoreInfo, category: str, key: str = "lamps") -> None:
    words = {"it": {"title": "Trova la tua lampada"}}
    Guide(store_id=shop.id, key=key, name="Lampade", category=category, words=words, state="active").save()
    forget()


def fill_lamps(shop: StoreInfo, count: int = 8) -> None:
    for at in range(count):
        fill(shop, ProductInput(product_id=f"l{at}", title=f"Lampada {at}", categories=("Casa > Lampada",)))


def test_a_wish_in_plain_words_finds_products(source: SourceInfo) -> None:
    told = talk(source, "Ciao, cerco una lampada da tavolo")
    assert told["intent"] == "search"
    assert ids(told)[0] == "desk"
    assert told["products"][0]["price"] == {"amount": "79.00", "currency": "EUR"}
    assert told["words"] == "Ecco ciò che fa per te."
    assert talk(source, "floor lmap", language="en")["products"][0]["title"] == "Floor lamp"


def test_a_price_in_the_words_is_kept(source: SourceInfo) -> None:
    told = talk(source, "I need a lamp under 100 euros", language="en")
    assert set(ids(told)) == {"desk", "paper"}
    assert told["words"] == "Here is what fits best."


def test_nothing_that_fits_is_said_and_something_is_shown(source: SourceInfo) -> None:
    told = talk(source, "zzzzzz")
    assert told["words"] == "Non ho trovato nulla. Forse uno di questi?"
    assert len(ids(told)) == 4


def test_where_the_order_is_leads_to_the_shops_page_or_to_the_mail(
    shop: StoreInfo, source: SourceInfo
) -> None:
    told = talk(source, "Where is my order?", language="en")
    assert (told["intent"], told["products"], told["links"]) == ("order", [], [])
    assert "mail" in told["words"]
    assert "Bottega Alma" in told["words"]
    values = {"order_url": "/{language}/orders", "contact_url": "/contatti"}
    save_assistant(store_id=shop.id, values=values)
    forget()
    told = talk(source, "Where is my order?", language="en")
    assert told["links"] == [{"kind": "order", "url": "/en/orders"}, {"kind": "contact", "url": "/contatti"}]
    assert talk(source, "contact")["links"] == [{"kind": "contact", "url": "/contatti"}]


def test_a_word_that_is_sold_here_is_no_question_about_an_order(shop: StoreInfo, source: SourceInfo) -> None:
    assert talk(source, "pacco")["intent"] == "order"
    fill(shop, ProductInput(product_id="wrap", title="Pacco regalo"))
    search = recall_search(shop.id)
    assert search is not None
    update_search(shop.id, {"wrap"})
    search.backend.flush()
    assert ids(talk(source, "pacco")) == ["wrap"]


@pytest.mark.parametrize("text", ["Hello", "thank you", "help", ""])
def test_courtesy_is_answered_without_a_search(source: SourceInfo, text: str) -> None:
    told = talk(source, text, language="en")
    assert told["words"]
    assert told["products"] == []


def change(shop: StoreInfo, product: ProductInput) -> None:
    """Change a product, and tell of it as the stream does a moment later."""
    fill(shop, product)
    forget_products(shop.id, [product.product_id])


def test_the_product_on_the_page_is_meant_by_a_short_question(shop: StoreInfo, source: SourceInfo) -> None:
    told = talk(source, "È disponibile?", product="vase")
    assert (told["intent"], ids(told), told["words"]) == ("product", ["vase"], "Sì, puoi ordinarlo subito.")
    change(shop, ProductInput(product_id="vase", stock=0))
    assert talk(source, "È disponibile?", product="vase")["words"] == "No, al momento è esaurito."
    change(shop, ProductInput(product_id="vase", status=ProductStatus.HIDDEN))
    assert talk(source, "Quanto costa?", product="vase")["intent"] == "search"


def test_few_products_are_seen_at_a_glance(shop: StoreInfo, source: SourceInfo) -> None:
    make_guide(shop, "Casa > Lampada")
    assert talk(source, "lampada")["guide"] is None


def test_words_that_name_a_family_offer_its_guide(shop: StoreInfo, source: SourceInfo) -> None:
    fill_lamps(shop)
    make_guide(shop, "Casa > Lampada")
    guide = {"key": "lamps", "title": "Trova la tua lampada", "category": "Casa > Lampada"}
    told = talk(source, "lampada")
    assert (told["intent"], told["guide"]) == ("search", guide)
    assert talk(source, "vaso di ceramica")["guide"] is None
    told = talk(source, "aiutami a scegliere una lampada")
    assert (told["intent"], told["guide"]) == ("guide", guide)


def test_whoever_wants_help_to_choose_gets_the_guide_there_is(shop: StoreInfo, source: SourceInfo) -> None:
    assert talk(source, "aiutami a scegliere")["guide"] is None
    make_guide(shop, "Casa > Lampada")
    assert talk(source, "aiutami a scegliere")["guide"]["key"] == "lamps"
    make_guide(shop, "Casa > Vaso", key="vases")
    assert talk(source, "aiutami a scegliere")["guide"] is None, "which of the two is not said"
    assert talk(source, "aiutami a scegliere", category="Casa > Vaso > Alto")["guide"]["key"] == "vases"
    make_guide(shop, "", key="all")
    assert talk(source, "aiutami a scegliere")["guide"]["key"] == "all"


def test_a_shop_talks_of_its_own_products_alone(other_shop: StoreInfo) -> None:
    strange = stores.create_source(store_id=other_shop.id, name="Site")
    assert talk(strange, "lampada")["products"] == []
    assert talk(strange, "disponibile?", product="desk")["products"] == []


@pytest.mark.parametrize(
    ("more", "field"),
    [
        ({"text": "x" * 501}, "text"),
        ({"product": "x" * 201}, "product"),
        ({"viewed": 1}, "viewed"),
        ({"key": "wrong"}, "key"),
    ],
)
def test_what_cannot_be_asked_is_told_with_its_field(source: SourceInfo, more: Any, field: str) -> None:
    answer = ask("talk", {"key": source.write_key, "text": "lampada", **more})
    assert answer.status in (400, 401)
    assert answer.json["field"] == field


def test_a_price_is_found_though_it_is_written_with_a_comma(source: SourceInfo) -> None:
    told = talk(source, "lampada fino a 29,00 €")
    assert ids(told) == ["paper"]
    assert Decimal(told["products"][0]["price"]["amount"]) == 29
