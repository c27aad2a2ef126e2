"""Each store's search, opened when it is first asked and kept open.

An index on disk answers at once after a restart; it is built anew beside that, since only memory knows what words mean.
"""

import logging
import threading
import time
from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings

from commesso.discovery.actions.indexing import fill, put_products
from commesso.discovery.adapters.tantivy import TantivyBackend
from commesso.discovery.queries.catalogue import find_languages
from commesso.discovery.queries.searching import StoreSearch
from commesso.kernel.ids import StoreId
from commesso.stores import api as stores
from commesso.stores.contracts import StoreInfo

log = logging.getLogger(__name__)

_OLD_SECONDS = 600.0  # changed products are found at once; what their words mean may wait


@dataclass(eq=False)
class _Ready:
    search: StoreSearch
    filled_at: float
    changed: bool


_ready: dict[StoreId, _Ready] = {}
_opening = threading.Lock()


def recall_search(store_id: StoreId) -> StoreSearch | None:
    """Return the store's search if it is open."""
    ready = _ready.get(store_id)
    return None if ready is None else ready.search


def prepare_search(store: StoreInfo) -> StoreSearch:
    """Return the store's search, opened now if need be."""
    with _opening:
        return recall_search(store.id) or _open(store)


def update_search(store_id: StoreId, product_ids: Collection[str]) -> None:
    """Have changed products found as they are now, in a search that is open or lies on disk."""
    with _opening:
        if store_id not in _ready and _folder(store_id).exists():
            _open(stores.get_store(store_id))
        ready = _ready.get(store_id)
        if ready is not None:
            put_products(ready.search, store_id, product_ids)
            ready.changed = True


def refresh_searches() -> None:
    """Build anew what is due. Meanwhile the old index answers, and takes changes."""
    for store_id, ready in list(_ready.items()):
        if ready.changed and time.monotonic() - ready.filled_at > _OLD_SECONDS:
            begun, ready.changed = time.monotonic(), False
            ready.search = fill(ready.search.backend, stores.get_store(store_id))
            ready.filled_at = begun
            log.info("A search was built anew in %.1f s.", time.monotonic() - begun)


def close_searches() -> None:
    """Begin with an empty memory, as a new process does."""
    while _ready:
        _, ready = _ready.popitem()
        ready.search.backend.close()


def _open(store: StoreInfo) -> StoreSearch:
    backend = TantivyBackend(_folder(store.id))
    if backend.count():
        search, filled_at = StoreSearch(backend, find_languages(store)), float("-inf")
    else:
        search, filled_at = fill(backend, store), time.monotonic()
    _ready[store.id] = _Ready(search, filled_at, changed=filled_at < 0)
    return search


def _folder(store_id: StoreId) -> Path:
    return Path(settings.DATA) / "search" / str(store_id)
