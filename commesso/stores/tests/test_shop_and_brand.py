from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client, override_settings
from hypothesis import given
from hypothesis import strategies as st

from commesso.kernel.errors import Invalid
from commesso.stores import api as stores
from commesso.stores.contracts import StoreInfo
from commesso.stores.rules import READABLE, check_colours, clean_domain, clean_slug, contrast, picture_kind

SHOP = "/s/bottega/settings/shop"
BRAND = "/s/bottega/settings/brand"
PNG = b"\x89PNG\r\n\x1a\n" + b"0" * 32
COLOURS = st.from_regex(r"#[0-9a-f]{6}", fullmatch=True)


@pytest.fixture(autouse=True)
def _files(tmp_path: Path) -> Iterator[None]:
    with override_settings(MEDIA_ROOT=tmp_path):
        yield


def shop_values(**changes: object) -> dict[str, Any]:
    return {
        "name": "Bottega Alma",
        "domains": "https://www.Bottega.example/shop\nbottega.example",
        "language": "it",
        "languages": ["en", "it"],
        "currency": "CHF",
        "time_zone": "Europe/Zurich",
        "cart_idle_minutes": "20",
        "cart_abandoned_minutes": "90",
        "cart_expired_days": "14",
        **changes,
    }


def brand_values(**changes: object) -> dict[str, Any]:
    return {"colour": "#1f4e5f", "background": "#ffffff", "font": "", **changes}


def test_alma_says_what_her_shop_is(alma: Client, shop: StoreInfo) -> None:
    assert alma.post(SHOP, shop_values()).status_code == 302
    found = stores.get_store(shop.id)
    assert found.domains == ("www.bottega.example", "bottega.example")
    assert found.languages == ("it", "en")
    assert (found.currency, found.time_zone) == ("CHF", "Europe/Zurich")
    assert (found.cart_idle_minutes, found.cart_abandoned_minutes, found.cart_expired_days) == (20, 90, 14)
    page = alma.get(SHOP).content.decode()
    assert "www.bottega.example" in page
    assert '<option value="CHF" selected>' in page


@pytest.mark.parametrize(
    "wrong",
    [
        {"name": ""},
        {"domains": "not a domain"},
        {"currency": "XXX"},
        {"time_zone": "Mars/Olympus"},
        {"language": "tlh"},
        {"cart_idle_minutes": "100", "cart_abandoned_minutes": "50"},
        {"cart_expired_days": "0"},
    ],
)
def test_a_wrong_value_is_named_in_its_place_and_nothing_is_saved(
    alma: Client, shop: StoreInfo, wrong: dict[str, str]
) -> None:
    answer = alma.post(SHOP, shop_values(**wrong))
    assert answer.status_code == 422
    assert b'class="error"' in answer.content
    assert b"Please mend this" in answer.content
    assert stores.get_store(shop.id) == shop


def test_shop_and_brand_are_not_for_agents(bo: Client, shop: StoreInfo) -> None:
    assert bo.post(SHOP, shop_values()).status_code == 404
    assert bo.post(BRAND, brand_values()).status_code == 404
    assert stores.get_store(shop.id) == shop


def test_the_brand_is_kept_and_given_to_other_rooms(alma: Client, shop: StoreInfo) -> None:
    alma.post(BRAND, brand_values(signature="Alma e la bottega", tone="Warm", postal_address="Via Roma 1"))
    brand = stores.get_brand(shop.id)
    assert (brand.signature, brand.tone, brand.postal_address) == ("Alma e la bottega", "Warm", "Via Roma 1")
    assert brand.colour == brand.readable_colour == "#1f4e5f"
    assert brand.ink == "#ffffff"


def test_a_colour_that_reads_badly_is_corrected_with_a_word_to_the_merchant(
    alma: Client, shop: StoreInfo
) -> None:
    alma.post(BRAND, brand_values(colour="#f4c542"))
    brand = stores.get_brand(shop.id)
    assert brand.colour == "#f4c542"
    assert contrast(brand.readable_colour, "#ffffff") >= READABLE
    page = alma.get(BRAND).content.decode()
    assert "Hard to read" in page
    assert brand.readable_colour in page
    hint = alma.get(f"{BRAND}/contrast", {"colour": "#000000", "background": "#ffffff"}).content.decode()
    assert "Reads well: contrast 21.0" in hint
    assert alma.get(f"{BRAND}/contrast", {"colour": "red", "background": "#fff"}).status_code == 422


