"""What the tag's doors need of a shop, kept in memory for a moment: they are asked with every page."""

import time

from commesso.onsite.contracts import ShopFloor
from commesso.onsite.queries.assistant import has_assistant
from commesso.onsite.queries.panels import list_active_panels
from commesso.stores import api as stores

_SECONDS = 2.0
_MOST = 10_000
_known: dict[str, tuple[ShopFloor | None, float]] = {}


def recall_shop_floor(key: str) -> tuple[bool, ShopFloor | None]:
    """Return whether this write key was asked for a moment ago, and what it opened then."""
    floor, until = _known.get(key, (None, 0.0))
    return until > time.monotonic(), floor


def find_shop_floor(key: str) -> ShopFloor | None:
    """Return the shop this write key belongs to, or None; and remember it."""
    floor = _read(key) if key else None
    if len(_known) >= _MOST:
        _known.clear()
    _known[key] = (floor, time.monotonic() + _SECONDS)
    return floor


def forget_shop_floors() -> None:
    """Begin with an empty memory, as a new process does."""
    _known.clear()


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
