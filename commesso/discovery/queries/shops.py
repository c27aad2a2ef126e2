"""Which shop a public write key belongs to, kept in memory for a moment: it comes with every request."""

from commesso.kernel.memory import Kept, Memory
from commesso.stores import api as stores
from commesso.stores.contracts import StoreInfo

_shops: Memory[str, StoreInfo | None] = Memory(seconds=2)


def recall_shop(key: str) -> Kept[StoreInfo | None] | None:
    """Return whose this write key was a moment ago, if anybody asked."""
    return _shops.recall(key)


def find_shop(key: str) -> StoreInfo | None:
    """Return the shop this write key belongs to, or None; and remember it."""
    source = stores.find_source(key) if key else None
    return _shops.keep(key, None if source is None else stores.get_store(source.store_id))
