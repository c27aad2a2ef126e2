"""The mail with the link. It waits as a column of its sign-up; its token exists only while it is sent."""

import logging
import secrets
from datetime import datetime
from email.utils import formataddr, parseaddr
from smtplib import SMTPRecipientsRefused

from django.conf import settings
from django.core.mail import EmailMultiAlternatives, get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.translation import pgettext

from commesso.kernel.errors import NotFound
from commesso.kernel.ids import StoreId
from commesso.onsite.models import Link, SignUp
from commesso.onsite.queries.sign_ups import digest_token, list_due
from commesso.onsite.rules.mailing import next_try
from commesso.stores import api as stores
from commesso.stores.contracts import BrandInfo, StoreInfo

log = logging.getLogger(__name__)
_AT_ONCE = 50


def send_waiting_mails(at: datetime) -> int:
    """Send what is due. One that cannot go is tried again, later each time; say how many went."""
    sent, due = 0, list_due(at, limit=_AT_ONCE)
    if not due:
        return 0
    server = get_connection()
    try:
        server.open()
    except OSError as error:
        for sign_up in due:
            _try_later(sign_up, at=at, error=error)
        return 0
    try:
        for sign_up in due:
            sent += _send(sign_up, server, at)
    finally:
        server.close()
    return sent


def _send(sign_up: SignUp, server: BaseEmailBackend, at: datetime) -> bool:
    token = secrets.token_urlsafe(32)
    link = Link.objects.create(
        store_id=sign_up.store_id, sign_up=sign_up, digest=digest_token(token), made_at=at
    )
    try:
        server.send_messages([write_mail(sign_up, token=token, server=server)])
    except OSError as error:  # no answer, or refused: smtplib's errors are OSErrors
        link.delete()
        _try_later(sign_up, at=at, error=error)
        return False
    except NotFound:  # the shop was closed meanwhile
        sign_up.delete()
        return False
    sign_up.mail_due_at = None
    sign_up.save(update_fields=("mail_due_at",))
    return True


def _try_later(sign_up: SignUp, *, at: datetime, error: OSError) -> None:
    sign_up.mail_tries += 1
    sign_up.mail_due_at = None if _is_for_good(error) else next_try(sign_up.mail_tries, at)
    sign_up.save(update_fields=("mail_tries", "mail_due_at"))
    what = type(error).__name__  # its text may name the address
    if sign_up.mail_due_at is None:
        log.error("The mail of sign-up %d was given up (%s). Check COMMESSO_MAIL.", sign_up.pk, what)
    else:
        log.warning("The mail of sign-up %d could not be sent (%s). It is tried again.", sign_up.pk, what)


def _is_for_good(error: OSError) -> bool:
    """Whether the server says that there is no such address."""
    return isinstance(error, SMTPRecipientsRefused) and all(
        code >= 500 for code, _ in error.recipients.values()
    )


def write_mail(
    sign_up: SignUp, *, token: str, server: BaseEmailBackend | None = None
) -> EmailMultiAlternatives:
    """Return the mail that asks to confirm, in the shopper's language and with the shop's brand."""
    store_id = StoreId(sign_up.store_id)
    store, brand = stores.get_store(store_id), stores.get_brand(store_id)
    leave_url = sign_up.base_url + reverse("onsite:leave", kwargs={"token": token})
    context = {
        "store": store,
        "brand": brand,
        "logo_url": sign_up.base_url + brand.logo_url if brand.logo_url else "",
        "consent_text": sign_up.consent_text,
        "confirm_url": sign_up.base_url + reverse("onsite:confirm", kwargs={"token": token}),
        "leave_url": leave_url,
    }
    language = stores.choose_shopper_language((sign_up.language, *store.languages))
    with translation.override(language):
        mail = EmailMultiAlternatives(
            subject=pgettext("shopper", "One more step: confirm your address"),
            body=render_to_string("onsite/mail/confirm.txt", context),
            from_email=_sender(store, brand),
            to=[sign_up.email],
            connection=server,
            headers={
                "List-Unsubscribe": f"<{leave_url}>",
                "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
                "Auto-Submitted": "auto-generated",
                "Content-Language": language,
            },
        )
        mail.attach_alternative(
            render_to_string("onsite/mail/confirm.html", {**context, "language": language}), "text/html"
        )
    return mail


def _sender(store: StoreInfo, brand: BrandInfo) -> str:
    """The shop's name, with its own address or the installation's."""
    address = brand.sender_email or parseaddr(settings.DEFAULT_FROM_EMAIL)[1]
    return formataddr((" ".join(store.name.split()), address))
