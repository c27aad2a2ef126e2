"""The event store's map: which visitor id belongs to which person."""

import time
from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import unquote, urlsplit

from django.conf import settings

from commesso.events import facts
from commesso.events.profiles import IdentitiesLinked
from commesso.events.stream import StreamEvent
from commesso.infra import api as infra

# Loading a million visitors takes a quarter of a second: at most this share of the time goes into it. A
# small map is loaded after every change.
_SHARE = 0.05
_SMALL = 20_000

_SERVER_DICTIONARY = """
CREATE OR REPLACE DICTIONARY people (key UInt64, profile_id UUID) PRIMARY KEY key
SOURCE(CLICKHOUSE(
    QUERY 'SELECT cityHash64(store_id, visitor_id), profile_id FROM identities FINAL'
    DB '{database}' USER '{user}' PASSWORD '{password}'
))
LAYOUT(HASHED()) LIFETIME(MIN 30 MAX 60)
"""


@dataclass
class _Dictionary:
    """What this process knows of the dictionary `people`."""

    is_ready: bool = False
    is_stale: bool = True
    loaded_at: float = 0.0
    took: float = 0.0
    visitors: int = 0

    def is_due(self) -> bool:
        waited = time.monotonic() - self.loaded_at
        return self.is_stale and (self.visitors < _SMALL or waited >= self.took / _SHARE)

    def load(self) -> None:
        if not self.is_ready:
            _name_user()
            self.is_ready = True
        begun = time.monotonic()
        infra.query_text("SYSTEM RELOAD DICTIONARY people")
        self.loaded_at = time.monotonic()
        self.took = self.loaded_at - begun
        self.visitors = infra.query_one("profiles", "count_mapped")["number"]
        self.is_stale = False


_dictionary = _Dictionary()


def save_links(events: Sequence[StreamEvent]) -> None:
    """Write links as they were told. Twice is the same as once: the higher version wins."""
    rows = []
    for event in events:
        fact = facts.from_stream(event)
        assert isinstance(fact, IdentitiesLinked)
        rows += [
            {
                "store_id": fact.store_id,
                "visitor_id": link.visitor_id,
                "profile_id": str(link.profile_id),
                "version": link.version,
            }
            for link in fact.links
        ]
    infra.insert_rows("identities", rows)
    _dictionary.is_stale = True
    refresh_people()


def refresh_people() -> None:
    """Load the dictionary `people` again if links changed and the last time is long enough ago."""
    if _dictionary.is_due():
        _dictionary.load()


def forget_people() -> None:
    """Load the dictionary again now: somebody was erased."""
    _dictionary.load()


def _name_user() -> None:
    """On a server the dictionary reads as the user Commesso signs in with."""
    if settings.EVENT_STORE == "chdb":
        return
    address = urlsplit(settings.EVENT_STORE)
    parts = {
        "database": address.path.strip("/") or "default",
        "user": unquote(address.username or "default"),
        "password": unquote(address.password or ""),
    }
    quoted = {name: text.replace("\\", "\\\\").replace("'", "\\'") for name, text in parts.items()}
    infra.query_text(_SERVER_DICTIONARY.format(**quoted))
