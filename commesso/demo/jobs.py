"""What the shop's server does beside answering: it tells Commesso of orders, and takes the money when it is time."""

import logging
import threading

from django.conf import settings
from django.db import DatabaseError, connection

from commesso.demo.actions.changing import settle_orders
from commesso.demo.actions.messages import send_due
from commesso.kernel.clock import now

log = logging.getLogger(__name__)

_PAUSE_SECONDS = 0.25


class BackRoom:
    """A thread that looks every quarter of a second whether there is something to do."""

    def __init__(self) -> None:
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._work, name="back-room", daemon=True)

    def start(self) -> None:
        self._thread.start()

    def stop(self) -> None:
        self._stop.set()
        self._thread.join(timeout=15)

    def _work(self) -> None:
        while not self._stop.wait(_PAUSE_SECONDS):
            try:
                settle_orders(now=now())
                while settings.COMMESSO["address"] and send_due(now=now()):
                    pass
            except DatabaseError:
                log.exception("The shop's database does not answer. It is asked again.")
                connection.close()
        connection.close()
