"""Every read of the collector."""

from datetime import datetime, timedelta

from django.db.models import Max, Sum

from commesso.collector.contracts import DROPS, LastEvent, Reason, RefusalInfo
from commesso.collector.models import RefusalCount
from commesso.infra import api as infra
from commesso.kernel.clock import now
from commesso.kernel.ids import StoreId

# Recent days first: the event store reads only them, and a shop that sends is there.
_RECENT = timedelta(days=2)
_EVER = datetime.fromisoformat("1970-01-02T00:00:00Z")


def list_refusals(store_id: StoreId, *, days: int) -> list[RefusalInfo]:
    """Return what was not taken in the last `days` days, mistakes before drops, the most frequent first."""
    since = now().date() - timedelta(days=days - 1)
    rows = (
        RefusalCount.objects.for_store(store_id)
        .filter(day__gte=since)
        .values("reason", "field", "message")
        .annotate(events=Sum("count"), latest=Max("last_at"))
    )
    found = [
        RefusalInfo(
            reason=Reason(row["reason"]),
            field=row["field"],
            message=row["message"],
            count=row["events"],
            last_at=row["latest"],
        )
        for row in rows
    ]
    return sorted(found, key=lambda each: (each.is_drop, -each.count, each.message))


def count_refusals(store_id: StoreId, *, days: int) -> int:
    """Return how many events the sender must mend. What was dropped on purpose does not count."""
    since = now().date() - timedelta(days=days - 1)
    mistakes = RefusalCount.objects.for_store(store_id).filter(day__gte=since).exclude(reason__in=DROPS)
    return mistakes.aggregate(events=Sum("count"))["events"] or 0


def find_last_event(store_id: StoreId) -> LastEvent | None:
    """Return the newest event of the shop, or None when none ever came in."""
    for since in (now() - _RECENT, _EVER):
        row = infra.query_one("collector", "last_event", store_id=store_id, since=since)
        if row["seen"]:
            return LastEvent(name=row["last_name"], received_at=row["last_at"], source_id=row["last_source"])
    return None
