"""What a shop's page asks of search, and what it is told."""

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal, InvalidOperation
from typing import Any

import msgspec

from commesso.catalog import api as catalog
from commesso.catalog.contracts import ProductFilter, ProductInfo, ProductStatus
from commesso.discovery.contracts.searching import EVERYTHING, FacetCounts, Narrowing, Tier
from commesso.discovery.forms.cards import tell_money, tell_product
from commesso.discovery.queries.products import find_products
from commesso.discovery.queries.searching import Found, StoreSearch, count_facets, find_anything, find_matches
from commesso.discovery.rules.searching.blending import append_new
from commesso.discovery.rules.searching.counting import fold_query
from commesso.discovery.rules.searching.facets import MOST_FACETS, choose_facets, make_bands
from commesso.discovery.rules.searching.families import find_families, list_common
from commesso.discovery.rules.searching.folding import split
from commesso.discovery.rules.searching.taste import Kin, rank_by_taste
from commesso.discovery.rules.searching.wishes import SearchWishes, put_first
from commesso.kernel.errors import Invalid
from commesso.kernel.money import Money, exponent
from commesso.stores.contracts import StoreInfo

_MOST, _DEEPEST, _TEXT, _MOST_CHOSEN = 48, 1_000, 500, 50
_WORDS, _FAMILIES = 5, 3
_MOST_VIEWED = 20  # the last of a visit


class SearchAsk(msgspec.Struct, kw_only=True):
    """A query, and what its result is narrowed to. Prices are in the shop's currency: "19.90".

    `viewed`: the products looked at in this visit, of somebody who wants things made for them.
    """

    key: str
    query: str = ""
    language: str = ""
    limit: int = 24
    offset: int = 0
    facets: dict[str, list[str]] = {}
    price_from: str = ""
    price_to: str = ""
    viewed: list[str] = []

    def check(self) -> None:
        """Raise Invalid with the field that cannot be taken."""
        _check_text(self.query, self.limit)
        if not 0 <= self.offset <= _DEEPEST:
            raise Invalid(
                f"offset={self.offset} is not possible. Use a number from 0 to {_DEEPEST}.", field="offset"
            )
        if len(self.facets) > MOST_FACETS or sum(map(len, self.facets.values())) > _MOST_CHOSEN:
            raise Invalid(
                f"Too much is chosen. Send at most {MOST_FACETS} facets and {_MOST_CHOSEN} values.",
                field="facets",
            )

    @property
    def is_new(self) -> bool:
        """Whether a query is asked for the first time, not gone on with or narrowed."""
        return not (self.offset or self.facets or self.price_from or self.price_to)

    def narrow(self, currency: str) -> Narrowing:
        """Return what the result is narrowed to. Raise Invalid."""
        return Narrowing(
            facets={name: tuple(values) for name, values in self.facets.items() if values},
            price_from=_read_price(self.price_from, currency, "price_from"),
            price_to=_read_price(self.price_to, currency, "price_to"),
        )


class SuggestAsk(msgspec.Struct, kw_only=True):
    """What stands in a search box while somebody types."""

    key: str
    query: str = ""
    language: str = ""
    limit: int = 6
    viewed: list[str] = []

    def check(self) -> None:
        """Raise Invalid with the field that cannot be taken."""
        _check_text(self.query, self.limit)


def tell_result(
    search: StoreSearch, ask: SearchAsk, *, store: StoreInfo, wishes: SearchWishes
) -> dict[str, Any]:
    """Return the products that answer, and how the result can be narrowed. Where none do, others: `matched` is "none".

    `redirect` is the page the shop would rather show for the query, else "".
    """
    search = replace(search, synonyms=wishes.synonyms)
    narrowing = ask.narrow(store.currency)
    found = find_matches(search, ask.query, limit=ask.offset + ask.limit, narrowing=narrowing)
    ranked = _pin(found, wishes.list_pinned(ask.query), narrowing)
    page = ranked[ask.offset : ask.offset + ask.limit]
    shown = _list_shown(store, page)
    if ranked == found.product_ids:  # what is pinned stays where it is
        shown = _order_by_taste(store, shown, ask.viewed, [step - ask.offset for step in found.steps])
    matched = found.best.name.lower() if found.product_ids else "all"
    if not shown and not ask.offset:
        found = find_anything(search, limit=ask.limit)
        ranked, matched = found.product_ids, "none"
        shown = _list_shown(store, ranked)
    counts = _count(search, found, Narrowing() if matched == "none" else narrowing)
    chosen = {} if matched == "none" else narrowing.facets
    return {
        "query": ask.query,
        "matched": matched,
        "redirect": wishes.find_redirect(ask.query),
        "count": 0 if matched == "none" else max(found.count, len(ranked)),
        "products": [tell_product(product, ask.language, store) for product in shown],
        "facets": [
            {
                "name": facet.name,
                "values": [{"value": each.value, "count": each.count} for each in facet.values],
            }
            for facet in choose_facets(counts, chosen=chosen)
        ],
        "prices": [
            {
                "from": _tell_amount(band.price_from, store.currency),
                "to": _tell_amount(band.price_to, store.currency),
            }
            for band in make_bands(counts)
        ],
    }


