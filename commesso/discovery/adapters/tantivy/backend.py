"""The search engine of one store: readers in any thread, one writer in a thread of its own."""

import shutil
import threading
import time
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from tantivy import Occur, Query

from commesso.discovery.adapters.tantivy.asking import Asking
from commesso.discovery.adapters.tantivy.generation import Generation, find_current, name_next, use
from commesso.discovery.adapters.tantivy.shape import split_facet
from commesso.discovery.adapters.tantivy.writing import Writing
from commesso.discovery.contracts.searching import (
    EVERYTHING,
    FacetCounts,
    Hit,
    Hits,
    Narrowing,
    QueryPlan,
    SearchDocument,
    Tier,
)

_MOST_VALUES = 400  # the counts of a result; what is rarer is no choice
_COUNTED = {
    "values": {"terms": {"field": "facets", "size": _MOST_VALUES}},
    "price": {"stats": {"field": "price"}},
    "quarters": {"percentiles": {"field": "price", "percents": [25, 50, 75]}},
    "count": {"value_count": {"field": "rank"}},
}
_LOOK_SECONDS = 1.0  # how often a process that only reads looks for what another wrote


class TantivyBackend:
    """Implements SearchBackend in a folder."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self._folder = folder
        self._name = find_current(folder)
        self._current = Generation(folder / self._name)
        self._writing = Writing(self._current)
        self._rebuilding = threading.Lock()
        self._looked = time.monotonic()

    def index(self, documents: Sequence[SearchDocument]) -> None:
        self._writing.put(documents)

    def delete(self, product_ids: Sequence[str]) -> None:
        self._writing.delete(product_ids)

    def flush(self) -> None:
        self._writing.flush()

    def rebuild(self, documents: Iterable[SearchDocument]) -> None:
        with self._rebuilding:
            self._writing.keep_from_now()
            name = name_next(self._name)
            shutil.rmtree(self._folder / name, ignore_errors=True)
            new = Generation(self._folder / name)
            for document in documents:
                new.put(document)
            new.commit()
            new.vocabulary()  # here, and not while the first shopper who mistypes waits
            old = self._writing.switch(new)
            self._name, self._current = name, new
            use(self._folder, name)
            old.close()

    def query(self, plan: QueryPlan, *, tier: Tier, limit: int, narrowing: Narrowing = EVERYTHING) -> Hits:
        generation = self._read()
        searcher = generation.searcher()
        query = Asking(generation, searcher).make_query(plan, tier, narrowing)
        found = searcher.search(query, max(1, limit), weight_by_field="rank")
        hits = [
            Hit(product_id=searcher.doc(place)["id"][0], score=score) for score, place in found.hits[:limit]
        ]
        # The library's type hints forgot it.
        return Hits(hits=tuple(hits), count=found.count)  # type: ignore[attr-defined]

    def facets(self, plan: QueryPlan, *, tier: Tier, narrowing: Narrowing = EVERYTHING) -> FacetCounts:
        generation = self._read()
        searcher = generation.searcher()
        query = Asking(generation, searcher).make_query(plan, tier, narrowing)
        return _read_counts(searcher.aggregate(query, _COUNTED))

    def facets_of(self, product_ids: Sequence[str]) -> FacetCounts:
        generation = self._read()
        # Not as a set of terms, for which the library walks through all ids there are.
        terms = (
            Query.term_query(generation.schema, "id", each, index_option="basic") for each in product_ids
        )
        query = Query.boolean_query([(Occur.Should, term) for term in terms])
        return _read_counts(generation.searcher().aggregate(query, _COUNTED))

    def suggest(self, beginning: str, *, limit: int) -> list[tuple[str, int]]:
        return self._read().searcher().terms_with_prefix("names", beginning, limit=limit)

    def known(self, token: str) -> bool:
        generation = self._read()
        return Asking(generation, generation.searcher()).has(token)

    def has_word(self, word: str) -> bool:
        return self._read().searcher().doc_freq("words", word) > 0

    def has_product(self, product_id: str) -> bool:
        generation = self._read()
        term = Query.term_query(generation.schema, "id", product_id, index_option="basic")
        return bool(generation.searcher().search(term, 1).hits)

    def count(self) -> int:
        return self._read().searcher().num_docs

    def close(self) -> None:
        self._writing.close()
        self._current.close()

    def _read(self) -> Generation:
        """Return the generation to read. Who writes reloads it after each commit; who only reads looks now and then."""
        current = self._current
        if not current.writes and time.monotonic() - self._looked > _LOOK_SECONDS:
            self._looked = time.monotonic()
            name = find_current(self._folder)
            if name != self._name and not self._rebuilding.locked():
                self._name, self._current = name, Generation(self._folder / name)
                self._writing.follow(self._current)
                return self._current
            current.reload()
        return current


def _read_counts(found: dict[str, Any]) -> FacetCounts:
    count = int(found["count"]["value"])
    values = tuple((*split_facet(each["key"]), each["doc_count"]) for each in found["values"]["buckets"])
    price = found["price"]
    if not price["count"]:
        return FacetCounts(count=count, values=values)
    quarters = tuple(round(each) for each in found["quarters"]["values"].values())
    return FacetCounts(
        count=count,
        values=values,
        price_from=round(price["min"]),
        price_to=round(price["max"]),
        price_quarters=quarters,
    )
