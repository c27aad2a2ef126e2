"""What became of panels."""

from collections.abc import Collection
from datetime import timedelta

from commesso.infra import api as infra
from commesso.kernel.clock import now
from commesso.kernel.ids import StoreId
from commesso.onsite.contracts import PanelCounts, PanelId
from commesso.onsite.queries.sign_ups import count_confirmed

DAYS = 30
_NOTHING = PanelCounts()


def get_counts(store_id: StoreId, panel_ids: Collection[PanelId]) -> dict[PanelId, PanelCounts]:
    """Return how often each panel was seen, clicked, closed and answered in the last 30 days."""
    if not panel_ids:
        return {}
    since = now() - timedelta(days=DAYS)
    rows = {
        row.pop("panel_id"): row
        for row in infra.query("onsite", "panel_counts", store_id=store_id, since=since)
    }
    confirmed = count_confirmed(store_id, panel_ids, since=since)
    return {
        panel_id: PanelCounts(**rows.get(str(panel_id), {}), confirmed=confirmed.get(panel_id, 0))
        for panel_id in panel_ids
    }


def get_counts_of(store_id: StoreId, panel_id: PanelId) -> PanelCounts:
    return get_counts(store_id, [panel_id]).get(panel_id, _NOTHING)
