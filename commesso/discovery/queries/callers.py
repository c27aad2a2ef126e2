"""Which shop a secret key may ask for, kept in memory for a moment: a shop's server sends it with every request."""

import time

from commesso.kernel.errors import NotFound
from commesso.kernel.ids import StoreId
from commesso.stores import api as stores
from commesso.stores.contracts import Scope

_SECONDS = 10.0
_MOST = 10_000
_known: dict[str, tuple[StoreId | None, float]] = {}


def recall_caller(secret: str) -> StoreId | None:
    """Return whose server this is, if it was let in a moment ago."""
    store_id, until = _known.get(secret, (None, 0.0))
    return store_id if until > time.monotonic() else None


def find_caller(secret: str) -> StoreId | None:
    """Return the shop whose server has this secret key; None unless it may ask for shoppers."""
    try:
        actor = stores.actor_for_api_key(secret)
    except NotFound:
        return None
    if Scope.DISCOVERY not in actor.scopes:
        return None
    if len(_known) >= _MOST:
        _known.clear()
    _known[secret] = (actor.store_id, time.monotonic() + _SECONDS)
    return actor.store_id


def forget_callers() -> None:
    """Begin with an empty memory, as a new process does."""
    _known.clear()
