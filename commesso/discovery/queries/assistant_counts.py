"""What became of the assistant."""

from dataclasses import dataclass
from datetime import timedelta

from commesso.infra import api as infra
from commesso.kernel.clock import now
from commesso.kernel.ids import StoreId

DAYS = 30


@dataclass(frozen=True, kw_only=True)
class AssistantCounts:
    """How often it was opened, spoke first, was asked, and led to a product."""

    opened: int = 0
    spoke_first: int = 0
    asked: int = 0
    clicked: int = 0


def get_assistant_counts(store_id: StoreId) -> AssistantCounts:
    """Return what became of the assistant in the last 30 days."""
    since = now() - timedelta(days=DAYS)
    rows = infra.query("discovery", "assistant_counts", store_id=store_id, since=since)
    return AssistantCounts(**next(iter(rows), {}))
