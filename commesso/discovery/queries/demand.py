"""What a store's shoppers want, as its event store tells."""

import logging
from datetime import datetime, timedelta

from commesso.infra import api as infra
from commesso.infra.contracts import EventStoreDown
from commesso.kernel.ids import StoreId

log = logging.getLogger(__name__)

_DEMAND_OF = timedelta(days=90)


def get_demand(store_id: StoreId, *, now: datetime) -> dict[str, float]:
    """Return how much products were looked at and bought of late; nothing while the event store does not answer."""
    try:
        rows = infra.query("discovery", "product_demand", store_id=store_id, since=now - _DEMAND_OF)
    except EventStoreDown:
        log.exception("Search and guides were made without knowing what shoppers want.")
        return {}
    return {row["product"]: float(row["demand"]) for row in rows}
