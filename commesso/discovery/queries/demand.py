"""What a store's shoppers want, as its event store tells."""

import logging
from datetime import datetime, timedelta

from commesso.discovery.rules.searching.popularity import rate_popularity
from commesso.infra import api as infra
from commesso.infra.contracts import EventStoreDown
from commesso.kernel.ids import StoreId

log = logging.getLogger(__name__)

_DEMAND_OF = timedelta(days=90)


def get_popularity(store_id: StoreId, *, now: datetime) -> dict[str, float]:
    """Return how popular products are, from 0 to 1; nothing while the event store does not answer."""
    try:
        rows = infra.query("discovery", "product_demand", store_id=store_id, since=now - _DEMAND_OF)
    except EventStoreDown:
        log.exception("A search was made without knowing what shoppers want.")
        return {}
    return rate_popularity({row["product"]: float(row["demand"]) for row in rows})
