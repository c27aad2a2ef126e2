"""Asking a store's search: tier by tier, and what the words mean only where too few products have them."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from commesso.catalog import api as catalog
from commesso.catalog.contracts import ProductFilter, ProductInfo, ProductStatus
from commesso.discovery.contracts import EVERYTHING, FacetCounts, Narrowing, QueryPlan, SearchBackend, Tier
from commesso.discovery.rules.searching.blending import ENOUGH, append_new, fuse
from commesso.discovery.rules.searching.languages import guess_language
from commesso.discovery.rules.searching.lsa import Meanings, find_alike
from commesso.discovery.rules.searching.planning import make_plan
from commesso.discovery.rules.searching.synonyms import Synonyms
from commesso.kernel.ids import StoreId
from commesso.stores.contracts import StoreInfo

_SAMPLE = 300  # products are enough to hear which language a catalogue speaks
_PAGE = 500
_DEPTH = (
    100  # of each ranking that is put together with another, so that a longer page begins like a short one
)
_ACTIVE = ProductFilter(status=ProductStatus.ACTIVE)


@dataclass(frozen=True)
class StoreSearch:
    """A store's search, ready to be asked. `languages` are those its index was made with."""

    backend: SearchBackend
    languages: tuple[str, ...]
    meanings: Meanings | None = None
    synonyms: Synonyms = field(default_factory=Synonyms)


@dataclass(frozen=True, kw_only=True)
class Found:
    """What a query found, the best first. `count`: how many products of the last tier asked there are."""

    plan: QueryPlan
    tier: Tier
    product_ids: tuple[str, ...]
    count: int


def find_matches(
    search: StoreSearch,
    query: str,
    *,
    limit: int,
    narrowing: Narrowing = EVERYTHING,
    typing: bool = False,
    enough: int = ENOUGH,
) -> Found:
    """Return the products that answer the query.

    A tier is asked only while those before gave fewer than `enough`; the limit when all are to be ranked, far down too.
    """
    plan = make_plan(
        query, languages=search.languages, synonyms=search.synonyms, typing=typing, known=search.backend.known
    )
    found: list[str] = []
    for tier in (Tier.ALL, Tier.SLIPPED):
        hits = search.backend.query(plan, tier=tier, limit=limit + len(found), narrowing=narrowing)
        found = append_new(found, [hit.product_id for hit in hits.hits], limit=limit)
        if hits.count >= enough or plan.is_empty:
            return Found(plan=plan, tier=tier, product_ids=tuple(found), count=hits.count)
    depth = max(limit, _DEPTH)
    some = search.backend.query(plan, tier=Tier.SOME, limit=depth, narrowing=narrowing)
    alike = _list_alike(search, plan, depth) if narrowing == EVERYTHING and len(found) < ENOUGH else []
    found = append_new(found, fuse([hit.product_id for hit in some.hits], alike), limit=limit)
    return Found(plan=plan, tier=Tier.SOME, product_ids=tuple(found), count=max(some.count, len(found)))


def count_facets(search: StoreSearch, found: Found, *, narrowing: Narrowing = EVERYTHING) -> FacetCounts:
    return search.backend.facets(found.plan, tier=found.tier, narrowing=narrowing)


def iter_products(store_id: StoreId) -> Iterator[ProductInfo]:
    """Yield every product that shoppers may see."""
    cursor = ""
    while True:
        page = catalog.list_products(store_id, where=_ACTIVE, cursor=cursor, limit=_PAGE)
        yield from page.items
        if not (cursor := page.next_cursor):
            return


def find_own_language(store: StoreInfo) -> str:
    """Return the language of the products' own words, which need not be the first that the store speaks."""
    sample = catalog.list_products(store.id, where=_ACTIVE, limit=_SAMPLE).items
    texts = [text for product in sample for text in (product.title, product.description)]
    return guess_language(texts, otherwise=store.languages[0])


def _list_alike(search: StoreSearch, plan: QueryPlan, limit: int) -> list[str]:
    if search.meanings is None:
        return []
    tokens = [form[0] for word in plan.words if word.needed for form in word.forms if len(form) == 1]
    return [product_id for product_id, _ in find_alike(search.meanings, tokens, limit=limit)]
