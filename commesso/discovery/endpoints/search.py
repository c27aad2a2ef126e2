"""Search in a shop's pages. It reads the catalogue for what it shows, so it answers in a thread."""

from commesso.discovery.actions.searching import prepare_search, recall_search
from commesso.discovery.endpoints.entering import enter
from commesso.discovery.forms.searching import SearchAsk, SuggestAsk, tell_result, tell_suggestions
from commesso.discovery.queries.searching import StoreSearch
from commesso.infra.api import storefront
from commesso.kernel.errors import Invalid
from commesso.stores.contracts import StoreInfo


async def post_search(asked: storefront.Asked) -> storefront.Answer:
    """The products that answer a query, the best first, and what the result can be narrowed by."""
    ask = storefront.read_json(asked.body, SearchAsk)
    store = await enter(asked, ask.key)
    try:
        ask.check()
        told = await storefront.in_thread(tell_result)(await _search_of(store), ask, store=store)
    except Invalid as error:
        raise storefront.Refusal(400, str(error), field=error.field) from None
    return storefront.as_json(told)


async def post_suggest(asked: storefront.Asked) -> storefront.Answer:
    """Products, families and queries for what stands in the search box while somebody types."""
    ask = storefront.read_json(asked.body, SuggestAsk)
    store = await enter(asked, ask.key)
    try:
        ask.check()
    except Invalid as error:
        raise storefront.Refusal(400, str(error), field=error.field) from None
    told = await storefront.in_thread(tell_suggestions)(await _search_of(store), ask, store=store)
    return storefront.as_json(told)


async def _search_of(store: StoreInfo) -> StoreSearch:
    return recall_search(store.id) or await storefront.in_thread(prepare_search)(store)
