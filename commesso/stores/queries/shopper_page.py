"""Pages that shoppers open: the shop's brand, never ours; complete without a script, and without a cookie."""

import secrets
from collections.abc import Mapping

from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.utils import translation

from commesso.stores.contracts import StoreInfo
from commesso.stores.queries.brand import get_brand, plain_brand
from commesso.stores.rules import choose_shopper_language


def shopper_page(
    request: HttpRequest,
    store: StoreInfo | None,
    template: str,
    context: Mapping[str, object],
    *,
    language: str = "",
    status: int = 200,
) -> HttpResponse:
    """Draw a template that extends `stores/shopper.html`, in the shopper's language or the shop's.

    Without a store, for a link that was never ours, the page has no brand.
    The address of such a page is often the proof of who opens it, so it is told to nobody and kept nowhere.
    """
    nonce = secrets.token_urlsafe(16)
    spoken = choose_shopper_language((language, *(store.languages if store else ())))
    brand = get_brand(store.id) if store else plain_brand()
    page = {"store": store, "brand": brand, "nonce": nonce, "language": spoken, **context}
    with translation.override(spoken):
        body = render_to_string(template, page, request)
    response = HttpResponse(body, status=status)
    response["Content-Security-Policy"] = (
        f"default-src 'none'; style-src 'nonce-{nonce}'; img-src 'self'; form-action 'self'; "
        "base-uri 'none'; frame-ancestors 'none'"
    )
    response["Cache-Control"] = "private, no-store"
    response["Referrer-Policy"] = "no-referrer"
    response["X-Robots-Tag"] = "noindex"
    response["Content-Language"] = spoken
    return response
