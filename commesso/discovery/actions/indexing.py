"""Filling a store's search from the catalogue."""

import contextlib
import tempfile
from collections.abc import Iterator
from pathlib import Path

from commesso.catalog.contracts import ProductInfo
from commesso.discovery.adapters.tantivy import TantivyBackend
from commesso.discovery.contracts import SearchBackend, SearchDocument
from commesso.discovery.queries.catalogue import find_own_language, iter_products
from commesso.discovery.queries.searching import StoreSearch
from commesso.discovery.rules.searching.documents import make_document
from commesso.discovery.rules.searching.lsa import fit_meanings
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
    own = find_own_language(store)
    languages = {own: True, **dict.fromkeys(store.languages, True)}
    documents: list[SearchDocument] = []
    for product in iter_products(store.id):
        documents.append(make_document(product, language=own))
        languages.update(dict.fromkeys(_spoken(product), True))
    backend.rebuild(documents)
    return StoreSearch(backend, tuple(languages), fit_meanings(documents))


def _spoken(product: ProductInfo) -> list[str]:
    return [language for language, words in product.languages.items() if words.title or words.description]
