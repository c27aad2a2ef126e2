"""Recommendations in a shop's pages."""

from datetime import datetime
from typing import Any

from commesso.discovery.actions.fitting import recall_shop, take_shop
from commesso.discovery.actions.recommending import show_slot
from commesso.discovery.endpoints.answering import answer
from commesso.discovery.endpoints.entering import enter, vouches
from commesso.discovery.forms.recommending import RecommendAsk, tell_slot
from commesso.discovery.queries.merchant_rules import list_rules_now
from commesso.discovery.queries.shoppers import get_shopper
from commesso.discovery.rules.recommending.shop import Shop
from commesso.discovery.rules.recommending.usual import list_usual
from commesso.infra.api import storefront
from commesso.kernel.clock import now
from commesso.kernel.errors import Invalid
from commesso.stores.contracts import StoreInfo

_ID = 200  # letters


async def post_recommend(asked: storefront.Asked) -> storefront.Answer:
    """The products a slot shows, each with the reason. Without an `anonymous_id` only the page and the visit decide."""
    ask = storefront.read_json(asked.body, RecommendAsk)
    store = await enter(asked, ask.key)
    if store.gpc_means_no_analytics and asked.header(b"sec-gpc") == "1":
        ask.anonymous_id, ask.viewed = None, []
    try:
        ask.read()
    except Invalid as error:
        raise storefront.Refusal(400, str(error), field=error.field) from None
    shop = recall_shop(store.id) or await storefront.in_thread(take_shop)(store.id)
    return storefront.as_json(
        await answer(len(shop.cards), _recommend, shop, ask, store, now(), vouches(asked))
    )


def _recommend(
    shop: Shop, ask: RecommendAsk, store: StoreInfo, at: datetime, is_vouched: bool
) -> dict[str, Any]:
    shopper = get_shopper(store.id, (ask.anonymous_id or "")[:_ID], is_vouched=is_vouched)
    slot = ask.read(person=shopper.person)
    shown = show_slot(
        shop,
        store.id,
        asked=slot,
        on_page=ask.on_page,
        usual=list_usual(shopper.purchases, at.date()),
        rules=list_rules_now(store.id, slot.kind, at),
    )
    return tell_slot(shown, ask, store=store)
