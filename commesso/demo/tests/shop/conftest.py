"""Tests on the shop's own settings: `pytest --ds=commesso.config.shop_settings commesso/demo/tests/shop`."""

from collections.abc import Iterator

import pytest
from django.conf import settings
from django.test import Client

if "commesso.demo" not in settings.INSTALLED_APPS:
    collect_ignore_glob = ["test_*.py"]  # they run from test_shop.py, with the shop's settings

BOWL = "CER-LUNA-BOWL-SAGE"


@pytest.fixture
def cleo(db: None) -> Client:
    """Cleo's browser."""
    return Client(headers={"accept-language": "it-IT,it;q=0.9"})


@pytest.fixture
def commesso() -> Iterator[dict[str, str]]:
    """The shop knows where Commesso is, though nobody answers there."""
    before = dict(settings.COMMESSO)
    settings.COMMESSO.update(address="http://127.0.0.1:9", key="tag-key", server_key="server-key", secret="")
    yield settings.COMMESSO
    settings.COMMESSO.update(before)
