"""What became of rows of recommended products: who saw them, followed one, and bought it."""

from dataclasses import dataclass
from datetime import timedelta

from commesso.discovery.contracts.recommending import SlotKind
from commesso.infra import api as infra
from commesso.kernel.clock import now
from commesso.kernel.ids import StoreId

DAYS = 30


@dataclass(frozen=True, kw_only=True, slots=True)
class RowCounts:
    """Shoppers who saw rows of a kind, followed a product from one, and bought one they had followed."""

    kind: SlotKind
    seen: int
    clicked: int
    bought: int


def list_row_counts(store_id: StoreId) -> list[RowCounts]:
    """Return what became of each kind of row in the last 30 days, those seen most first."""
    rows = infra.query("discovery", "row_counts", store_id=store_id, since=now() - timedelta(days=DAYS))
    known = [
        RowCounts(kind=SlotKind(slot), **row) for row in rows if (slot := row.pop("slot")) in set(SlotKind)
    ]
    return sorted(known, key=lambda each: (-each.seen, each.kind))
