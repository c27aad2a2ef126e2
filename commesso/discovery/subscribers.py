from collections.abc import Sequence

from commesso.discovery.actions.fitting import mark_shop_stale
from commesso.discovery.actions.guiding import mark_stale
from commesso.events import facts
from commesso.events.catalog import ProductsChanged
from commesso.events.stream import StreamEvent


def on_products_changed(events: Sequence[StreamEvent]) -> None:
    changed = [facts.from_stream(event) for event in events]
    for store_id in {fact.store_id for fact in changed if isinstance(fact, ProductsChanged)}:
        mark_stale(store_id)
        mark_shop_stale(store_id)