def tell_suggestions(
    search: StoreSearch, ask: SuggestAsk, *, store: StoreInfo, wishes: SearchWishes
) -> dict[str, Any]:
    """Return products, families and words for what was typed so far."""
    search = replace(search, synonyms=wishes.synonyms)
    found = find_matches(search, ask.query, limit=ask.limit, typing=True)
    pieces = split(ask.query)
    words = search.backend.suggest(pieces[-1].text, limit=_WORDS) if pieces else []
    before = [piece.text for piece in pieces[:-1]]
    ranked = _pin(found, wishes.list_pinned(ask.query), EVERYTHING)[: ask.limit]
    shown = _list_shown(store, ranked)
    if ranked == found.product_ids:
        shown = _order_by_taste(store, shown, ask.viewed, found.steps)
    families = list(find_families(ask.query, search.families, search.languages))
    others = list_common(each.categories for each in shown) if found.best is not Tier.SOME else []
    typed = fold_query(ask.query)
    past = [query for query in search.past if query.startswith(typed) and query != typed] if typed else []
    begun = [" ".join((*before, word)) for word, _ in words]
    return {
        "redirect": wishes.find_redirect(ask.query),
        "products": [tell_product(product, ask.language, store) for product in shown],
        "families": append_new(families, others, limit=_FAMILIES),
        "queries": append_new(past[:_WORDS], begun, limit=_WORDS),
    }


def tell_plain_result(ask: SearchAsk, *, store: StoreInfo, wishes: SearchWishes) -> dict[str, Any]:
    """Return what the catalogue itself finds by plain words, while a large one is read for the first time."""
    ask.narrow(store.currency)
    found = [] if ask.offset else _look_up(store, ask.query, ask.limit)
    is_found = bool(found) or bool(ask.offset)
    shown = found if is_found else _look_up(store, "", ask.limit)
    return {
        "query": ask.query,
        "matched": "all" if is_found else "none",
        "redirect": wishes.find_redirect(ask.query),
        "count": len(found),
        "products": [tell_product(product, ask.language, store) for product in shown],
        "facets": [],
        "prices": [],
    }


def tell_plain_suggestions(ask: SuggestAsk, *, store: StoreInfo) -> dict[str, Any]:
    """Return products alone, while a large catalogue is read for the first time."""
    found = _look_up(store, ask.query, ask.limit)
    return {
        "redirect": "",
        "products": [tell_product(product, ask.language, store) for product in found],
        "families": [],
        "queries": [],
    }


def _look_up(store: StoreInfo, query: str, limit: int) -> tuple[ProductInfo, ...]:
    where = ProductFilter(search=query, status=ProductStatus.ACTIVE)
    return tuple(catalog.list_products(store.id, where=where, limit=limit).items)


def _pin(found: Found, pinned: Sequence[str], narrowing: Narrowing) -> tuple[str, ...]:
    """Return the pinned products first; of a narrowed result only those that are in it."""
    wanted = pinned if narrowing == EVERYTHING else [each for each in pinned if each in found.product_ids]
    return put_first(wanted, found.product_ids)


def _order_by_taste(
    store: StoreInfo, shown: list[ProductInfo], viewed: Sequence[str], steps: Sequence[int]
) -> list[ProductInfo]:
    seen = find_products(store.id, viewed[-_MOST_VIEWED:]).values() if viewed else ()
    if not seen:
        return shown
    known = {product.product_id: product for product in shown}
    ranked = rank_by_taste([_kin(each) for each in shown], [_kin(each) for each in seen], steps=steps)
    return [known[product_id] for product_id in ranked]


def _kin(product: ProductInfo) -> Kin:
    return Kin(product.product_id, product.brand, product.categories)


def _count(search: StoreSearch, found: Found, narrowing: Narrowing) -> FacetCounts:
    """Count the result; the values of a facet chosen from as if nothing were: others can be added to the choice."""
    counts = count_facets(search, found, narrowing=narrowing)
    values = [each for each in counts.values if each[0] not in narrowing.facets]
    for name in narrowing.facets:
        others = {other: chosen for other, chosen in narrowing.facets.items() if other != name}
        wider = Narrowing(facets=others, price_from=narrowing.price_from, price_to=narrowing.price_to)
        values += [each for each in count_facets(search, found, narrowing=wider).values if each[0] == name]
    return FacetCounts(
        count=counts.count,
        values=tuple(values),
        price_from=counts.price_from,
        price_to=counts.price_to,
        price_quarters=counts.price_quarters,
    )


def _list_shown(store: StoreInfo, product_ids: Sequence[str]) -> list[ProductInfo]:
    """Return the products as they are now, without those that were hidden a moment ago."""
    known = find_products(store.id, product_ids)
    found = [known[product_id] for product_id in product_ids if product_id in known]
    return [product for product in found if product.status == ProductStatus.ACTIVE]


def _tell_amount(minor: int | None, currency: str) -> str | None:
    return None if minor is None else tell_money(Money.from_minor(minor, currency))["amount"]


def _read_price(text: str, currency: str, field: str) -> int | None:
    if not text:
        return None
    try:
        minor = Decimal(text).scaleb(exponent(currency))
    except InvalidOperation:
        minor = Decimal("NaN")
    if not minor.is_finite() or not 0 <= minor < 2**53:
        raise Invalid(f'{field}={text[:40]!r} is no price. Use a number, like "19.90".', field=field)
    return round(minor)


def _check_text(query: str, limit: int) -> None:
    if len(query) > _TEXT:
        raise Invalid(f"query is longer than {_TEXT} letters. Send what was typed.", field="query")
    if not 1 <= limit <= _MOST:
        raise Invalid(f"limit={limit} is not possible. Use a number from 1 to {_MOST}.", field="limit")
