"""A pytest plugin: a test that reaches for the network fails and says where it wanted to go.

It is named in pyproject.toml. Addresses of this machine stay open.
"""

import ipaddress
import socket
from typing import Any

_connect = socket.socket.connect
_connect_ex = socket.socket.connect_ex


class OfflineError(AssertionError):
    """A test tried to leave this machine."""


def is_local(family: int, address: Any) -> bool:
    if family not in {socket.AF_INET, socket.AF_INET6}:
        return True
    host = str(address[0])
    if host in {"localhost", ""}:
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def _refuse_strangers(sock: socket.socket, address: Any) -> None:
    if not is_local(sock.family, address):
        raise OfflineError(f"A test reached for {address!r}. Use a fake on this machine instead.")


def _guarded_connect(sock: socket.socket, address: Any) -> None:
    _refuse_strangers(sock, address)
    _connect(sock, address)


def _guarded_connect_ex(sock: socket.socket, address: Any) -> int:
    _refuse_strangers(sock, address)
    return _connect_ex(sock, address)


def pytest_configure() -> None:
    setattr(socket.socket, "connect", _guarded_connect)  # noqa: B010 (a method may not be assigned for mypy)
    setattr(socket.socket, "connect_ex", _guarded_connect_ex)  # noqa: B010
