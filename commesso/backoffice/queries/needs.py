from dataclasses import dataclass

from commesso.collector import api as collector
from commesso.infra import api as infra
from commesso.orders import api as orders
from commesso.stores import api as stores
from commesso.stores.contracts import StoreInfo

REFUSED_DAYS = 7


@dataclass(frozen=True, kw_only=True)
class State:
    """How far a shop has come with setting up, and what went wrong."""

    has_events: bool
    has_orders: bool
    has_brand: bool
    refused: int  # in the last REFUSED_DAYS days, by the sender's mistake
    set_aside: int

    @property
    def is_new(self) -> bool:
        """Nothing to count yet."""
        return not self.has_events and not self.has_orders


def get_state(store: StoreInfo) -> State:
    brand = stores.get_brand(store.id)
    return State(
        has_events=collector.find_last_event(store.id) is not None,
        has_orders=bool(orders.list_orders(store.id, limit=1).items),
        has_brand=bool(brand.logo_url or brand.signature or brand.tone),
        refused=collector.count_refusals(store.id, days=REFUSED_DAYS),
        set_aside=infra.count_set_aside(store.id),
    )
