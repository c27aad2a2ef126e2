"""A mail server for tests, and what it got."""

import re
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from typing import Any

from aiosmtpd.controller import Controller
from django.test import override_settings

SMTP = "django.core.mail.backends.smtp.EmailBackend"


class PostOffice:
    """Takes mail, or refuses an address it does not know."""

    def __init__(self) -> None:
        self.mails: list[EmailMessage] = []
        self.unknown = ""
        self.port = 0

    async def handle_RCPT(self, *asked: Any) -> str:  # noqa: N802 the server's own name
        _server, _session, envelope, address, _options = asked
        if address == self.unknown:
            return "550 No such person here"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, *asked: Any) -> str:  # noqa: N802
        found = message_from_bytes(asked[-1].content, policy=default)
        assert isinstance(found, EmailMessage)
        self.mails.append(found)
        return "250 OK"

    def text(self, place: int = -1) -> str:
        body = self.mails[place].get_body(("plain",))
        assert body is not None
        return str(body.get_content())

    def html(self, place: int = -1) -> str:
        body = self.mails[place].get_body(("html",))
        assert body is not None
        return str(body.get_content())

    def path(self, door: str, place: int = -1) -> str:
        """Return the path of a link in a mail: `confirm` or `leave`."""
        found = re.search(rf"https?://[^/\s]+(/o/{door}/\S+?/)\s", self.text(place))
        assert found is not None
        return found[1]


@contextmanager
def open_post_office() -> Iterator[PostOffice]:
    """A real mail server on this machine, and Django told to use it."""
    office = PostOffice()
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        office.port = probe.getsockname()[1]
    server = Controller(office, hostname="127.0.0.1", port=office.port)
    server.start()
    try:
        with override_settings(EMAIL_BACKEND=SMTP, EMAIL_HOST="127.0.0.1", EMAIL_PORT=office.port):
            yield office
    finally:
        server.stop()
