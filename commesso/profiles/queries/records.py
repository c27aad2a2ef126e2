"""Reading what is on record about a person: identifiers, traits, consents, merges, suggestions."""

import uuid
from collections.abc import Iterable, Sequence
from typing import Any

from django.db import connection

from commesso.infra import api as infra
from commesso.kernel.errors import NotFound
from commesso.kernel.ids import ProfileId, StoreId, VisitorId
from commesso.kernel.pages import Page, read_cursor, write_cursor
from commesso.profiles.contracts import (
    ConsentInfo,
    IdentifierInfo,
    MergeInfo,
    Node,
    ReceiptInfo,
    SuggestionInfo,
    TraitInfo,
)
from commesso.profiles.models import Claim, Consent, Identifier, Merge, Profile, Receipt, Trait
from commesso.profiles.queries.identities import load_branches, to_uuids
from commesso.profiles.queries.people import to_info
from commesso.profiles.rules.graph import HomeId
from commesso.profiles.rules.identifiers import MAX_RIVALS
from commesso.profiles.rules.traits import Told, latest

_PAIR = "c.id c.kind c.value p.root_id:hex q.root_id:hex"
_SUGGESTIONS = """
FROM profiles_claim c
JOIN profiles_identifier i ON i.value = c.value AND i.kind = c.kind AND i.store_id = c.store_id
JOIN profiles_profile p ON p.id = i.profile_id
JOIN profiles_identifier j ON j.value = c.owner_value AND j.kind = c.owner_kind AND j.store_id = c.store_id
JOIN profiles_profile q ON q.id = j.profile_id
WHERE c.store_id = %s AND c.dismissed_at IS NULL AND p.root_id <> q.root_id AND i.rivals <= %s
"""
_ALL = f"SELECT c.id, c.kind, c.value, p.root_id, q.root_id {_SUGGESTIONS} AND c.id < %s ORDER BY c.id DESC LIMIT %s"
# Two statements, as SQLite would read every claim for one with OR.
_OF_HOMES = [
    infra.Reading(_PAIR, f"{_SUGGESTIONS} AND {side}.profile_id IN ({{keys}})") for side in ("i", "j")
]


def find_root(store_id: StoreId, profile_id: ProfileId) -> HomeId:
    """Return the root of the person this profile is part of. Raise NotFound."""
    root = Profile.objects.for_store(store_id).filter(pk=profile_id).values_list("root_id", flat=True).first()
    if root is None:
        raise NotFound(f"There is no customer {profile_id} in this shop.")
    return root.hex


def get_anchor(store_id: StoreId, home: HomeId) -> Node:
    """Return the identifier whose home this is."""
    row = Identifier.objects.for_store(store_id).get(profile_id=home, is_anchor=True)
    return Node(row.kind, row.value)


def list_homes(store_id: StoreId, profile_id: ProfileId) -> list[HomeId]:
    """Return the homes of a person, the root's own among them. Raise NotFound."""
    return [branch.id for branch in load_branches(store_id, [find_root(store_id, profile_id)])]


def list_identifiers(store_id: StoreId, profile_id: ProfileId) -> list[IdentifierInfo]:
    """Return what a person is known by, the strongest kinds first."""
    rows = Identifier.objects.for_store(store_id).filter(profile_id__in=list_homes(store_id, profile_id))
    infos = [
        IdentifierInfo(
            id=row.pk,
            kind=row.kind,
            value=row.value,
            visitor_id=Node(row.kind, row.value).visitor_id,
            first_seen_at=row.first_seen_at,
            source=row.source,
            is_pinned=row.is_pinned,
        )
        for row in rows
    ]
    order = ("user_id", "email", "phone", "external", "anonymous_id")
    return sorted(
        infos, key=lambda info: (order.index(info.kind.partition(":")[0]), info.kind, info.first_seen_at)
    )


def list_visitor_ids(store_id: StoreId, profile_id: ProfileId) -> list[VisitorId]:
    """Return every key this person's events are filed under."""
    return [info.visitor_id for info in list_identifiers(store_id, profile_id) if info.visitor_id]


def list_traits(store_id: StoreId, profile_id: ProfileId) -> list[TraitInfo]:
    """Return what is known of a person by name; what was taken back is left out."""
    rows = Trait.objects.for_store(store_id).filter(profile_id__in=list_homes(store_id, profile_id))
    told = (Told(row.name, row.value, row.at, row.told_by, row.source) for row in rows)
    winners = sorted(latest(told).values(), key=lambda each: each.name)
    return [
        TraitInfo(name=each.name, value=each.value, at=each.at, source=each.source)
        for each in winners
        if each.value is not None
    ]


def list_consents(store_id: StoreId, profile_id: ProfileId) -> list[ConsentInfo]:
    """Return every yes and no a person gave, the latest first."""
    rows = Consent.objects.for_store(store_id).filter(profile_id__in=list_homes(store_id, profile_id))
    return [_consent(row) for row in rows.order_by("-at", "-told_by", "purpose")]


