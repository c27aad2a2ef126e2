"""Headers and the reader's country, for every page."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language

from commesso.ui import formats

# Nothing inline, nothing from elsewhere but pictures: products' photos live with the shop.
POLICY = (
    "default-src 'self'; img-src 'self' https: http: data: blob:; object-src 'none'; base-uri 'none'; "
    "form-action 'self'; frame-ancestors 'none'"
)
_NOT_ALLOWED = 405
Respond = Callable[[HttpRequest], HttpResponse]


def page_headers(respond: Respond) -> Respond:
    """Send the content security policy with every page that names none of its own."""

    def answer(request: HttpRequest) -> HttpResponse:
        response = respond(request)
        if response.get("Content-Type", "").startswith("text/html"):
            response.setdefault("Content-Security-Policy", POLICY)
        return response

    return answer


def explain_wrong_method(respond: Respond) -> Respond:
    """Answer a person who reloads what can only be sent with a page, not with a blank."""

    def answer(request: HttpRequest) -> HttpResponse:
        response = respond(request)
        if response.status_code != _NOT_ALLOWED or response.content or not request.accepts("text/html"):
            return response
        page = render(request, "405.html", status=_NOT_ALLOWED)
        page["Allow"] = response["Allow"]
        return page

    return answer


def reader_region(respond: Respond) -> Respond:
    """Remember the reader's country: numbers and dates are written as there. After LocaleMiddleware."""

    def answer(request: HttpRequest) -> HttpResponse:
        accepted = request.headers.get("Accept-Language", "")
        token = formats.region.set(formats.region_of(accepted, get_language() or "en"))
        try:
            return respond(request)
        finally:
            formats.region.reset(token)

    return answer
