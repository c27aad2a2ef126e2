"""A server that cannot start says why, before it does anything."""

import socket

import pytest
from django.core.management import CommandError, call_command


def test_an_address_somebody_listens_on_is_refused() -> None:
    with socket.socket() as other:
        other.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEPORT, 1)  # as the server itself does
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        with pytest.raises(CommandError, match=f"127.0.0.1:{port} cannot be listened on"):
            call_command("serve", port=port)


def test_a_port_that_cannot_be_is_refused() -> None:
    with pytest.raises(CommandError, match="up to 65535"):
        call_command("serve", port=80_000)


def test_django_finds_nothing_wrong_with_the_code() -> None:
    call_command("check", fail_level="WARNING")
