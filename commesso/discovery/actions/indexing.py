"""Filling a store's search from the catalogue."""

import contextlib
import tempfile
from collections.abc import Collection, Iterator
from pathlib import Path

from commesso.catalog import api as catalog
from commesso.catalog.contracts import ProductStatus
from commesso.discovery.actions.embedding import embed_products, find_embedder
from commesso.discovery.adapters.tantivy import TantivyBackend
from commesso.discovery.contracts.searching import Embedder, SearchBackend, SearchDocument
from commesso.discovery.queries.catalogue import find_languages, iter_products, list_family_names
from commesso.discovery.queries.demand import get_demand
from commesso.discovery.queries.past_queries import list_past_queries
from commesso.discovery.queries.searching import StoreSearch
from commesso.discovery.rules.searching.documents import make_document
from commesso.discovery.rules.searching.lsa import fit_meanings
from commesso.discovery.rules.searching.popularity import rate_popularity
from commesso.discovery.rules.searching.vectors import describe
from commesso.kernel.clock import now
from commesso.kernel.ids import StoreId
from commesso.stores.contracts import StoreInfo


@contextlib.contextmanager
def open_trial_search(store: StoreInfo) -> Iterator[StoreSearch]:
    """Index the store's products apart from the shop's own index, for as long as it is looked at."""
    with tempfile.TemporaryDirectory(prefix="commesso-search-") as folder:
        backend = TantivyBackend(Path(folder))
        try:
            yield fill(backend, store, embedder=find_embedder())
        finally:
            backend.close()


def fill(backend: SearchBackend, store: StoreInfo, *, embedder: Embedder | None) -> StoreSearch:
    """Index everything anew, and learn what the words mean. An embedder takes its time."""
    languages = find_languages(store)
    moment = now()
    popularity = rate_popularity(get_demand(store.id, now=moment))
    documents: list[SearchDocument] = []
    texts: dict[str, str] = {}
    for product in iter_products(store.id):
        rated = popularity.get(product.product_id, 0.0)
        documents.append(make_document(product, language=languages[0], popularity=rated))
        if embedder is not None:
            texts[product.product_id] = describe(product)
    backend.rebuild(documents)
    return StoreSearch(
        backend,
        languages,
        fit_meanings(documents),
        popularity=popularity,
        past=list_past_queries(store.id, backend, today=moment.date()),
        families=list_family_names(store.id, languages),
        embedder=embedder,
        vectors=None if embedder is None else embed_products(embedder, store.id, texts),
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
