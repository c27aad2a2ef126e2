"""Which shop a secret key may ask for, kept in memory for a moment: a shop's server sends it with every request."""

from commesso.kernel.errors import NotFound
from commesso.kernel.ids import StoreId
from commesso.kernel.memory import Memory
from commesso.stores import api as stores
from commesso.stores.contracts import Scope

_callers: Memory[str, StoreId] = Memory(seconds=10)


def recall_caller(secret: str) -> StoreId | None:
    """Return whose server this is, if it was let in a moment ago."""
    kept = _callers.recall(secret)
    return None if kept is None else kept.value


def find_caller(secret: str) -> StoreId | None:
    """Return the shop whose server has this secret key; None unless it may ask for shoppers."""
    try:
        actor = stores.actor_for_api_key(secret)
    except NotFound:
        return None
    if Scope.DISCOVERY not in actor.scopes:
        return None
    return _callers.keep(secret, actor.store_id)
