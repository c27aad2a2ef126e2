"""Guided selling in a shop's pages. Nothing is kept of a shopper: each request has all answers so far."""

from commesso.discovery.actions.guiding import prepare_guide, recall_guide
from commesso.discovery.endpoints.entering import enter
from commesso.discovery.forms.guiding import GuideAsk, tell_step
from commesso.infra.api import storefront
from commesso.kernel.clock import now
from commesso.kernel.errors import Invalid, NotFound

_MANY = 5_000  # products; from here on the answer takes milliseconds, in which others would wait


async def post_guide(asked: storefront.Asked) -> storefront.Answer:
    """The next question about a category's products, and the products that fit the answers so far, with reasons."""
    ask = storefront.read_json(asked.body, GuideAsk)
    store = await enter(asked, ask.key)
    try:
        ask.check()
        ready = recall_guide(store.id, ask.category)
        if ready is None:
            ready = await storefront.in_thread(prepare_guide)(store.id, ask.category, now=now())
    except Invalid as error:
        raise storefront.Refusal(400, str(error), field=error.field) from None
    except NotFound as error:
        raise storefront.Refusal(404, str(error), field="category") from None
    tell = storefront.in_thread(tell_step) if len(ready.guide.keys) > _MANY else None
    own_language = store.languages[0]
    if tell is not None:
        return storefront.as_json(await tell(ready, ask, own_language=own_language))
    return storefront.as_json(tell_step(ready, ask, own_language=own_language))
