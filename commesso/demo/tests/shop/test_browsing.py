"""What a visitor finds: every page in four languages, choice by filter, words and variants."""

import gzip
import json
import re
from xml.etree import ElementTree as ET

import pytest
from django.test import Client

from commesso.demo.rules.catalogue import get_catalogue
from commesso.demo.rules.words import LANGUAGES, TAGS
from commesso.demo.tests.shop.shopping import put, text_of

PAGES = ("/", "/shop/ceramics", "/products/cer-luna-bowl", "/search?q=luna", "/cart", "/about", "/care", "/shipping",
         "/privacy")  # fmt: skip


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("page", PAGES)
def test_a_page_stands_in_every_language(cleo: Client, language: str, page: str) -> None:
    answer = cleo.get(f"/{language}{page}")
    assert answer.status_code == 200
    assert f'<html lang="{TAGS[language]}">' in text_of(answer)
    assert not cleo.cookies  # nothing is stored on who only looks


@pytest.mark.parametrize(
    ("accepted", "language"),
    [
        ("it-IT,it;q=0.9,en;q=0.8", "it"),
        ("fr,zh-CN;q=0.5", "zh"),
        ("fr", "en"),
        ("", "en"),
        ("en;q=x,es", "es"),
    ],
)
def test_the_shop_speaks_the_language_of_the_browser(cleo: Client, accepted: str, language: str) -> None:
    answer = cleo.get("/", headers={"accept-language": accepted})
    assert answer.headers["Location"] == f"/{language}/"


def test_every_product_has_a_page_and_every_variant_a_picture(cleo: Client) -> None:
    for product in get_catalogue().products.values():
        page = text_of(cleo.get(f"/es/products/{product.id}"))
        picture = re.search(r'src="(/pictures/[^"]+)"', page)
        assert picture, product.id
        answer = cleo.get(picture[1])
        assert "immutable" in answer.headers["Cache-Control"]
        root = ET.fromstring(gzip.decompress(answer.content))  # noqa: S314 drawn by ourselves
        assert root.tag == "{http://www.w3.org/2000/svg}svg"


def test_a_picture_under_an_old_name_leads_to_the_new_one(cleo: Client) -> None:
    answer = cleo.get("/pictures/CER-LUNA-BOWL-SAGE/whole.000000000000.svg")
    assert answer.status_code == 302
    assert cleo.get(answer.headers["Location"]).status_code == 200


@pytest.mark.parametrize(
    "path", ["/it/products/none", "/it/shop/none", "/zh/none", "/none", "/it/orders/none"]
)
def test_what_is_not_there_says_so_in_the_readers_language(cleo: Client, path: str) -> None:
    answer = cleo.get(path)
    assert answer.status_code == 404
    assert "noindex" in text_of(answer)


def test_filters_leave_what_was_asked_for_in_that_colour(cleo: Client) -> None:
    page = text_of(cleo.get("/en/shop/ceramics?colour=sage&from=20&to=60&sort=price"))
    shown = re.findall(r'href="/en/products/([^"]+)"', page)
    products = get_catalogue().products
    assert 0 < len(shown) < 30
    for each in shown:
        assert any(v.options.get("colour") == "sage" for v in products[each].variants)
    prices = [products[each].cents for each in shown]
    assert prices == sorted(prices)


def test_filters_that_make_no_sense_are_left_out(cleo: Client) -> None:
    page = text_of(cleo.get("/en/shop/ceramics?colour=plaid&from=abc&to=-3&sort=weight&x=y"))
    assert len(re.findall(r'class="card"', page)) == 30


def test_a_variant_has_an_address_a_price_and_a_picture_of_its_own(cleo: Client) -> None:
    sage, other = (
        text_of(cleo.get(f"/it/products/cer-luna-bowl{query}")) for query in ("", "?v=CER-LUNA-BOWL-MILK")
    )
    pictures = [re.search(r'src="/pictures/([^/]+)/', each) for each in (sage, other)]
    assert pictures[0] != pictures[1]
    assert 'rel="canonical" href="http://testserver/it/products/cer-luna-bowl"' in other


@pytest.mark.parametrize(
    ("language", "query"),
    [
        ("it", "ciotola luna"),
        ("it", "CIOTOLA"),
        ("en", "bowls"),
        ("en", "luna bowll"),
        ("es", "cuenco"),
        ("zh", "碗"),
    ],
)
def test_a_search_finds_the_bowl(cleo: Client, language: str, query: str) -> None:
    assert "cer-luna-bowl" in text_of(cleo.get(f"/{language}/search", {"q": query}))


def test_a_search_without_a_find_offers_something_else(cleo: Client) -> None:
    page = text_of(cleo.get("/en/search", {"q": "<script>xyzzy"}))
    assert "&lt;script&gt;xyzzy" in page
    assert "<script>xyzzy" not in page
    assert "/en/products/" in page


def test_search_engines_read_offers_languages_and_the_way(cleo: Client) -> None:
    page = text_of(cleo.get("/it/products/cer-luna-bowl"))
    found = re.search(r'<script type="application/ld\+json">(.+?)</script>', page, re.DOTALL)
    assert found
    product, trail = json.loads(found[1])
    assert product["offers"][0]["priceCurrency"] == "EUR"
    assert product["offers"][0]["availability"].startswith("https://schema.org/")
    assert len(trail["itemListElement"]) == 3
    assert 'hreflang="zh-Hans" href="http://testserver/zh/products/cer-luna-bowl"' in page
    assert "/zh/products/cer-luna-bowl" in text_of(cleo.get("/sitemap.xml"))


def test_nothing_comes_from_elsewhere_and_nothing_is_inline(cleo: Client, commesso: dict[str, str]) -> None:
    answer = cleo.get("/it/products/cer-luna-bowl")
    policy = answer.headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    page = text_of(answer)
    assert not re.search(r"\sstyle=|\son\w+=|<style", page)
    scripts = re.findall(r"<script([^>]*)>", page)
    assert all("src=" in each or "json" in each for each in scripts)


def test_the_page_tells_the_tag_what_is_seen(cleo: Client, commesso: dict[str, str]) -> None:
    put(cleo)
    page = text_of(cleo.get("/en/products/cer-luna-bowl"))
    assert 'data-key="tag-key"' in page
    found = re.search(r'id="facts">(.+?)</script>', page)
    assert found
    facts = json.loads(found[1])
    assert facts["page"] == "Product"
    assert [name for name, _ in facts["events"]] == ["Product Viewed"]
    properties = facts["events"][0][1]
    assert properties["product_id"] == "cer-luna-bowl"
    assert properties["url"] == "http://testserver/en/products/cer-luna-bowl"
