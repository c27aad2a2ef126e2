from collections.abc import Sequence

from commesso.discovery.actions.fitting import forget_person, mark_shop_stale
from commesso.discovery.actions.guiding import mark_stale
from commesso.discovery.actions.learning import learn_from_answer
from commesso.discovery.actions.searching import update_search
from commesso.discovery.queries.products import forget_products
from commesso.events import facts
from commesso.events.catalog import ProductsChanged
from commesso.events.profiles import ProfileErased
from commesso.events.stream import StreamEvent

_LONGEST = 500  # letters of what a page says


def on_products_changed(events: Sequence[StreamEvent]) -> None:
    for event in events:
        changed = facts.from_stream(event)
        assert isinstance(changed, ProductsChanged)
        mark_stale(changed.store_id)
        mark_shop_stale(changed.store_id, changed.product_ids)


def on_products_changed_in_search(events: Sequence[StreamEvent]) -> None:
    """Apart from the others: what changed is found a moment later, however long they take."""
    found = [facts.from_stream(event) for event in events]
    changed = [fact for fact in found if isinstance(fact, ProductsChanged)]
    for store_id in {fact.store_id for fact in changed}:
        product_ids = {key for fact in changed if fact.store_id == store_id for key in fact.product_ids}
        forget_products(store_id, product_ids)
        update_search(store_id, product_ids)


def on_profile_erased(events: Sequence[StreamEvent]) -> None:
    for event in events:
        erased = facts.from_stream(event)
        assert isinstance(erased, ProfileErased)
        forget_person(erased.store_id, str(erased.profile_id))


def on_guide_question_answered(events: Sequence[StreamEvent]) -> None:
    for event in events:
        said = event.read_props()
        learn_from_answer(
            event, *(str(said.get(name, ""))[:_LONGEST] for name in ("guide", "question", "option"))
        )
