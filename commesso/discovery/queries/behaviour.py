"""What a store's shoppers did, from its event store."""

from datetime import datetime

from commesso.discovery.contracts.recommending import ClickLog
from commesso.discovery.rules.recommending.learning import make_click_log
from commesso.infra import api as infra
from commesso.kernel.ids import StoreId


def read_clicks(store_id: StoreId) -> bytes:
    """Return all that the store's shoppers looked at and bought, as `learning.make_click_log` takes it.

    It is not read here: that of a large shop takes the interpreter seconds.
    """
    return infra.query_lines("discovery", "click_log", store_id=store_id)


def get_click_log(store_id: StoreId) -> ClickLog:
    """Return all that the store's shoppers looked at and bought."""
    return make_click_log(read_clicks(store_id))


def count_clicks_since(store_id: StoreId, since: datetime) -> int:
    """Return how many clicks and orders came in since a moment."""
    return int(infra.query_one("discovery", "count_clicks", store_id=store_id, since=since)["clicks"])
