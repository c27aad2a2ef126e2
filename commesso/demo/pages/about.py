"""Pages to read, and what machines read of the shop."""

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from commesso.demo.forms import PAYMENTS
from commesso.demo.pages.cart import list_countries
from commesso.demo.pages.frame import shop_address, show
from commesso.demo.pages.tags import asset
from commesso.demo.queries import pictures
from commesso.demo.rules import words
from commesso.demo.rules.catalogue import get_catalogue
from commesso.demo.rules.delivery import HOME_COUNTRY, list_methods
from commesso.demo.rules.formats import both

READ = ("about", "care", "shipping", "privacy")


@require_safe
def choose_language(request: HttpRequest) -> HttpResponse:
    language = words.pick_language(request.headers.get("Accept-Language", ""))
    response = HttpResponseRedirect(reverse("home", args=(language,)))
    response["Vary"] = "Accept-Language"
    return response


@require_safe
def read(request: HttpRequest, language: str, page: str) -> HttpResponse:
    context: dict[str, Any] = {"page": page}
    if page == "shipping":
        context |= {
            "zones": [("home", list_methods(HOME_COUNTRY)), ("abroad", list_methods("DE"))],
            "countries": both([name for _, name in list_countries(language)], language),
            "payments": PAYMENTS,
        }
    return show(request, language, page, context, name=page.capitalize())


@require_safe
@cache_control(public=True, max_age=31_536_000, immutable=True)
def picture(_request: HttpRequest, sku: str, view: str, digest: str) -> HttpResponse:
    """A picture of a product, compressed, to be kept for ever."""
    if sku not in get_catalogue().by_sku or view not in pictures.VIEWS:
        return HttpResponse(status=404)
    address = pictures.address_of(sku, view)
    if f".{digest}." not in address:
        return HttpResponseRedirect(address)
    return _send_picture(pictures.read_picture(sku, view))


@require_safe
@cache_control(public=True, max_age=31_536_000, immutable=True)
def scene(_request: HttpRequest, kind: str, digest: str) -> HttpResponse:
    """A wide picture for the top of a page."""
    if kind not in pictures.SCENES:
        return HttpResponse(status=404)
    address = pictures.scene_address(kind)
    if f".{digest}." not in address:
        return HttpResponseRedirect(address)
    return _send_picture(pictures.read_scene(kind))


def _send_picture(compressed: bytes) -> HttpResponse:
    response = HttpResponse(compressed, content_type="image/svg+xml")
    response["Content-Encoding"] = "gzip"
    response["Content-Security-Policy"] = "default-src 'none'; style-src 'unsafe-inline'; sandbox"
    response["Cross-Origin-Resource-Policy"] = "cross-origin"  # staff see it in Commesso
    return response


@require_safe
def favicon(_request: HttpRequest) -> HttpResponse:
    """For those who ask without having read a page."""
    return HttpResponseRedirect(asset("sun.svg"))


@require_safe
@cache_control(public=True, max_age=3600)
def robots(request: HttpRequest) -> HttpResponse:
    lines = ["User-agent: *", *(f"Disallow: /{language}/{page}" for language in words.LANGUAGES
             for page in ("cart", "checkout", "orders/", "thanks", "bank/")),
             f"Sitemap: {shop_address(request)}/sitemap.xml", ""]  # fmt: skip
    return HttpResponse("\n".join(lines), content_type="text/plain")


@require_safe
@cache_control(public=True, max_age=3600)
def sitemap(request: HttpRequest) -> HttpResponse:
    shop = get_catalogue()
    rests = [
        "/",
        *(f"/shop/{key}" for key in shop.families),
        *(f"/products/{key}" for key in shop.products),
        *(f"/{page}" for page in READ),
    ]
    context = {"host": shop_address(request), "rests": rests, "tongues": words.TAGS.items()}
    return render(request, "demo/sitemap.xml", context, content_type="application/xml")
