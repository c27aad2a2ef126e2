from collections import defaultdict
from collections.abc import Collection
from uuid import UUID

from commesso.infra import api as infra
from commesso.kernel.ids import StoreId
from commesso.orders.models import PersonLink


def find_versions(store_id: StoreId, visitor_ids: Collection[str]) -> dict[str, tuple[UUID, int]]:
    """Return the profile and the link's version of each visitor id we know."""
    rows = PersonLink.objects.for_store(store_id)
    return {
        visitor: (profile, version)
        for part in infra.slices(visitor_ids)
        for visitor, profile, version in rows.filter(visitor_id__in=part).values_list(
            "visitor_id", "profile_id", "version"
        )
    }


def list_members(store_id: StoreId, profile_ids: Collection[UUID]) -> dict[UUID, set[str]]:
    """Return the visitor ids of each profile."""
    rows = PersonLink.objects.for_store(store_id)
    members: dict[UUID, set[str]] = defaultdict(set)
    for part in infra.slices(profile_ids):
        for visitor, profile in rows.filter(profile_id__in=part).values_list("visitor_id", "profile_id"):
            members[profile].add(visitor)
    return members
