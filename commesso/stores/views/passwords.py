"""A forgotten password, and the first one of somebody invited."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from commesso.kernel.errors import NotFound
from commesso.stores.actions.passwords import request_password, set_password, staff_for_link
from commesso.stores.forms.people import ForgotForm, NewPasswordForm
from commesso.ui import api as ui

_TOKEN = "password_token"  # noqa: S105 - the name of a session value
_SHOWN = "set"


@never_cache
@require_http_methods(["GET", "POST"])
def forgot_password(request: HttpRequest) -> HttpResponse:
    form = ForgotForm(request.POST or None)
    if form.is_valid():
        base_url = ui.trusted_base(scheme=request.scheme or "http", host=request.get_host())
        if base_url:
            request_password(email=form.cleaned_data["email"], base_url=base_url)
            return render(request, "stores/password_sent.html", {"email": form.cleaned_data["email"]})
        form.add_error(
            None, _("This server does not know its own address. Whoever runs it sets COMMESSO_URL.")
        )
    status = 200 if request.method == "GET" else 422
    return render(request, "stores/password_forgot.html", {"form": form}, status=status)


@never_cache
@sensitive_post_parameters("password")
@require_http_methods(["GET", "POST"])
def choose_password(request: HttpRequest, uid: str, token: str) -> HttpResponse:
    """Take the token out of the address first, so that it does not leak through history or a referrer."""
    if token != _SHOWN:
        request.session[_TOKEN] = token
        return redirect("stores:set_password", uid=uid, token=_SHOWN)
    try:
        staff = staff_for_link(uid=uid, token=request.session.get(_TOKEN, ""))
    except NotFound:
        return render(request, "stores/password_link_dead.html", status=410)
    form = NewPasswordForm(request.POST or None, staff=staff)
    if form.is_valid():
        set_password(staff=staff, password=form.cleaned_data["password"])
        del request.session[_TOKEN]
        ui.say(request, _("Your password is set. Sign in with it."))
        return redirect("stores:sign_in")
    status = 200 if request.method == "GET" else 422
    return render(request, "stores/password_set.html", {"form": form, "staff": staff}, status=status)
