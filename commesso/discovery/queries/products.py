"""Products as they are now, out of memory: shops' pages show the same ones again and again."""

from collections import defaultdict
from collections.abc import Iterable, Mapping

from commesso.catalog import api as catalog
from commesso.catalog.contracts import ProductInfo
from commesso.kernel.ids import StoreId
from commesso.kernel.memory import Memory

# A change is told within a second; the minute is for one that never was.
_products: Memory[tuple[StoreId, str], ProductInfo] = Memory(seconds=60, most=5_000)
_changes: defaultdict[StoreId, int] = defaultdict(int)


def find_products(store_id: StoreId, product_ids: Iterable[str]) -> Mapping[str, ProductInfo]:
    """Return those products that there are, by id, as they were at most a moment ago."""
    wanted = dict.fromkeys(product_ids)
    found = {
        product_id: kept.value
        for product_id in wanted
        if (kept := _products.recall((store_id, product_id))) is not None
    }
    missing = [product_id for product_id in wanted if product_id not in found]
    return {**found, **_read(store_id, missing)} if missing else found


def forget_products(store_id: StoreId, product_ids: Iterable[str]) -> None:
    """Read these anew when they are next asked for: they changed."""
    _changes[store_id] += 1
    _products.forget(*((store_id, product_id) for product_id in product_ids))


def _read(store_id: StoreId, product_ids: list[str]) -> Mapping[str, ProductInfo]:
    before = _changes[store_id]
    found = catalog.find_products(store_id, product_ids)
    if before == _changes[store_id]:  # else what was read may be from before the change
        for product_id, product in found.items():
            _products.keep((store_id, product_id), product)
    return found
