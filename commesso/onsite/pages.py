"""What shoppers open from a mail. Opening changes nothing: mail scanners open every link."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from commesso.kernel.clock import now
from commesso.kernel.errors import NotFound
from commesso.kernel.ids import StoreId
from commesso.onsite.actions import sign_ups
from commesso.onsite.models import Link
from commesso.onsite.queries.sign_ups import get_link
from commesso.onsite.rules.mailing import is_alive
from commesso.stores import api as stores

METHODS = ["GET", "HEAD", "POST"]


# The token is the proof of who comes, and a cookie to guard the form would be one more thing to ask consent for.
@csrf_exempt
@never_cache
@require_http_methods(METHODS)
def confirm(request: HttpRequest, token: str) -> HttpResponse:
    """Ask the owner of an address whether they want mail; the button says yes."""
    try:
        link = get_link(token)
    except NotFound:
        return _unknown(request)
    if not is_alive(link.made_at, now()):
        return _show(request, link, "onsite/pages/too_old.html", token=token, status=410)
    if request.method != "POST":
        return _show(request, link, "onsite/pages/confirm.html", token=token)
    sign_ups.confirm_sign_up(link, at=now())
    return _show(request, link, "onsite/pages/confirmed.html", token=token)


@csrf_exempt
@never_cache
@require_http_methods(METHODS)
def leave(request: HttpRequest, token: str) -> HttpResponse:
    """Let the owner of an address leave: by the button, or by the one click of a mail program (RFC 8058)."""
    try:
        link = get_link(token)
    except NotFound:
        return _unknown(request)
    if request.method != "POST":
        return _show(request, link, "onsite/pages/leave.html", token=token)
    sign_ups.leave(link, at=now())
    return _show(request, link, "onsite/pages/left.html", token=token)


def _show(request: HttpRequest, link: Link, template: str, *, token: str, status: int = 200) -> HttpResponse:
    store, sign_up = stores.get_store(StoreId(link.store_id)), link.sign_up
    context = {"sign_up": sign_up, "token": token, "may_confirm": is_alive(link.made_at, now())}
    return stores.shopper_page(request, store, template, context, language=sign_up.language, status=status)


def _unknown(request: HttpRequest) -> HttpResponse:
    accepted = request.headers.get("Accept-Language", "").split(",")[0].split(";")[0]
    return stores.shopper_page(request, None, "onsite/pages/unknown.html", {}, language=accepted, status=404)
