"""Which shop a public write key belongs to, kept in memory for a moment: it comes with every request."""

import time

from commesso.stores import api as stores
from commesso.stores.contracts import StoreInfo

_SECONDS = 2.0
_MOST = 10_000
_known: dict[str, tuple[StoreInfo | None, float]] = {}


def recall_shop(key: str) -> tuple[bool, StoreInfo | None]:
    """Return whether this write key was asked for a moment ago, and whose it was then."""
    store, until = _known.get(key, (None, 0.0))
    return until > time.monotonic(), store


def find_shop(key: str) -> StoreInfo | None:
    """Return the shop this write key belongs to, or None; and remember it."""
    source = stores.find_source(key) if key else None
    store = None if source is None else stores.get_store(source.store_id)
    if len(_known) >= _MOST:
        _known.clear()
    _known[key] = (store, time.monotonic() + _SECONDS)
    return store


def forget_shops() -> None:
    """Begin with an empty memory, as a new process does."""
    _known.clear()
