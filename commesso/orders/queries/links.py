from collections import defaultdict
from collections.abc import Collection

from commesso.infra import api as infra
from commesso.kernel.ids import StoreId
from commesso.orders.models import PersonLink


def find_versions(store_id: StoreId, visitor_ids: Collection[str]) -> dict[str, tuple[str, int]]:
    """Return the profile (its id as 32 digits) and the link's version of each visitor id we know."""
    rows = infra.list_values(
        PersonLink, "visitor_id profile_id version", store_id, by="visitor_id", values=visitor_ids
    )
    return {visitor: (profile, version) for visitor, profile, version in rows}


def list_members(store_id: StoreId, profile_ids: Collection[str]) -> dict[str, set[str]]:
    """Return the visitor ids of each profile (its id as 32 digits)."""
    members: dict[str, set[str]] = defaultdict(set)
    rows = infra.list_values(
        PersonLink, "visitor_id profile_id", store_id, by="profile_id", values=profile_ids
    )
    for visitor, profile in rows:
        members[profile].add(visitor)
    return members
