"""Products as they are now, out of memory: shops' pages show the same ones again and again."""

import time
from collections import defaultdict
from collections.abc import Iterable, Mapping

from commesso.catalog import api as catalog
from commesso.catalog.contracts import ProductInfo
from commesso.kernel.ids import StoreId

_MOST = 5_000
_SECONDS = 60.0  # a change is told within a second; this is for one that never was
_known: dict[tuple[StoreId, str], tuple[ProductInfo, float]] = {}
_changes: defaultdict[StoreId, int] = defaultdict(int)


def find_products(store_id: StoreId, product_ids: Iterable[str]) -> Mapping[str, ProductInfo]:
    """Return those products that there are, by id, as they were at most a moment ago."""
    wanted, at = dict.fromkeys(product_ids), time.monotonic()
    found = {
        product_id: kept[0]
        for product_id in wanted
        if (kept := _known.get((store_id, product_id))) and kept[1] > at
    }
    missing = [product_id for product_id in wanted if product_id not in found]
    return {**found, **_read(store_id, missing)} if missing else found


def forget_products(store_id: StoreId, product_ids: Iterable[str]) -> None:
    """Read these anew when they are next asked for: they changed."""
    _changes[store_id] += 1
    for product_id in product_ids:
        _known.pop((store_id, product_id), None)


def forget_all_products() -> None:
    """Begin with an empty memory, as a new process does."""
    _known.clear()


def _read(store_id: StoreId, product_ids: list[str]) -> Mapping[str, ProductInfo]:
    before = _changes[store_id]
    found = catalog.find_products(store_id, product_ids)
    if before == _changes[store_id]:  # else what was read may be from before the change
        if len(_known) + len(found) > _MOST:
            _known.clear()
        until = time.monotonic() + _SECONDS
        _known.update({(store_id, key): (product, until) for key, product in found.items()})
    return found
