from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import Any

from commesso.backoffice.contracts import Figures, Happening, Period
from commesso.backoffice.rules.figures import build_figures
from commesso.infra import api as infra
from commesso.kernel.clock import now
from commesso.stores.contracts import StoreInfo

_LIVE = timedelta(days=1)


def get_figures(store: StoreInfo, period: Period) -> Figures:
    """Answer all questions of the home page. Both halves are asked at the same time."""
    asked = {
        "store_id": store.id,
        "unit": period.unit,
        "zone": period.zone,
        "began_at": period.began_at,
        "now": period.now,
        "previous_began_at": period.previous_began_at,
        "previous_cut_at": period.previous_cut_at,
    }
    with ThreadPoolExecutor(max_workers=2) as pool:
        trade = pool.submit(_ask, "trade", asked)
        visits = pool.submit(_ask, "visits", asked)
        return build_figures(period, trade=trade.result(), visits=visits.result(), currency=store.currency)


def _ask(name: str, asked: Mapping[str, Any]) -> list[dict[str, Any]]:
    return infra.query("backoffice", name, **asked)


def list_latest(store: StoreInfo, *, limit: int = 12) -> list[Happening]:
    """Return what shoppers did last, newest first, within a day."""
    rows = infra.query("backoffice", "latest", store_id=store.id, since=now() - _LIVE, limit=limit)
    return [Happening(**row) for row in rows]
