"""What holds for every answer: its headers, and that forms come from the shop's own pages."""

from collections.abc import Callable
from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseForbidden

Respond = Callable[[HttpRequest], HttpResponse]


def guard(respond: Respond) -> Respond:
    """Refuse what another site posts, and say what a page may load: its own files, and the tag's."""
    policy = _write_policy(settings.COMMESSO["address"])

    def answer(request: HttpRequest) -> HttpResponse:
        if request.method == "POST" and not _comes_from_here(request):
            return HttpResponseForbidden("This form was sent by another site.", content_type="text/plain")
        response = respond(request)
        response.setdefault("Content-Security-Policy", policy)
        response.setdefault("X-Content-Type-Options", "nosniff")
        response.setdefault("Referrer-Policy", "strict-origin-when-cross-origin")
        response.setdefault("Cross-Origin-Opener-Policy", "same-origin")
        response.setdefault("Permissions-Policy", "camera=(), geolocation=(), microphone=()")
        if response.get("Content-Type", "").startswith("text/html"):
            # A page knows the cart: no proxy keeps it, and the browser asks whether it is still so.
            response.setdefault("Cache-Control", "private, no-cache")
        return response

    return answer


def _write_policy(commesso: str) -> str:
    host = f" {commesso}" if commesso else ""
    return (
        f"default-src 'none'; script-src 'self'{host}; connect-src 'self'{host}; img-src 'self'{host}; "
        f"style-src 'self'{host}; font-src 'self'{host}; manifest-src 'self'; form-action 'self'; "
        "base-uri 'none'; frame-ancestors 'none'"
    )


def _comes_from_here(request: HttpRequest) -> bool:
    """Browsers say where a form stood; older ones name the origin. Programs that say neither hold no cookie."""
    site = request.headers.get("Sec-Fetch-Site")
    if site is not None:
        return site in {"same-origin", "none"}
    origin = request.headers.get("Origin")
    return origin is None or urlsplit(origin).netloc == request.get_host()
