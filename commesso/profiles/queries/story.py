"""A person's story from the event store, and everything that is held about them."""

from dataclasses import asdict
from datetime import UTC, datetime
from typing import Any

from commesso.infra import api as infra
from commesso.kernel.ids import ProfileId, StoreId, VisitorId
from commesso.orders import api as orders
from commesso.profiles.contracts import ANONYMOUS_ID, EMAIL, USER_ID, TimelineEvent
from commesso.profiles.queries import people, records

MAX_EVENTS = 200
_FOREVER = datetime(2100, 1, 1, tzinfo=UTC)


def timeline(
    store_id: StoreId, profile_id: ProfileId, *, before: datetime | None = None, limit: int = 50
) -> list[TimelineEvent]:
    """Return what a person did, under all their visitor ids, the latest first, from `before` back."""
    visitors = records.list_visitor_ids(store_id, profile_id)
    rows = infra.query(
        "profiles",
        "timeline",
        store_id=store_id,
        visitors=visitors,
        before=before or _FOREVER,
        limit=max(1, min(limit, MAX_EVENTS)),
    )
    return [
        TimelineEvent(
            id=row["id"],
            kind=row["kind"],
            name=row["name"],
            at=row["at"].replace(tzinfo=UTC) if row["at"].tzinfo is None else row["at"],
            visitor_id=VisitorId(row["visitor_id"]),
            session_id=row["session_id"],
            url=row["url"],
            body=row["body"],
        )
        for row in rows
    ]


def count_events(store_id: StoreId, visitors: list[VisitorId], *, until: datetime) -> int:
    """Return how many events that came in by then the store holds under these visitor ids."""
    row = infra.query_one("profiles", "count_events", store_id=store_id, visitors=visitors, until=until)
    return int(row["number"])


def export_profile(store_id: StoreId, profile_id: ProfileId) -> dict[str, Any]:
    """Return everything that is held about a person, ready for JSON but for times, dates and decimals."""
    profile = people.get_profile(store_id, profile_id)
    identifiers = records.list_identifiers(store_id, profile_id)
    visitors = [info.visitor_id for info in identifiers if info.visitor_id]

    def values(kind: str) -> list[str]:
        return [info.value for info in identifiers if info.kind == kind]

    bought = orders.export_for(
        store_id, user_ids=values(USER_ID), anonymous_ids=values(ANONYMOUS_ID), emails=values(EMAIL)
    )
    return {
        "profile": asdict(profile),
        "identifiers": [asdict(info) for info in identifiers],
        "traits": [asdict(info) for info in records.list_traits(store_id, profile_id)],
        "consents": [asdict(info) for info in records.list_consents(store_id, profile_id)],
        "merges": [asdict(info) for info in records.list_merges(store_id, profile_id)],
        **bought,
        "events": infra.query("profiles", "export_events", store_id=store_id, visitors=visitors),
    }
