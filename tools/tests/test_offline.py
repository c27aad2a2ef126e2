import socket

import pytest

from tools.offline import is_local


@pytest.mark.parametrize(
    ("family", "address", "local"),
    [
        (socket.AF_INET, ("127.0.0.1", 80), True),
        (socket.AF_INET, ("localhost", 80), True),
        (socket.AF_INET6, ("::1", 80, 0, 0), True),
        (socket.AF_UNIX, "/run/database", True),
        (socket.AF_INET, ("93.184.216.34", 80), False),
        (socket.AF_INET, ("example.com", 80), False),
        (socket.AF_INET6, ("2001:db8::1", 80, 0, 0), False),
    ],
)
def test_only_this_machine_may_be_reached(family: int, address: object, local: bool) -> None:
    assert is_local(family, address) is local
