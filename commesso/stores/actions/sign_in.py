from datetime import datetime
from typing import Any

import pyotp
from django.contrib.auth.hashers import make_password
from django.db import transaction
from django.utils.translation import gettext as _

from commesso.kernel.clock import now
from commesso.kernel.errors import Invalid
from commesso.stores.contracts import TooManyTriesError
from commesso.stores.models import SignInTries, Staff
from commesso.stores.queries.staff import find_staff, find_tries
from commesso.stores.rules import TRIES_PER_ACCOUNT, TRIES_PER_ADDRESS, WINDOW, count_try, find_wait

_STEP_SECONDS = 30


def try_password(*, email: str, password: str, address: str) -> Staff:
    """Return the person whose password this is.

    Raise Invalid when it is not, TooManyTriesError when the account or the address failed too often.
    An unknown account takes as long and says the same as a wrong password, so nobody learns who works here.
    """
    account = f"account:{email.strip().lower()}"
    _count_tries({account: TRIES_PER_ACCOUNT, f"address:{address}": TRIES_PER_ADDRESS})
    staff = find_staff(email)
    if staff is None or not staff.is_active or not staff.has_usable_password():
        make_password(password)  # as slow as checking one
        staff = None
    if staff is None or not staff.check_password(password):
        text = _(
            "This e-mail address and password do not belong together. Check both, or set a new password."
        )
        raise Invalid(text, field="password")
    return staff


def try_code(*, staff: Staff, code: str, address: str) -> None:
    """Take a code of the authenticator app. Raise Invalid when it is wrong or was used before."""
    account = f"account:{staff.email}"
    _count_tries({account: TRIES_PER_ACCOUNT, f"address:{address}": TRIES_PER_ADDRESS})
    step = find_totp_step(staff.totp_secret, code, now())
    # Whoever reads a code over the shoulder comes too late: each is good once.
    fresh = step and Staff.objects.filter(pk=staff.pk, totp_last_step__lt=step).update(totp_last_step=step)
    if not fresh:
        raise Invalid(
            _("This code is not right. Codes change every half minute; take the newest one."), field="code"
        )


@transaction.atomic
def note_sign_in(*, staff: Staff, address: str) -> None:
    """Forget the failed tries of this account, and this one of the address."""
    SignInTries.objects.filter(key=f"account:{staff.email}").delete()
    row = SignInTries.objects.filter(key=f"address:{address}").first()
    if row is not None and row.count:
        SignInTries.objects.filter(pk=row.pk).update(count=row.count - 1)


def find_totp_step(secret: str, code: str, at: datetime) -> int | None:
    """Return the half minute this code belongs to: this one, or one beside it for clocks that differ."""
    if not secret:
        return None
    digits = "".join(code.split())
    this = int(at.timestamp()) // _STEP_SECONDS
    generator: Any = pyotp.TOTP(secret)
    for step in (this, this - 1, this + 1):
        if pyotp.utils.strings_equal(generator.generate_otp(step), digits):
            return step
    return None


@transaction.atomic
def _count_tries(limits: dict[str, int]) -> None:
    """Count a try before it is made, so that many at once cannot pass together."""
    at = now()
    for key, limit in limits.items():
        tries = find_tries(key)
        wait = find_wait(tries, limit=limit, now=at)
        if wait is not None:
            raise TooManyTriesError(wait)
        new = count_try(tries, at)
        SignInTries.objects.update_or_create(key=key, defaults={"count": new.count, "since": new.since})


def forget_old_tries(at: datetime) -> None:
    """Delete what no longer counts: addresses of people are not kept without a use."""
    SignInTries.objects.filter(since__lt=at - WINDOW).delete()
