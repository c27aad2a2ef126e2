"""What is round every page: language, cart, families, and what the tag is told."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import get_template

from commesso.demo.actions.carts import take_untold
from commesso.demo.contracts import SHOP_NAME
from commesso.demo.models import Cart
from commesso.demo.queries.carts import count_pieces, find_cart
from commesso.demo.rules import words
from commesso.demo.rules.catalogue import get_catalogue

COOKIE = "aurora_cart"
_YEAR_SECONDS = 31_536_000
Events = Sequence[tuple[str, dict[str, Any]]]


def cart_of(request: HttpRequest) -> Cart | None:
    return find_cart(request.COOKIES.get(COOKIE, ""))


def remember_cart(response: HttpResponse, cart: Cart, *, secure: bool) -> None:
    """Set the shop's only cookie; without it there is no cart, so it needs nobody's leave."""
    response.set_cookie(
        COOKIE, cart.token, max_age=_YEAR_SECONDS // 6, httponly=True, samesite="Lax", secure=secure
    )


def shop_address(request: HttpRequest) -> str:
    return request.build_absolute_uri("/").rstrip("/")


def show(
    request: HttpRequest,
    language: str,
    template: str,
    context: Mapping[str, Any],
    *,
    name: str,
    events: Events = (),
    status: int = 200,
    is_private: bool = False,
) -> HttpResponse:
    """Answer with a page. `name` is what the tag calls it; a private page is kept nowhere and in no index."""
    cart = cart_of(request)
    told = [*(take_untold(cart) if cart else ()), *events]
    frame = {
        "language": language,
        "bcp47": words.TAGS[language],
        "shop": SHOP_NAME,
        "families": get_catalogue().families.values(),
        "count": count_pieces(cart),
        "commesso": settings.COMMESSO,
        "facts": {"page": name, "events": told},
        "is_private": is_private,
        "tongues": _list_tongues(request, language),
        "canonical": shop_address(request) + request.path,
    }
    response = render(request, f"demo/{template}.html", frame | dict(context), status=status)
    if is_private:
        response["Cache-Control"] = "private, no-store"
        response["Referrer-Policy"] = "no-referrer"
    return response


def show_missing(request: HttpRequest, language: str) -> HttpResponse:
    return show(request, language, "missing", {}, name="Not found", status=404, is_private=True)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:  # noqa: ARG001 Django names it
    """The page for an address that leads nowhere, in the language of the address or the browser."""
    first = request.path.split("/")[1]
    accepted = words.pick_language(request.headers.get("Accept-Language", ""))
    return show_missing(request, first if first in words.LANGUAGES else accepted)


def broken(_request: HttpRequest) -> HttpResponse:
    """The page when something broke: it asks nothing of anybody."""
    return HttpResponse(get_template("demo/broken.html").render({}), status=500)


def _list_tongues(request: HttpRequest, language: str) -> list[dict[str, Any]]:
    """The same page in every language."""
    host, rest = shop_address(request), request.path[len(language) + 1 :] or "/"
    query = f"?{request.GET.urlencode()}" if request.GET else ""
    return [
        {
            "language": each,
            "bcp47": words.TAGS[each],
            "name": words.NAMES[each],
            "path": f"/{each}{rest}{query}",
            "address": f"{host}/{each}{rest}",
            "is_here": each == language,
        }
        for each in words.LANGUAGES
    ]
