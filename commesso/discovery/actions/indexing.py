"""Filling a store's search from the catalogue."""

import contextlib
import tempfile
from collections.abc import Collection, Iterator
from pathlib import Path

from commesso.catalog import api as catalog
from commesso.catalog.contracts import ProductStatus
from commesso.discovery.adapters.tantivy import TantivyBackend
from commesso.discovery.contracts import SearchBackend
from commesso.discovery.queries.catalogue import find_languages, iter_products
from commesso.discovery.queries.demand import get_popularity
from commesso.discovery.queries.past_queries import list_past_queries
from commesso.discovery.queries.searching import StoreSearch
from commesso.discovery.rules.searching.documents import make_document
from commesso.discovery.rules.searching.lsa import fit_meanings
from commesso.kernel.clock import now
from commesso.kernel.ids import StoreId
from commesso.stores.contracts import StoreInfo


@contextlib.contextmanager
def open_trial_search(store: StoreInfo) -> Iterator[StoreSearch]:
    """Index the store's products apart from the shop's own index, for as long as it is looked at."""
    with tempfile.TemporaryDirectory(prefix="commesso-search-") as folder:
        backend = TantivyBackend(Path(folder))
        try:
            yield fill(backend, store)
        finally:
            backend.close()


def fill(backend: SearchBackend, store: StoreInfo) -> StoreSearch:
    """Index everything anew, and learn what the words mean."""
    languages = find_languages(store)
    moment = now()
    popularity = get_popularity(store.id, now=moment)
    documents = [
        make_document(product, language=languages[0], popularity=popularity.get(product.product_id, 0.0))
        for product in iter_products(store.id)
    ]
    backend.rebuild(documents)
    return StoreSearch(
        backend,
        languages,
        fit_meanings(documents),
        popularity=popularity,
        past=list_past_queries(store.id, backend, today=moment.date()),
    )


def put_products(search: StoreSearch, store_id: StoreId, product_ids: Collection[str]) -> None:
    """Bring these products up to date in the index; what shoppers may not see leaves it."""
    found = catalog.find_products(store_id, product_ids)
    shown = [product for product in found.values() if product.status == ProductStatus.ACTIVE]
    search.backend.delete(sorted(set(product_ids) - {product.product_id for product in shown}))
    search.backend.index(
        [
            make_document(
                product,
                language=search.languages[0],
                popularity=search.popularity.get(product.product_id, 0.0),
            )
            for product in shown
        ]
    )
