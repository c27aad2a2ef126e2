"""Asking a store's search: tier by tier, and what the words mean only where too few products have them."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from commesso.discovery.contracts.searching import (
    EVERYTHING,
    Embedder,
    FacetCounts,
    Narrowing,
    QueryPlan,
    SearchBackend,
    Tier,
)
from commesso.discovery.queries.embedding import find_meaning
from commesso.discovery.rules.searching.blending import ENOUGH, append_new, fuse
from commesso.discovery.rules.searching.counting import may_keep_query
from commesso.discovery.rules.searching.families import FamilyName
from commesso.discovery.rules.searching.lsa import Meanings, find_alike
from commesso.discovery.rules.searching.planning import make_plan
from commesso.discovery.rules.searching.synonyms import Synonyms
from commesso.discovery.rules.searching.vectors import Vectors, find_near

_DEPTH = (
    100  # of each ranking that is put together with another, so that a longer page begins like a short one
)


@dataclass(frozen=True)
class StoreSearch:
    """A store's search, ready to be asked.

    `languages` are those its index was made with, `popularity` of products (0 to 1) too; `past` what others searched.
    """

    backend: SearchBackend
    languages: tuple[str, ...]
    meanings: Meanings | None = None
    synonyms: Synonyms = field(default_factory=Synonyms)
    popularity: Mapping[str, float] = field(default_factory=dict)
    past: tuple[str, ...] = ()
    families: tuple[FamilyName, ...] = ()
    embedder: Embedder | None = None
    vectors: Vectors | None = None


@dataclass(frozen=True, kw_only=True)
class Found:
    """What a query found, the best first, from tier `best` down to `tier`. `count`: all there are down to there.

    `steps`: the places among `product_ids` where a next tier begins.
    """

    plan: QueryPlan
    best: Tier
    tier: Tier
    product_ids: tuple[str, ...]
    count: int
    steps: tuple[int, ...] = ()


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
    Slips are looked for where no product has every word, where one stands nowhere as it was typed ("lampde" may find the
    odd "lamp de luxe"), and where a single word found little.
    """
    plan = make_plan(
        query, languages=search.languages, synonyms=search.synonyms, typing=typing, known=search.backend.known
    )
    everything = search.backend.query(plan, tier=Tier.ALL, limit=limit, narrowing=narrowing)
    found = [hit.product_id for hit in everything.hits]
    best = Tier.ALL if found else Tier.SLIPPED
    if everything.count >= enough or plan.is_empty:
        return Found(
            plan=plan, best=Tier.ALL, tier=Tier.ALL, product_ids=tuple(found), count=everything.count
        )
    steps = [len(found)]
    if not found or typing or _may_have_slips(search.backend, plan):
        slipped = search.backend.query(plan, tier=Tier.SLIPPED, limit=limit + len(found), narrowing=narrowing)
        found = append_new(found, [hit.product_id for hit in slipped.hits], limit=limit)
        if slipped.count >= enough:
            return Found(
                plan=plan,
                best=best,
                tier=Tier.SLIPPED,
                product_ids=tuple(found),
                count=slipped.count,
                steps=tuple(steps),
            )
        steps.append(len(found))
    some = _find_some(search, plan, found, best if found else Tier.SOME, limit=limit, narrowing=narrowing)
    return replace(some, steps=tuple(steps))


def find_anything(search: StoreSearch, *, limit: int) -> Found:
    """Return products for whoever would see an empty page."""
    return find_matches(search, "", limit=limit)


def count_facets(search: StoreSearch, found: Found, *, narrowing: Narrowing = EVERYTHING) -> FacetCounts:
    if found.tier is not Tier.ALL and found.count <= len(found.product_ids):  # looking again takes longer
        return search.backend.facets_of(found.product_ids)
    return search.backend.facets(found.plan, tier=found.tier, narrowing=narrowing)


def _may_have_slips(backend: SearchBackend, plan: QueryPlan) -> bool:
    needed = plan.needed
    return len(needed) == 1 or any(word.slips and not backend.has_word(word.text) for word in needed)


def _find_some(
    search: StoreSearch, plan: QueryPlan, found: list[str], best: Tier, *, limit: int, narrowing: Narrowing
) -> Found:
    """Add products with some of the words; where none has them all, also those that mean the like."""
    depth = max(limit, _DEPTH) if not found else limit + len(found)
    some = search.backend.query(plan, tier=Tier.SOME, limit=depth, narrowing=narrowing)
    ranked = [hit.product_id for hit in some.hits]
    if not found and narrowing == EVERYTHING:
        ranked = fuse(ranked, _list_alike(search, plan, depth))
    shown = append_new(found, ranked, limit=limit)
    return Found(
        plan=plan, best=best, tier=Tier.SOME, product_ids=tuple(shown), count=max(some.count, len(shown))
    )


def _list_alike(search: StoreSearch, plan: QueryPlan, limit: int) -> list[str]:
    """Return what means the like, by the embedder where there is one and it answers, else by the shop's own words."""
    if search.embedder is not None and search.vectors is not None:
        # What may name somebody is asked of nobody else.
        meaning = find_meaning(search.embedder, plan.query) if may_keep_query(plan.query) else None
        if meaning is not None:
            return find_near(search.vectors, meaning, limit=limit)
    if search.meanings is None:
        return []
    tokens = [form[0] for word in plan.words if word.needed for form in word.forms if len(form) == 1]
    return [product_id for product_id, _ in find_alike(search.meanings, tokens, limit=limit)]
