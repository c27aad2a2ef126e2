"""What a store's shoppers did, from its event store."""

from datetime import datetime

from commesso.discovery.contracts.recommending import ClickLog
from commesso.discovery.rules.recommending.sightings import Sightings
from commesso.infra import api as infra
from commesso.kernel.ids import StoreId


def get_click_log(store_id: StoreId) -> ClickLog:
    """Return all that the store's shoppers looked at and bought."""
    sightings = Sightings()
    for row in infra.query("discovery", "click_log", store_id=store_id):
        sightings.add(
            person=row["person"],
            session=row["session"],
            order=row["order_id"],
            product=row["product"],
            at=row["at"],
        )
    return sightings.make_log()


def count_clicks_since(store_id: StoreId, since: datetime) -> int:
    """Return how many clicks and orders came in since a moment."""
    return int(infra.query_one("discovery", "count_clicks", store_id=store_id, since=since)["clicks"])
