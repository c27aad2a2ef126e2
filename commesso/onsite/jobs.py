from datetime import datetime

from commesso.onsite.actions.mails import send_waiting_mails
from commesso.onsite.actions.sign_ups import forget_unconfirmed


def every_few_seconds(now: datetime) -> None:
    send_waiting_mails(now)


def every_hour(now: datetime) -> None:
    forget_unconfirmed(now)
