"""Mails of the product's own. They wait in a table, so a page never waits for a mail server."""

import logging
from datetime import datetime, timedelta

from django.core.mail import EmailMessage

from commesso.kernel.clock import now
from commesso.stores.models import WaitingMail

log = logging.getLogger(__name__)
_FIRST_PAUSE = timedelta(minutes=1)
_MOST_TRIES = 8  # the last after about four hours: a link in it has lost its worth by then


def queue_mail(*, recipient: str, subject: str, text: str) -> None:
    WaitingMail.objects.create(recipient=recipient, subject=subject, text=text, next_try_at=now())


def send_waiting_mails(at: datetime) -> int:
    """Send what is due. One that cannot go is tried again, later each time; say how many went."""
    sent = 0
    for waiting in WaitingMail.objects.filter(next_try_at__lte=at).order_by("pk")[:50]:
        try:
            EmailMessage(subject=waiting.subject, body=waiting.text, to=[waiting.recipient]).send()
        except OSError as error:  # no answer, or refused: smtplib's errors are OSErrors
            _try_later(waiting, at=at, error=error)
        else:
            waiting.delete()
            sent += 1
    return sent


def _try_later(waiting: WaitingMail, *, at: datetime, error: OSError) -> None:
    waiting.tries += 1
    if waiting.tries >= _MOST_TRIES:
        log.error(
            "A mail to staff was given up after %d tries: %s. Check COMMESSO_MAIL.", waiting.tries, error
        )
        waiting.delete()
        return
    log.warning("A mail to staff could not be sent: %s. It is tried again.", error)
    waiting.next_try_at = at + _FIRST_PAUSE * 2**waiting.tries
    waiting.save(update_fields=("tries", "next_try_at"))