def test_a_logo_is_seen_by_everyone_until_another_takes_its_place(
    alma: Client, shop: StoreInfo, django_capture_on_commit_callbacks: Any, tmp_path: Path
) -> None:
    alma.post(BRAND, brand_values(logo=SimpleUploadedFile("../../evil.html", PNG)))
    first = stores.get_brand(shop.id).logo_url
    answer = Client().get(first)
    assert answer.status_code == 200
    assert answer.headers["Content-Type"] == "image/png"
    assert "sandbox" in answer.headers["Content-Security-Policy"]
    assert answer.getvalue() == PNG
    with django_capture_on_commit_callbacks(execute=True):
        alma.post(BRAND, brand_values(logo=SimpleUploadedFile("new.png", PNG + b"new")))
    second = stores.get_brand(shop.id).logo_url
    assert second != first
    assert Client().get(first).status_code == 404
    assert len(list(tmp_path.rglob("*.png"))) == 1
    alma.post(BRAND, brand_values(drop_logo="on"))
    assert stores.get_brand(shop.id).logo_url == ""
    assert Client().get(second).status_code == 404


@pytest.mark.parametrize(
    "content",
    [b"<svg xmlns='http://www.w3.org/2000/svg'/>", b"<script>alert(1)</script>", PNG + b"0" * 1_100_000],
)
def test_what_is_no_picture_or_too_large_is_no_logo(alma: Client, shop: StoreInfo, content: bytes) -> None:
    answer = alma.post(BRAND, brand_values(logo=SimpleUploadedFile("logo.png", content)))
    assert answer.status_code == 422
    assert stores.get_brand(shop.id).logo_url == ""


@pytest.mark.parametrize("name", ["1-abc.png", "x-abc.png", "999999-abc.png", "-.png"])
def test_an_invented_logo_is_not_there(shop: StoreInfo, name: str) -> None:
    assert Client().get(f"/logo/{name}").status_code == 404


@given(colour=COLOURS, background=COLOURS)
def test_the_colour_used_always_reads_or_is_the_best_there_is(colour: str, background: str) -> None:
    check = check_colours(colour, background)
    assert 1 <= check.ratio <= 21
    assert contrast(check.used, background) >= READABLE
    assert contrast(check.ink, colour) >= READABLE
    assert contrast(check.text, background) >= READABLE
    assert check.is_readable == (check.ratio >= READABLE)


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("#000000", "#ffffff", 21.0),
        ("#ffffff", "#ffffff", 1.0),
        ("#777777", "#ffffff", 4.48),
        ("#0000ff", "#ffffff", 8.59),
    ],
)
def test_contrast_is_as_wcag_computes_it(one: str, other: str, expected: float) -> None:
    assert contrast(one, other) == pytest.approx(expected, abs=0.01)
    assert contrast(one, other) == contrast(other, one)


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("www.example.com", "www.example.com"),
        (" HTTPS://Shop.Example.com:8443/a?b ", "shop.example.com"),
        ("büro.example", "xn--bro-hoa.example"),
        ("localhost:3000", "localhost"),
    ],
)
def test_a_domain_is_read_from_what_people_paste(written: str, expected: str) -> None:
    assert clean_domain(written) == expected


@pytest.mark.parametrize("written", ["", "shop", "a b.com", "-a.com", "a..b", "http://", "x" * 300 + ".com"])
def test_what_is_no_domain_is_refused(written: str) -> None:
    with pytest.raises(Invalid):
        clean_domain(written)


@pytest.mark.parametrize("slug", ["", "-", "a--b", "a_b", "é", "a/b", "x" * 61])
def test_a_slug_is_letters_digits_and_hyphens(slug: str) -> None:
    with pytest.raises(Invalid):
        clean_slug(slug)


def test_pictures_are_known_by_their_bytes() -> None:
    starts = {PNG[:8]: "png", b"\xff\xd8\xff\xe0": "jpg", b"GIF89a": "gif", b"RIFF0000WEBPVP8 ": "webp"}
    assert {start: picture_kind(start) for start in starts} == starts
    assert picture_kind(b"<svg") is None
    assert picture_kind(b"") is None
