"""How shoppers are asked, and the frame of the pages they open."""

from typing import Any

import pytest
from django.test import Client, RequestFactory
from hypothesis import given
from hypothesis import strategies as st

from commesso.stores import api as stores
from commesso.stores.contracts import SHOPPER_LANGUAGES, BrowserConsent, ConsentPolicy, StoreInfo

CONSENT = "/s/bottega/settings/consent"


def values(**changes: object) -> dict[str, Any]:
    return {
        "browser_consent": "assumed",
        "privacy_url": "https://bottega.example/privacy",
        "consent_policy": "required",
        "gpc_means_no_analytics": "on",
        **changes,
    }


def test_a_new_shop_asks_before_it_recognises_anybody(shop: StoreInfo) -> None:
    assert shop.browser_consent is BrowserConsent.REQUIRED
    assert shop.consent_banner


def test_fosca_says_how_shoppers_are_asked(fosca: Client, shop: StoreInfo) -> None:
    assert fosca.post(CONSENT, values()).status_code == 302
    found = stores.get_store(shop.id)
    assert found.browser_consent is BrowserConsent.ASSUMED
    assert not found.consent_banner
    assert found.privacy_url == "https://bottega.example/privacy"
    assert found.consent_policy is ConsentPolicy.REQUIRED
    assert found.gpc_means_no_analytics
    assert b"https://bottega.example/privacy" in fosca.get(CONSENT).content


@pytest.mark.parametrize(
    "wrong",
    [
        {"browser_consent": "never"},
        {"consent_policy": "whatever"},
        {"privacy_url": "javascript:alert(1)"},
        {"privacy_url": "privacy"},
    ],
)
def test_a_wrong_answer_is_named_and_nothing_is_saved(
    fosca: Client, shop: StoreInfo, wrong: dict[str, str]
) -> None:
    answer = fosca.post(CONSENT, values(**wrong))
    assert answer.status_code == 422
    assert b'class="error"' in answer.content
    assert stores.get_store(shop.id) == shop


def test_consent_is_not_for_agents(bo: Client, shop: StoreInfo) -> None:
    assert bo.get(CONSENT).status_code == 404
    assert bo.post(CONSENT, values()).status_code == 404


def test_a_shoppers_page_has_the_shops_brand_and_tells_nobody_its_address(
    alma: Client, shop: StoreInfo
) -> None:
    alma.post(
        "/s/bottega/settings/brand",
        {"colour": "#aa3355", "background": "#fffaf0", "font": "Georgia, 'Times New Roman', serif"},
    )
    page = stores.shopper_page(RequestFactory().get("/"), shop, "stores/shopper.html", {}, language="es-MX")
    text = page.content.decode()
    assert '<html lang="es">' in text
    assert "Bottega Alma" in text
    assert "#aa3355" in text
    assert "Georgia, 'Times New Roman', serif" in text
    assert "Commesso" not in text
    assert page.headers["Referrer-Policy"] == "no-referrer"
    assert "no-store" in page.headers["Cache-Control"]
    assert not page.cookies
    nonce = page.headers["Content-Security-Policy"].split("nonce-")[1].split("'")[0]
    assert f'<style nonce="{nonce}">' in text


@given(st.lists(st.sampled_from(["", "it", "it-IT", "ES", "zh_Hant", "de", "ar", "klingon"])))
def test_a_shopper_reads_a_language_we_speak(wanted: list[str]) -> None:
    chosen = stores.choose_shopper_language(wanted)
    assert chosen in SHOPPER_LANGUAGES
    spoken = [each for each in wanted if each[:2].lower() in SHOPPER_LANGUAGES]
    assert chosen == (spoken[0][:2].lower() if spoken else "en")
