"""Each store's search, opened when it is first asked and kept open.

An index on disk answers at once after a restart; it is built anew beside that, since only memory knows what words mean.
A large catalogue without an index takes seconds to read, for which no shopper waits: it is read beside them.
"""

import logging
import threading
import time
from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.db import connection

from commesso.catalog import api as catalog
from commesso.discovery.actions.embedding import find_embedder
from commesso.discovery.actions.indexing import fill, put_products
from commesso.discovery.adapters.tantivy import TantivyBackend
from commesso.discovery.queries.catalogue import find_languages, list_family_names
from commesso.discovery.queries.searching import StoreSearch
from commesso.kernel.ids import StoreId
from commesso.stores import api as stores
from commesso.stores.contracts import StoreInfo

log = logging.getLogger(__name__)

_OLD_SECONDS = 600.0  # changed products are found at once; what their words mean may wait
_DAY_SECONDS = 86_400.0  # what is popular, and what is searched, changes slowly
_READ_AT_ONCE = 500  # products; reading more takes longer than a shopper waits


@dataclass(eq=False)
class _Ready:
    search: StoreSearch
    filled_at: float
    changed: bool


_ready: dict[StoreId, _Ready] = {}
_opening = threading.Lock()
_changed_meanwhile: dict[StoreId, set[str]] = {}  # of each catalogue that is being read: what changed since
_working = threading.Lock()


def recall_search(store_id: StoreId) -> StoreSearch | None:
    """Return the store's search if it is open."""
    ready = _ready.get(store_id)
    return None if ready is None else ready.search


def open_search(store: StoreInfo) -> StoreSearch | None:
    """Return the store's search, opened now if that takes no time; else None: it is ready in some seconds."""
    with _opening:
        if store.id in _ready or store.id in _changed_meanwhile:
            return recall_search(store.id)
        if _open(store):
            return _ready[store.id].search
        if catalog.count_products(store.id) <= _READ_AT_ONCE:
            backend = TantivyBackend(_folder(store.id))
            search, begun = fill(backend, store, embedder=None), time.monotonic()
            is_whole = find_embedder() is None
            _ready[store.id] = _Ready(search, begun if is_whole else float("-inf"), changed=not is_whole)
        else:
            work_in_background()
        return recall_search(store.id)


def update_search(store_id: StoreId, product_ids: Collection[str]) -> None:
    """Have changed products found as they are now, in a search that is open or lies on disk."""
    with _opening:
        if store_id in _changed_meanwhile:
            _changed_meanwhile[store_id].update(product_ids)
            return
        if store_id not in _ready and _folder(store_id).exists():
            _open(stores.get_store(store_id))
        ready = _ready.get(store_id)
        if ready is not None:
            put_products(ready.search, store_id, product_ids)
            ready.changed = True


def work_in_background() -> None:
    """Begin what is due in a thread of its own, unless one is at it: whoever rings the clock has others to call."""
    if not _working.locked():
        threading.Thread(target=_work, name="search-filler", daemon=True).start()


def prepare_searches() -> None:
    """Read every catalogue that has no search yet, so that no shopper waits for it."""
    for store in stores.list_stores():
        if store.id not in _ready and catalog.count_products(store.id):
            _prepare(store)


def refresh_searches() -> None:
    """Build anew what is due. Meanwhile the old index answers, and takes changes."""
    for store_id, ready in list(_ready.items()):
        age = time.monotonic() - ready.filled_at
        if (ready.changed and age > _OLD_SECONDS) or age > _DAY_SECONDS:
            begun, ready.changed = time.monotonic(), False
            store = stores.get_store(store_id)
            ready.search = fill(ready.search.backend, store, embedder=find_embedder())
            ready.filled_at = begun
            log.info("A search was built anew in %.1f s.", time.monotonic() - begun)


def close_searches() -> None:
    """Begin with an empty memory, as a new process does."""
    with _working:
        while _ready:
            _, ready = _ready.popitem()
            ready.search.backend.close()


def _work() -> None:
    if not _working.acquire(blocking=False):
        return
    try:
        prepare_searches()
        refresh_searches()
    except Exception:  # the next turn tries again
        log.exception("A search could not be made ready.")
    finally:
        connection.close()
        _working.release()


def _prepare(store: StoreInfo) -> None:
    """Open the store's search, or read its catalogue without holding up those who open others."""
    with _opening:
        if store.id in _ready or _open(store):
            return
        changed = _changed_meanwhile[store.id] = set()
    try:
        begun, backend = time.monotonic(), TantivyBackend(_folder(store.id))
        search = fill(backend, store, embedder=find_embedder())
        with _opening:
            put_products(search, store.id, changed)
            _ready[store.id] = _Ready(search, begun, changed=bool(changed))
        log.info("A search was made ready in %.1f s.", time.monotonic() - begun)
    finally:
        del _changed_meanwhile[store.id]


def _open(store: StoreInfo) -> bool:
    """Open the index that lies on disk; say whether there was one."""
    backend = TantivyBackend(_folder(store.id))
    if not backend.count():
        backend.close()
        return False
    languages = find_languages(store)
    search = StoreSearch(backend, languages, families=list_family_names(store.id, languages))
    _ready[store.id] = _Ready(search, float("-inf"), changed=True)
    return True


def _folder(store_id: StoreId) -> Path:
    return Path(settings.DATA) / "search" / str(store_id)
