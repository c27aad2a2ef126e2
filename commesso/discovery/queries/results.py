"""What a result shows: what the query found, as its merchant wishes and as this visit likes it."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from commesso.catalog.contracts import ProductInfo, ProductStatus
from commesso.discovery.contracts.searching import EVERYTHING, FacetCounts, Narrowing
from commesso.discovery.queries.products import find_products
from commesso.discovery.queries.searching import Found, StoreSearch, count_facets, find_anything, find_matches
from commesso.discovery.rules.searching.taste import Kin, rank_by_taste
from commesso.discovery.rules.searching.wishes import SearchWishes, put_first
from commesso.kernel.ids import StoreId

_MOST_VIEWED = 20  # the last of a visit


@dataclass(frozen=True, kw_only=True)
class Result:
    """A page of a result.

    `matched` is the best tier: "all", "slipped" or "some"; "none" where other products are shown, which nothing narrows
    then, and which `count` leaves out.
    """

    found: Found
    matched: str
    count: int
    products: tuple[ProductInfo, ...]
    narrowing: Narrowing


def find_result(
    search: StoreSearch,
    query: str,
    *,
    store_id: StoreId,
    wishes: SearchWishes,
    narrowing: Narrowing,
    limit: int,
    offset: int,
    viewed: Sequence[str],
) -> Result:
    """Return the products that answer a query, from place `offset` on; where none do, others."""
    search = replace(search, synonyms=wishes.synonyms)
    found = find_matches(search, query, limit=offset + limit, narrowing=narrowing)
    ranked = _pin(found, wishes.list_pinned(query), narrowing)
    shown = _list_shown(store_id, ranked[offset : offset + limit])
    if not shown and not offset:
        others = find_anything(search, limit=limit)
        return Result(
            found=others,
            matched="none",
            count=0,
            products=tuple(_list_shown(store_id, others.product_ids)),
            narrowing=EVERYTHING,
        )
    if ranked == found.product_ids:  # what is pinned stays where it is
        shown = _order_by_taste(store_id, shown, viewed, [step - offset for step in found.steps])
    return Result(
        found=found,
        matched=found.best.name.lower() if found.product_ids else "all",
        count=max(found.count, len(ranked)),
        products=tuple(shown),
        narrowing=narrowing,
    )


def find_while_typing(
    search: StoreSearch,
    query: str,
    *,
    store_id: StoreId,
    wishes: SearchWishes,
    limit: int,
    viewed: Sequence[str],
) -> tuple[Found, list[ProductInfo]]:
    """Return what an unfinished query finds, and the products to show of it."""
    found = find_matches(replace(search, synonyms=wishes.synonyms), query, limit=limit, typing=True)
    ranked = _pin(found, wishes.list_pinned(query), EVERYTHING)[:limit]
    shown = _list_shown(store_id, ranked)
    if ranked == found.product_ids:
        shown = _order_by_taste(store_id, shown, viewed, found.steps)
    return found, shown


def count_result(search: StoreSearch, result: Result) -> FacetCounts:
    """Count the result; the values of a facet chosen from as if nothing were: others can be added to the choice."""
    narrowing = result.narrowing
    counts = count_facets(search, result.found, narrowing=narrowing)
    values = [each for each in counts.values if each[0] not in narrowing.facets]
    for name in narrowing.facets:
        others = {other: chosen for other, chosen in narrowing.facets.items() if other != name}
        wider = replace(narrowing, facets=others)
        wider_counts = search.backend.facets(result.found.plan, tier=result.found.tier, narrowing=wider)
        values += [each for each in wider_counts.values if each[0] == name]
    return replace(counts, values=tuple(values))


def _pin(found: Found, pinned: Sequence[str], narrowing: Narrowing) -> tuple[str, ...]:
    """Return the pinned products first; of a narrowed result only those that are in it."""
    wanted = pinned if narrowing == EVERYTHING else [each for each in pinned if each in found.product_ids]
    return put_first(wanted, found.product_ids)


def _list_shown(store_id: StoreId, product_ids: Sequence[str]) -> list[ProductInfo]:
    """Return the products as they are now, without those that were hidden a moment ago."""
    known = find_products(store_id, product_ids)
    found = [known[product_id] for product_id in product_ids if product_id in known]
    return [product for product in found if product.status == ProductStatus.ACTIVE]


def _order_by_taste(
    store_id: StoreId, shown: list[ProductInfo], viewed: Sequence[str], steps: Sequence[int]
) -> list[ProductInfo]:
    seen = find_products(store_id, viewed[-_MOST_VIEWED:]).values() if viewed else ()
    if not seen:
        return shown
    known = {product.product_id: product for product in shown}
    ranked = rank_by_taste([_kin(each) for each in shown], [_kin(each) for each in seen], steps=steps)
    return [known[product_id] for product_id in ranked]


def _kin(product: ProductInfo) -> Kin:
    return Kin(product.product_id, product.brand, product.categories)
