"""Guided selling in a shop's pages. Nothing is kept of a shopper: each request has all answers so far."""

from commesso.discovery.actions.guiding import Opened, open_guide, prepare_stand, recall_stand
from commesso.discovery.endpoints.answering import answer
from commesso.discovery.endpoints.entering import enter
from commesso.discovery.forms.guiding import GuideAsk, tell_step
from commesso.discovery.queries.guides import read_active_guides, recall_active_guides
from commesso.infra.api import storefront
from commesso.kernel.clock import now
from commesso.kernel.errors import Invalid, NotFound
from commesso.kernel.ids import StoreId


async def post_guide(asked: storefront.Asked) -> storefront.Answer:
    """The next question of a guide or about a category's products, and the products that fit so far, with reasons."""
    ask = storefront.read_json(asked.body, GuideAsk)
    store = await enter(asked, ask.key)
    try:
        ask.check()
        opened = await _open(store.id, ask)
        stand = recall_stand(store.id, opened, ask.kept_answers)
        if stand is None:
            stand = await storefront.in_thread(prepare_stand)(store.id, opened, ask.kept_answers, now=now())
    except Invalid as error:
        raise storefront.Refusal(400, str(error), field=error.field) from None
    except NotFound as error:
        raise storefront.Refusal(404, str(error), field="guide" if ask.guide else "category") from None
    own_language = store.languages[0]
    count = len(stand.ready.guide.keys)
    return storefront.as_json(await answer(count, tell_step, stand, ask, own_language=own_language))


async def _open(store_id: StoreId, ask: GuideAsk) -> Opened:
    active = recall_active_guides(store_id)
    if active is None:
        active = await storefront.in_thread(read_active_guides)(store_id)
    return open_guide(active, key=ask.guide, category=ask.category)
