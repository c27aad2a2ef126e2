"""Reading identifiers and homes in bulk, as the rules want them."""

import uuid
from collections import defaultdict
from collections.abc import Collection, Iterable
from datetime import datetime
from functools import lru_cache
from importlib.resources import files
from typing import NamedTuple

from commesso.infra import api as infra
from commesso.kernel.ids import StoreId
from commesso.profiles.contracts import Node
from commesso.profiles.models import Identifier, Profile
from commesso.profiles.rules.graph import Home, HomeId, Known

_KNOWN = infra.Reading(
    "i.value i.id i.is_anchor:flag i.is_pinned:flag i.owner_kind i.owner_value i.linked_at:time i.told_by "
    "i.rivals i.first_seen_at:time "
    "p.id:hex p.merged_into_id:hex p.root_id:hex p.own_first_seen_at:time p.own_last_seen_at:time "
    "p.stamp p.stamped_at:time",
    "FROM profiles_identifier i JOIN profiles_profile p ON p.id = i.profile_id "
    "WHERE i.store_id = %s AND i.kind = %s AND i.value IN ({keys})",
)
_OWNED = infra.Reading(
    "owner_value kind count(*)",
    "FROM profiles_identifier WHERE store_id = %s AND owner_kind = %s AND owner_value <> '' "
    "AND owner_value IN ({keys}) GROUP BY owner_value, kind",
)
_BRANCH = "id merged_into_id root_id own_first_seen_at own_last_seen_at"
_BELOW_ROOTS = infra.Reading(
    "id:hex merged_into_id:hex root_id:hex own_first_seen_at:time own_last_seen_at:time",
    "FROM profiles_profile WHERE store_id = %s AND merged_into_id IS NOT NULL AND root_id IN ({keys})",
)


class Branch(NamedTuple):
    """A home with its place in the tree."""

    id: HomeId
    parent: HomeId | None
    root: HomeId
    first_at: datetime
    last_at: datetime


def load_known(store_id: StoreId, nodes: Iterable[Node]) -> list[Known]:
    """Return those of `nodes` that are on record, with their homes."""
    homes: dict[HomeId, Home] = {}
    found = []
    for kind, values in _by_kind(nodes).items():
        for value, key, is_anchor, is_pinned, owner_kind, owner, *link in _KNOWN.rows(values, store_id, kind):
            linked_at, told_by, rivals, first_at, *place = link
            home = homes.get(place[0])
            if home is None:
                home = homes[place[0]] = Home(*place)
            named = Node(owner_kind, owner) if owner else None
            known = Known(
                Node(kind, value),
                home,
                key,
                is_anchor,
                is_pinned,
                named,
                linked_at,
                told_by,
                rivals,
                first_at,
            )
            found.append(known)
    return found


def count_owned(store_id: StoreId, owners: Iterable[Node]) -> dict[tuple[Node, str], int]:
    """Return how many identifiers of each kind these identifiers own."""
    return {
        (Node(owner_kind, value), kind): number
        for owner_kind, values in _by_kind(owners).items()
        for value, kind, number in _OWNED.rows(values, store_id, owner_kind)
    }


def load_branches(store_id: StoreId, roots: Iterable[HomeId]) -> list[Branch]:
    """Return every home under these roots, themselves included."""
    listed = list(roots)
    known = infra.list_values(Profile, _BRANCH, store_id, by="id", values=listed)
    found = {row[0]: Branch(*row) for row in known}
    found.update({row[0]: Branch(*row) for row in _BELOW_ROOTS.rows(listed, store_id)})
    return list(found.values())


def list_nodes(store_id: StoreId, homes: Collection[HomeId]) -> list[tuple[Node, HomeId]]:
    """Return the identifiers filed under these homes."""
    rows = infra.list_values(Identifier, "kind value profile_id", store_id, by="profile_id", values=homes)
    return [(Node(kind, value), home) for kind, value, home in rows]


def to_uuids(homes: Iterable[HomeId]) -> list[uuid.UUID]:
    """Return homes as the ORM wants them."""
    return [uuid.UUID(home) for home in homes]


def _by_kind(nodes: Iterable[Node]) -> dict[str, list[str]]:
    by_kind: dict[str, list[str]] = defaultdict(list)
    for kind, value in nodes:
        by_kind[kind].append(value)
    return by_kind


@lru_cache(maxsize=1)
def _countries() -> dict[str, str]:
    """Time zone -> country, from the time zone database."""
    table = (files("tzdata") / "zoneinfo" / "zone.tab").read_text()
    rows = (line.split("\t") for line in table.splitlines() if line and not line.startswith("#"))
    return {row[2]: row[0] for row in rows}


def find_country(time_zone: str) -> str:
    """Return the ISO 3166 country of a time zone ("Europe/Rome": "IT"), or "" for zones of no country."""
    return _countries().get(time_zone, "")
