"""Search in a shop's pages."""

from typing import Any

from commesso.discovery.actions.counting import count_query
from commesso.discovery.actions.searching import open_search, recall_search
from commesso.discovery.endpoints.answering import answer, count_work
from commesso.discovery.endpoints.entering import enter
from commesso.discovery.forms.searching import (
    SearchAsk,
    SuggestAsk,
    tell_plain_result,
    tell_plain_suggestions,
    tell_result,
    tell_suggestions,
)
from commesso.discovery.queries.searching import StoreSearch
from commesso.discovery.queries.wishes import recall_wishes
from commesso.infra.api import storefront
from commesso.kernel.clock import now
from commesso.kernel.errors import Invalid
from commesso.stores.contracts import StoreInfo


async def post_search(asked: storefront.Asked) -> storefront.Answer:
    """The products that answer a query, the best first, and what the result can be narrowed by."""
    ask = storefront.read_json(asked.body, SearchAsk)
    store = await enter(asked, ask.key)
    _respect_no(asked, store, ask)
    try:
        ask.check()
        search = await _search_of(store)
        told = await answer(count_work(search), _answer, search, ask, store)
    except Invalid as error:
        raise storefront.Refusal(400, str(error), field=error.field) from None
    if ask.is_new and recall_search(store.id) is not None:
        nothing = told["matched"] == "none"
        count_query(store_id=store.id, query=ask.query, found_nothing=nothing, on=now().date())
    return storefront.as_json(told)


async def post_suggest(asked: storefront.Asked) -> storefront.Answer:
    """Products, families and queries for what stands in the search box while somebody types."""
    ask = storefront.read_json(asked.body, SuggestAsk)
    store = await enter(asked, ask.key)
    _respect_no(asked, store, ask)
    try:
        ask.check()
    except Invalid as error:
        raise storefront.Refusal(400, str(error), field=error.field) from None
    search = await _search_of(store)
    return storefront.as_json(await answer(count_work(search), _suggest, search, ask, store))


def _respect_no(asked: storefront.Asked, store: StoreInfo, ask: SearchAsk | SuggestAsk) -> None:
    """Take no notice of what was looked at where the browser says no, and the shop takes that for an answer."""
    if store.gpc_means_no_analytics and asked.header(b"sec-gpc") == "1":
        ask.viewed = []


def _answer(search: StoreSearch | None, ask: SearchAsk, store: StoreInfo) -> dict[str, Any]:
    if search is None:
        return tell_plain_result(ask, store=store, wishes=recall_wishes(store.id))
    return tell_result(search, ask, store=store, wishes=recall_wishes(store.id))


def _suggest(search: StoreSearch | None, ask: SuggestAsk, store: StoreInfo) -> dict[str, Any]:
    if search is None:
        return tell_plain_suggestions(ask, store=store)
    return tell_suggestions(search, ask, store=store, wishes=recall_wishes(store.id))


async def _search_of(store: StoreInfo) -> StoreSearch | None:
    """Return the store's search; None while a large catalogue is being read for the first time."""
    return recall_search(store.id) or await storefront.in_thread(open_search)(store)
