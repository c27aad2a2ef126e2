from datetime import datetime

from commesso.stores.actions.mail import send_waiting_mails
from commesso.stores.actions.sign_in import forget_old_tries


def every_few_seconds(now: datetime) -> None:
    send_waiting_mails(now)


def every_hour(now: datetime) -> None:
    forget_old_tries(now)
