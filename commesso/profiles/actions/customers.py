"""Customers as files, the API and staff bring them."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import datetime
from itertools import islice
from typing import Any

from django.db import transaction

from commesso.kernel.clock import now
from commesso.kernel.errors import Invalid
from commesso.kernel.ids import EventId, ProfileId, StoreId, new_event_id
from commesso.profiles.actions import identities
from commesso.profiles.contracts import (
    EMAIL,
    EXTERNAL,
    PHONE,
    USER_ID,
    CustomerInput,
    ImportCount,
    Node,
    Rejected,
)
from commesso.profiles.queries.identities import find_country
from commesso.profiles.queries.records import find_root, get_anchor
from commesso.profiles.rules.consents import MAX_TEXT, Choice
from commesso.profiles.rules.evidence import Gathered, Statement, see
from commesso.profiles.rules.graph import HomeId
from commesso.profiles.rules.identifiers import make_node
from commesso.profiles.rules.traits import clean_traits
from commesso.stores import api as stores

BLOCK = 2_000
_NOBODY = "The row names no user_id, email, phone or external id, so nobody is meant. Fill one in."


def import_customers(store_id: StoreId, rows: Iterable[CustomerInput], source: str) -> ImportCount:
    """Take customers in, known ones too. A second time changes nothing.

    Rows that identify nobody are rejected with a reason, the others are written 2,000 at a time.
    """
    region = find_country(stores.get_store(store_id).time_zone)
    count = ImportCount()
    numbered = enumerate(rows)
    while block := list(islice(numbered, BLOCK)):
        gathered = Gathered()
        anchors: list[Node] = []
        for index, row in block:
            anchor, reason = _gather(gathered, row, source=source, region=region)
            if anchor:
                anchors.append(anchor)
            else:
                count.rejected.append(Rejected(index=index, reason=reason))
        if anchors:
            with transaction.atomic():
                linked = identities.link(store_id, gathered)
            _count(count, [linked.home_of[anchor] for anchor in anchors], linked)
    return count


def _count(count: ImportCount, homes: Iterable[HomeId], linked: identities.Linked) -> None:
    """Count each row; of several about one new person the first is who created it."""
    left = set(linked.new)
    for home in homes:
        if home in left:
            left.discard(home)
            count.created += 1
        elif home in linked.changed:
            count.changed += 1
        else:
            count.unchanged += 1


def _gather(gathered: Gathered, row: CustomerInput, *, source: str, region: str) -> tuple[Node | None, str]:
    """Add a customer to a block; return their strongest identifier, or None and why they cannot be taken."""
    nodes, wrong = _read_nodes(row, region)
    if not nodes:
        return None, wrong or _NOBODY
    at = row.at or now()
    began = min(row.created_at or at, at)
    told_by = f"{source}:{at:%Y%m%dT%H%M%S%f}"[:100]
    known = len(gathered.sightings)
    sighting = see(gathered, nodes, at=began, last_at=row.at or began, told_by=told_by, source=source)
    assert sighting
    # A row without a date says nothing of when somebody was there: only who is new begins today.
    is_dated, is_first = bool(row.at or row.created_at), len(gathered.sightings) > known
    sighting.is_visit = is_dated or (sighting.is_visit and not is_first)
    traits = dict(row.traits)
    for name, text in (("email", row.email), ("phone", row.phone)):
        if text:
            traits.setdefault(name, text)
    by_time = defaultdict(list)
    for each in row.consents:
        choice = Choice(
            each.purpose.strip()[:60], each.granted, each.channel.strip().lower()[:20], each.text[:MAX_TEXT]
        )
        by_time[each.at or at].append(choice)
    kept = clean_traits(traits)
    is_restated = row.at is None
    gathered.statements.append(Statement(sighting.anchor, at, told_by, source, kept, is_restated=is_restated))
    gathered.statements += [
        Statement(sighting.anchor, moment, told_by, source, choices=tuple(choices), is_restated=True)
        for moment, choices in by_time.items()
    ]
    return sighting.anchor, ""


def _read_nodes(row: CustomerInput, region: str) -> tuple[list[Node], str]:
    """Return the identifiers of a row, and what is wrong with those that are none."""
    sent = [(USER_ID, row.user_id), (EMAIL, row.email), (PHONE, row.phone)]
    sent += [(EXTERNAL + system, value) for system, value in row.external_ids.items()]
    nodes, wrong = [], []
    for kind, text in sent:
        node = make_node(kind, text, region=region) if text else None
        if node:
            nodes.append(node)
        elif text:
            wrong.append(f"{kind}={text!r} identifies nobody.")
    return nodes, " ".join(wrong)


@transaction.atomic
def set_traits(*, store_id: StoreId, profile_id: ProfileId, traits: Mapping[str, Any], by: str) -> None:
    """Write what staff know of a person. null takes a trait back. Raise NotFound, Invalid.

    An e-mail or phone among them becomes an identifier too, unless it is another person's.
    """
    kept = clean_traits(traits)
    if len(kept) != len(traits):
        raise Invalid(
            "A trait needs a name of 1 to 100 characters and a value below 8,000 bytes; at most 100 at once.",
            field="traits",
        )
    anchor = get_anchor(store_id, find_root(store_id, profile_id))
    region = find_country(stores.get_store(store_id).time_zone)
    sent = [(EMAIL, kept.get("email")), (PHONE, kept.get("phone"))]
    nodes = [make_node(kind, text, region=region) for kind, text in sent if isinstance(text, str) and text]
    at, told_by, source = now(), new_event_id(), f"staff:{by}"[:60]
    gathered = Gathered()
    sighting = see(
        gathered, [anchor, *(node for node in nodes if node)], at=at, told_by=told_by, source=source
    )
    assert sighting
    sighting.is_visit = False
    gathered.statements.append(Statement(anchor, at, told_by, source, kept))
    identities.link(store_id, gathered)


@transaction.atomic
def note_traits(
    *,
    store_id: StoreId,
    profile_id: ProfileId,
    traits: Mapping[str, Any],
    at: datetime,
    told_by: EventId,
    source: str,
) -> None:
    """Write what another room learnt of a person from an event. The same event again changes nothing."""
    anchor = get_anchor(store_id, find_root(store_id, profile_id))
    gathered = Gathered()
    sighting = see(gathered, [anchor], at=at, told_by=told_by, source=source)
    assert sighting
    sighting.is_visit = False
    gathered.statements.append(Statement(anchor, at, told_by, source, clean_traits(traits)))
    identities.link(store_id, gathered)
