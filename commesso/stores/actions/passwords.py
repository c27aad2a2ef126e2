"""Passwords, their reset by mail, and the second factor."""

import pyotp
from django.contrib.auth.tokens import default_token_generator
from django.db import transaction
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.encoding import force_bytes
from django.utils.http import urlsafe_base64_decode, urlsafe_base64_encode
from django.utils.translation import gettext as _

from commesso.kernel.clock import now
from commesso.kernel.errors import Invalid, NotFound
from commesso.stores.actions.mail import queue_mail
from commesso.stores.actions.sign_in import find_totp_step
from commesso.stores.models import SignInTries, Staff
from commesso.stores.queries.staff import find_staff, find_staff_by_id


def request_password(*, email: str, base_url: str) -> None:
    """Send a link that sets a new password, if somebody works here under this address. Tells nobody."""
    staff = find_staff(email)
    if staff is None or not staff.is_active:
        return
    with translation.override(staff.language or translation.get_language()):
        text = render_to_string(
            "stores/mail/password.txt", {"link": base_url + password_path(staff), "staff": staff}
        )
        queue_mail(recipient=staff.email, subject=_("Set a new password"), text=text)


def password_path(staff: Staff) -> str:
    """Return the address that sets this person's password. Good for three days and one use."""
    uid = urlsafe_base64_encode(force_bytes(staff.pk))
    return reverse(
        "stores:set_password", kwargs={"uid": uid, "token": default_token_generator.make_token(staff)}
    )


def staff_for_link(*, uid: str, token: str) -> Staff:
    """Return whose link this is. Raise NotFound when it was used, is too old, or was never ours."""
    try:
        staff = find_staff_by_id(int(urlsafe_base64_decode(uid)))
    except (ValueError, OverflowError):
        staff = None
    if staff is None or not default_token_generator.check_token(staff, token):
        raise NotFound("This link was used or is too old. Ask for a new one.")
    return staff


@transaction.atomic
def set_password(*, staff: Staff, password: str) -> None:
    """Set the password, which ends every session and link made with the old one."""
    staff.set_password(password)
    staff.save(update_fields=("password",))
    SignInTries.objects.filter(key=f"account:{staff.email}").delete()


def new_totp_secret() -> str:
    return pyotp.random_base32()


def totp_uri(*, staff: Staff, secret: str) -> str:
    """Return what the QR code holds."""
    return pyotp.TOTP(secret).provisioning_uri(name=staff.email, issuer_name="Commesso")


def enrol_totp(*, staff: Staff, secret: str, code: str) -> None:
    """Ask for codes from now on, once the app has shown that it makes the right ones."""
    step = find_totp_step(secret, code, now())
    if step is None:
        raise Invalid(_("This code does not fit. Check that the clock of your phone is right."), field="code")
    staff.totp_secret, staff.totp_last_step = secret, step
    staff.save(update_fields=("totp_secret", "totp_last_step"))


def disable_totp(*, staff: Staff, password: str) -> None:
    if not staff.check_password(password):
        raise Invalid(_("This is not your password."), field="password")
    reset_totp(staff=staff)


def save_account(*, staff: Staff, name: str, language: str) -> None:
    staff.name, staff.language = name, language
    staff.save(update_fields=("name", "language"))


def reset_totp(*, staff: Staff) -> None:
    """Switch the second factor off without its owner's password: for whoever runs the server."""
    staff.totp_secret = ""
    staff.save(update_fields=("totp_secret",))
