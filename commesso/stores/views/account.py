"""A person's own account: name, language, password, second factor."""

import segno
from django.conf import settings
from django.contrib.auth import update_session_auth_hash
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from commesso.kernel.errors import Invalid
from commesso.stores.actions.passwords import (
    disable_totp,
    enrol_totp,
    new_totp_secret,
    save_account,
    set_password,
    totp_uri,
)
from commesso.stores.forms.people import AccountForm, ChangePasswordForm, CodeForm, ConfirmForm
from commesso.stores.models import Staff
from commesso.ui import api as ui

_SECRET = "totp_secret"  # noqa: S105 - the name of a session value


@login_required
@require_http_methods(["GET", "POST"])
def account(request: HttpRequest) -> HttpResponse:
    staff = _staff(request)
    language = staff.language or request.LANGUAGE_CODE
    form = AccountForm(request.POST or None, initial={"name": staff.name, "language": language})
    if form.is_valid():
        save_account(staff=staff, **form.cleaned_data)
        ui.say(request, _("Saved."))
        response = redirect("stores:account")
        response.set_cookie(settings.LANGUAGE_COOKIE_NAME, staff.language, max_age=31_536_000, samesite="Lax")
        return response
    return render(request, "stores/account.html", {"form": form, "staff": staff}, status=_status(request))


@login_required
@sensitive_post_parameters()
@require_http_methods(["GET", "POST"])
def change_password(request: HttpRequest) -> HttpResponse:
    staff = _staff(request)
    form = ChangePasswordForm(request.POST or None, staff=staff)
    if form.is_valid():
        set_password(staff=staff, password=form.cleaned_data["password"])
        update_session_auth_hash(request, staff)
        ui.say(request, _("Your password is changed. Other devices are signed out."))
        return redirect("stores:account")
    return render(request, "stores/password_change.html", {"form": form}, status=_status(request))


@login_required
@require_http_methods(["GET", "POST"])
def enrol_code(request: HttpRequest) -> HttpResponse:
    """Show the QR code; take the first code as the proof that it was read."""
    staff = _staff(request)
    secret = request.session.setdefault(_SECRET, new_totp_secret())
    form = CodeForm(request.POST or None)
    if form.is_valid():
        try:
            enrol_totp(staff=staff, secret=secret, code=form.cleaned_data["code"])
        except Invalid as error:
            form.add_error("code", str(error))
        else:
            del request.session[_SECRET]
            ui.say(request, _("From now on, signing in asks for a code."))
            return redirect("stores:account")
    picture = segno.make(totp_uri(staff=staff, secret=secret)).svg_inline(
        scale=5, dark="#000", light="#fff", border=3
    )
    context = {"form": form, "picture": SafeString(picture), "secret": secret}
    return render(request, "stores/totp_enrol.html", context, status=_status(request))


@login_required
@sensitive_post_parameters()
@require_http_methods(["GET", "POST"])
def disable_code(request: HttpRequest) -> HttpResponse:
    form = ConfirmForm(request.POST or None)
    if form.is_valid():
        try:
            disable_totp(staff=_staff(request), password=form.cleaned_data["password"])
        except Invalid as error:
            form.add_error("password", str(error))
        else:
            ui.say(request, _("Signing in asks for the password alone again."))
            return redirect("stores:account")
    return render(request, "stores/totp_disable.html", {"form": form}, status=_status(request))


def _staff(request: HttpRequest) -> Staff:
    assert isinstance(request.user, Staff)
    return request.user


def _status(request: HttpRequest) -> int:
    return 200 if request.method == "GET" else 422
