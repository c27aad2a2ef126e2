"""What a shop's page asks of search, and what it is told."""

from decimal import Decimal, InvalidOperation
from typing import Any

import msgspec

from commesso.catalog import api as catalog
from commesso.catalog.contracts import ProductFilter, ProductInfo, ProductStatus
from commesso.discovery.contracts.searching import Narrowing, Tier
from commesso.discovery.forms.cards import tell_money, tell_product
from commesso.discovery.queries.results import Result, count_result, find_result, find_while_typing
from commesso.discovery.queries.searching import StoreSearch
from commesso.discovery.rules.searching.blending import append_new
from commesso.discovery.rules.searching.counting import fold_query
from commesso.discovery.rules.searching.facets import MOST_FACETS, choose_facets, make_bands
from commesso.discovery.rules.searching.families import find_families, list_common
from commesso.discovery.rules.searching.folding import split
from commesso.discovery.rules.searching.wishes import SearchWishes
from commesso.kernel.errors import Invalid
from commesso.kernel.money import Money, exponent
from commesso.stores.contracts import StoreInfo

_MOST, _DEEPEST, _TEXT, _MOST_CHOSEN = 48, 1_000, 500, 50
_WORDS, _FAMILIES = 5, 3


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
    result = _find(search, ask, store, wishes)
    counts = count_result(search, result)
    return {
        **_tell(result, ask, store),
        "redirect": wishes.find_redirect(ask.query),
        "facets": [
            {
                "name": facet.name,
                "values": [{"value": each.value, "count": each.count} for each in facet.values],
            }
            for facet in choose_facets(counts, chosen=result.narrowing.facets)
        ],
        "prices": [
            {
                "from": _tell_amount(band.price_from, store.currency),
                "to": _tell_amount(band.price_to, store.currency),
            }
            for band in make_bands(counts)
        ],
    }


def tell_goods(
    search: StoreSearch, ask: SearchAsk, *, store: StoreInfo, wishes: SearchWishes
) -> dict[str, Any]:
    """Return what `tell_result` does of the products, without how they can be narrowed."""
    return _tell(_find(search, ask, store, wishes), ask, store)


def _find(search: StoreSearch, ask: SearchAsk, store: StoreInfo, wishes: SearchWishes) -> Result:
    return find_result(
        search,
        ask.query,
        store_id=store.id,
        wishes=wishes,
        narrowing=ask.narrow(store.currency),
        limit=ask.limit,
        offset=ask.offset,
        viewed=ask.viewed,
    )


def _tell(result: Result, ask: SearchAsk, store: StoreInfo) -> dict[str, Any]:
    return {
        "query": ask.query,
        "matched": result.matched,
        "count": result.count,
        "products": [tell_product(product, ask.language, store) for product in result.products],
    }


def tell_suggestions(
    search: StoreSearch, ask: SuggestAsk, *, store: StoreInfo, wishes: SearchWishes
) -> dict[str, Any]:
    """Return products, families and words for what was typed so far."""
    found, shown = find_while_typing(
        search, ask.query, store_id=store.id, wishes=wishes, limit=ask.limit, viewed=ask.viewed
    )
    pieces = split(ask.query)
    words = search.backend.suggest(pieces[-1].text, limit=_WORDS) if pieces else []
    before = [piece.text for piece in pieces[:-1]]
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