def current_consents(store_id: StoreId, profile_id: ProfileId) -> list[ConsentInfo]:
    """Return the present answer for each purpose and channel."""
    present: dict[tuple[str, str], ConsentInfo] = {}
    for info in list_consents(store_id, profile_id):
        present.setdefault((info.purpose, info.channel), info)
    return [present[key] for key in sorted(present)]


def has_consent(store_id: StoreId, profile_id: ProfileId, *, purpose: str, channel: str = "") -> bool | None:
    """Return the present answer for a purpose on a channel, or None where none was given.

    Of the answer for this channel and the one for every channel the later counts.
    """
    for info in list_consents(store_id, profile_id):
        if info.purpose == purpose and info.channel in ("", channel):
            return info.granted
    return None


def list_merges(store_id: StoreId, profile_id: ProfileId) -> list[MergeInfo]:
    """Return the merges a person is made of, undone ones too, the latest first."""
    homes = to_uuids(list_homes(store_id, profile_id))
    rows = Merge.objects.for_store(store_id)
    found = {row.pk: row for row in rows.filter(merged_id__in=homes)}
    found.update((row.pk, row) for row in rows.filter(profile_id__in=homes))
    return [merge_info(row) for row in sorted(found.values(), key=lambda row: (row.at, row.pk), reverse=True)]


def merge_info(row: Merge) -> MergeInfo:
    return MergeInfo(
        id=row.pk,
        profile_id=ProfileId(row.profile_id),
        merged_id=ProfileId(row.merged_id),
        evidence=row.evidence,
        at=row.at,
        by=row.by,
        undone_at=row.undone_at,
        undone_by=row.undone_by,
    )


def list_merge_suggestions(store_id: StoreId, *, cursor: str = "", limit: int = 50) -> Page[SuggestionInfo]:
    """Return pairs of people who may be one, the latest found first."""
    keys = read_cursor(cursor, int)
    before = int(keys[0]) if keys else 2**62
    with connection.cursor() as database:
        database.execute(_ALL, [store_id, MAX_RIVALS, before, limit + 1])
        rows = database.fetchall()
    next_cursor = write_cursor(rows[limit - 1][0]) if len(rows) > limit else ""
    return Page(items=tuple(_suggestions(store_id, rows[:limit])), next_cursor=next_cursor)


def list_suggestions_for(store_id: StoreId, profile_id: ProfileId) -> list[SuggestionInfo]:
    """Return who else may be this person."""
    homes = list_homes(store_id, profile_id)
    found = {row[0]: row for side in _OF_HOMES for row in side.rows(homes, store_id, MAX_RIVALS)}
    return _suggestions(store_id, [found[key] for key in sorted(found, reverse=True)])


def _suggestions(store_id: StoreId, rows: Iterable[Sequence[Any]]) -> list[SuggestionInfo]:
    found = list(rows)
    wanted = {root for row in found for root in row[3:5]}
    people = {row.pk: to_info(row) for row in Profile.objects.for_store(store_id).filter(pk__in=wanted)}
    claims = {
        row.pk: row for row in Claim.objects.for_store(store_id).filter(pk__in=[row[0] for row in found])
    }
    return [
        SuggestionInfo(
            id=key,
            identifier=Node(kind, value),
            profile=people[_uuid(root)],
            other=people[_uuid(other)],
            at=claims[key].at,
        )
        for key, kind, value, root, other in found
    ]


def _uuid(value: Any) -> uuid.UUID:
    return value if isinstance(value, uuid.UUID) else uuid.UUID(value)


def _consent(row: Consent) -> ConsentInfo:
    return ConsentInfo(
        purpose=row.purpose,
        channel=row.channel,
        granted=row.granted,
        at=row.at,
        source=row.source,
        text=row.text,
    )


def list_receipts(store_id: StoreId, *, limit: int = 100) -> list[ReceiptInfo]:
    """Return the proofs of erasure, the latest first."""
    return [
        receipt_info(row) for row in Receipt.objects.for_store(store_id).order_by("-erased_at", "-pk")[:limit]
    ]


def receipt_info(row: Receipt) -> ReceiptInfo:
    return ReceiptInfo(
        profile_id=ProfileId(row.profile_id),
        erased_at=row.erased_at,
        erased_by=row.erased_by,
        counts=row.counts,
        finished_at=row.finished_at,
    )


def count_state(store_id: StoreId, homes: list[HomeId]) -> dict[str, int]:
    """Return how many rows about these homes each table holds."""
    tables: dict[str, type[infra.StoreTable]] = {
        "identifiers": Identifier,
        "traits": Trait,
        "consents": Consent,
    }
    counts = {
        name: len(list(infra.list_values(table, "id", store_id, by="profile_id", values=homes)))
        for name, table in tables.items()
    }
    return {"profiles": len(homes), **counts}
