"""What the tag's doors need of a shop, kept in memory for a moment: they are asked with every page."""

from commesso.kernel.memory import Kept, Memory
from commesso.onsite.contracts import ShopFloor
from commesso.onsite.queries.assistant import has_assistant
from commesso.onsite.queries.panels import list_active_panels
from commesso.stores import api as stores

_floors: Memory[str, ShopFloor | None] = Memory(seconds=2)


def recall_shop_floor(key: str) -> Kept[ShopFloor | None] | None:
    """Return what this write key opened a moment ago, if anybody asked."""
    return _floors.recall(key)


def find_shop_floor(key: str) -> ShopFloor | None:
    """Return the shop this write key belongs to, or None; and remember it."""
    return _floors.keep(key, _read(key) if key else None)


def _read(key: str) -> ShopFloor | None:
    source = stores.find_source(key)
    if source is None:
        return None
    return ShopFloor(
        source_id=source.id,
        store=stores.get_store(source.store_id),
        brand=stores.get_brand(source.store_id),
        panels=tuple(list_active_panels(source.store_id)),
        has_assistant=has_assistant(source.store_id),
    )
