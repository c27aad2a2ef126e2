"""In and out."""

from django.conf import settings
from django.contrib.auth import login, logout
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import NoReverseMatch, reverse
from django.utils.http import url_has_allowed_host_and_scheme, urlencode
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from commesso.kernel.addresses import client_address
from commesso.kernel.clock import now
from commesso.kernel.errors import Invalid
from commesso.stores.actions.sign_in import note_sign_in, try_code, try_password
from commesso.stores.contracts import Actor, StoreInfo, TooManyTriesError
from commesso.stores.forms.people import CodeForm, SignInForm
from commesso.stores.models import Staff
from commesso.stores.queries.gate import staff_view, to_sign_in
from commesso.stores.queries.staff import find_staff_by_id, list_stores_of
from commesso.ui import api as ui

_PENDING = "waits_for_code"
_PENDING_SECONDS = 600
_BACKEND = "django.contrib.auth.backends.ModelBackend"


@require_safe
def start(request: HttpRequest) -> HttpResponse:
    """Lead to the first shop of whoever comes."""
    if not isinstance(request.user, Staff):
        return to_sign_in(request)
    stores = list_stores_of(request.user)
    if not stores:
        return render(request, "stores/no_store.html", status=403)
    return redirect("stores:enter", slug=stores[0].slug)


@staff_view()
def enter(_request: ui.StaffRequest, store: StoreInfo, _actor: Actor) -> HttpResponse:
    """Lead to the home of a shop."""
    try:
        return redirect(reverse("backoffice:home", kwargs={"slug": store.slug}))
    except NoReverseMatch:
        return redirect("stores:install", slug=store.slug)


@never_cache
@sensitive_post_parameters("password")
@require_http_methods(["GET", "POST"])
def sign_in(request: HttpRequest) -> HttpResponse:
    form = SignInForm(request.POST or None)
    if form.is_valid():
        values = form.cleaned_data
        try:
            staff = try_password(
                email=values["email"], password=values["password"], address=_address(request)
            )
        except Invalid as error:
            form.add_error(None, str(error))
        except TooManyTriesError as error:
            form.add_error(None, _too_many(error))
        else:
            return _ask_for_code(request, staff) if staff.totp_secret else _let_in(request, staff)
    status = 200 if request.method == "GET" else 422
    return render(request, "stores/sign_in.html", {"form": form, "next": _next(request)}, status=status)


@never_cache
@require_http_methods(["GET", "POST"])
def sign_in_code(request: HttpRequest) -> HttpResponse:
    staff = _pending(request)
    if staff is None:
        return redirect("stores:sign_in")
    form = CodeForm(request.POST or None)
    if form.is_valid():
        try:
            try_code(staff=staff, code=form.cleaned_data["code"], address=_address(request))
        except Invalid as error:
            form.add_error("code", str(error))
        except TooManyTriesError as error:
            form.add_error("code", _too_many(error))
        else:
            return _let_in(request, staff)
    status = 200 if request.method == "GET" else 422
    return render(request, "stores/sign_in_code.html", {"form": form, "next": _next(request)}, status=status)


@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    logout(request)
    return redirect("stores:sign_in")


def _ask_for_code(request: HttpRequest, staff: Staff) -> HttpResponse:
    request.session.cycle_key()
    request.session[_PENDING] = {"id": staff.pk, "at": now().timestamp()}
    return redirect(f"{reverse('stores:sign_in_code')}?{urlencode({'next': _next(request)})}")


def _pending(request: HttpRequest) -> Staff | None:
    pending = request.session.get(_PENDING)
    if not pending or now().timestamp() - pending["at"] > _PENDING_SECONDS:
        return None
    return find_staff_by_id(pending["id"])


def _let_in(request: HttpRequest, staff: Staff) -> HttpResponse:
    note_sign_in(staff=staff, address=_address(request))
    request.session.pop(_PENDING, None)
    login(request, staff, backend=_BACKEND)
    response = redirect(_next(request))
    if staff.language:
        response.set_cookie(settings.LANGUAGE_COOKIE_NAME, staff.language, max_age=31_536_000, samesite="Lax")
    return response


def _next(request: HttpRequest) -> str:
    """Return where to go after, if that is a page of ours."""
    target = request.POST.get("next") or request.GET.get("next") or "/"
    safe = url_has_allowed_host_and_scheme(target, allowed_hosts=None, require_https=request.is_secure())
    return target if safe else "/"


def _address(request: HttpRequest) -> str:
    remote, forwarded = request.META.get("REMOTE_ADDR", ""), request.headers.get("X-Forwarded-For", "")
    return client_address(remote, forwarded, proxies=settings.PROXIES)


def _too_many(error: TooManyTriesError) -> str:
    text = _("Too many wrong tries. Wait %(minutes)d minutes and try again, or set a new password by mail.")
    return text % {"minutes": error.minutes}
