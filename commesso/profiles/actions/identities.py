"""Writing down who is who: what a block of events, an import or a member of staff says."""

import uuid
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import connection
from django.db.models import F

from commesso.events.profiles import IdentitiesLinked, IdentityLink, MergeUndone, ProfilesMerged
from commesso.events.stream import StreamEvent
from commesso.infra import api as infra
from commesso.kernel.clock import now
from commesso.kernel.errors import NotFound
from commesso.kernel.ids import ProfileId, StoreId, new_hex
from commesso.profiles.actions import people, statements
from commesso.profiles.contracts import ANONYMOUS_ID, Node
from commesso.profiles.models import Claim, Identifier, Merge, Turn
from commesso.profiles.queries import identities as queries
from commesso.profiles.rules.evidence import Gathered, gather
from commesso.profiles.rules.graph import Claimed, Graph, Home, HomeId, Known, Move, Settled, find_roots
from commesso.profiles.rules.traits import Shown, Told
from commesso.stores import api as stores

LINKS_A_FACT = 500
_LINK = "profile_id is_anchor owner_kind owner_value linked_at told_by first_seen_at"


def link_block(events: Sequence[StreamEvent]) -> None:
    """Take a block of the stream. Twice is the same as once, in whatever order."""
    regions = {
        store_id: region
        for store_id in {event.store_id for event in events}
        if (region := _region(store_id)) is not None
    }
    for store_id, gathered in gather(events, regions).items():
        if gathered.sightings:
            link(store_id, gathered)


def _region(store_id: StoreId) -> str | None:
    try:
        return queries.find_country(stores.get_store(store_id).time_zone)
    except NotFound:  # a shop that was closed meanwhile
        return None


@dataclass(frozen=True, slots=True)
class Linked:
    """What became of those who were spoken of."""

    home_of: Mapping[Node, HomeId]
    new: frozenset[HomeId]  # of people nobody knew
    changed: frozenset[HomeId]  # homes of which something is known that was not


def link(store_id: StoreId, gathered: Gathered) -> Linked:
    """Write what was gathered about a store's people: who is who, traits, consents, what is shown."""
    take_turn(store_id)
    sightings = gathered.sightings.values()
    graph = Graph(
        queries.load_known(store_id, {node for each in sightings for node in (each.anchor, *each.others)})
    )
    homes = {each.home.id: each.home for each in graph.known.values() if each.home}
    growing = graph.find_growing(sightings)
    graph.take(sightings, queries.count_owned(store_id, growing) if growing else {})
    graph.rival(gathered.rivalries)
    settled = graph.settle(new_hex)
    homes.update((home.id, home) for home in settled.new_homes)
    rehomed = _rehome(store_id, homes, settled.moves)
    news = statements.find_news(store_id, gathered.statements, graph.known)
    fresh = _show_fresh(settled, news)
    people.insert(store_id, settled.new_homes, fresh)
    changed = statements.write(store_id, news, gathered.statements, graph.known)
    _save_identifiers(store_id, graph.known.values())
    _save_claims(store_id, settled.claims.values(), graph.known)
    stirred = _save_moves(store_id, settled.moves, rehomed)
    touched = [home for home in homes.values() if home.has_changed()]
    people.touch(touched)
    stirred |= {homes[home].root for home in news if home not in fresh}
    stirred |= {
        home.root
        for known, old in settled.refiled
        if known.node.kind != ANONYMOUS_ID
        for home in (known.home, old)
        if home and home.id not in fresh
    }
    people.tell(store_id, stirred)
    _publish(store_id, settled, rehomed)
    changed |= {home.id for home in (*touched, *settled.new_homes)}
    changed |= {each.home.id for each in graph.known.values() if each.is_changed and each.home}
    return Linked(
        {node: each.home.id for node, each in graph.known.items() if each.home},
        frozenset(home.id for home in settled.new_homes if home.parent is None),
        frozenset(changed),
    )


def _show_fresh(settled: Settled, news: Mapping[HomeId, list[Told]]) -> dict[HomeId, Shown]:
    """Return what is shown of new people nothing older belongs to: for them nothing need be read."""
    grown = {move.parent for move in settled.moves}
    alone = {home.id for home in settled.new_homes if home.parent is None and home.id not in grown}
    nodes: dict[HomeId, list[Node]] = defaultdict(list)
    for known, _ in settled.refiled:
        if known.home and known.home.id in alone and known.node.kind != ANONYMOUS_ID:
            nodes[known.home.id].append(known.node)
    told = nodes.keys() | (news.keys() & alone)
    return {each: people.show_told(news.get(each, ()), nodes.get(each, ())) for each in told}


def to_profile_id(home: HomeId) -> ProfileId:
    """Return a home's id as the other rooms know it."""
    return ProfileId(uuid.UUID(home))


def take_turn(store_id: StoreId) -> None:
    """Wait until nobody else changes this store's identities; hold it until the transaction ends."""
    if connection.vendor == "sqlite":
        return  # a transaction that writes is alone anyway
    Turn.objects.bulk_create([Turn(store_id=store_id)], ignore_conflicts=True)
    Turn.objects.for_store(store_id).select_for_update().get()


def next_version(store_id: StoreId) -> int:
    """Return a number above all before it; the clock carries it over a restored backup."""
    milliseconds = int(now().timestamp() * 1000)
    Turn.objects.bulk_create([Turn(store_id=store_id)], ignore_conflicts=True)
    turn = Turn.objects.for_store(store_id).get()
    turn.version = max(turn.version + 1, milliseconds)
    turn.save(update_fields=("version",))
    return turn.version


def publish_links(store_id: StoreId, links: Mapping[Node, HomeId]) -> None:
    """Tell to whom these identifiers' events belong now."""
    pairs = [(visitor, root) for node, root in links.items() if (visitor := node.visitor_id)]
    if not pairs:
        return
    version, at = next_version(store_id), now()
    people_ids = {root: to_profile_id(root) for _, root in pairs}
    told = tuple(IdentityLink(visitor, people_ids[root], version) for visitor, root in pairs)
    infra.publish(
        *(
            IdentitiesLinked(store_id=store_id, at=at, links=told[start : start + LINKS_A_FACT])
            for start in range(0, len(told), LINKS_A_FACT)
        )
    )


def move_homes(
    store_id: StoreId,
    moves: Mapping[HomeId, HomeId | None],
    *,
    alone: Collection[HomeId] = (),
    also: Collection[HomeId] = (),
) -> None:
    """Hang homes elsewhere (None: on their own) and tell everybody.

    `alone` are homes that were just made, `also` roots of people who lost or won something besides.
    """
    homes = {
        each.id: Home(*each)
        for each in queries.load_branches(store_id, {*moves, *(each for each in moves.values() if each)})
    }
    old_roots = {homes[each].root for each in moves}
    for each, parent in moves.items():
        homes[each].parent = parent
    rehomed = _climb(store_id, homes, old_roots, set(moves))
    people.hang(moves)
    people.save_roots(rehomed)
    people.tell(store_id, {*old_roots, *rehomed.values(), *alone, *also})
    nodes = queries.list_nodes(store_id, [*rehomed, *alone])
    publish_links(store_id, {node: rehomed.get(home, home) for node, home in nodes})


def _rehome(store_id: StoreId, homes: Mapping[HomeId, Home], moves: Sequence[Move]) -> dict[HomeId, HomeId]:
    """Return the root of every home that was moved or hangs below one; set it in `homes` too."""
    if not moves:
        return {}
    return _climb(
        store_id,
        homes,
        {move.old_root for move in moves if not move.home.is_new},
        {move.home.id for move in moves},
    )


def _climb(
    store_id: StoreId, homes: Mapping[HomeId, Home], old_roots: set[HomeId], moved: set[HomeId]
) -> dict[HomeId, HomeId]:
    branches = queries.load_branches(store_id, old_roots) if old_roots else []
    roots = {each.id: each.root for each in branches}
    roots.update((each.id, each.root) for each in homes.values())
    parents = {each.id: each.parent for each in branches}
    parents.update((each, homes[each].parent) for each in moved)
    before = {each.id: each.root for each in branches}
    after = find_roots(parents, roots)
    for each, root in after.items():
        if each in homes:
            homes[each].root = root
    return {each: root for each, root in after.items() if before.get(each) != root or each in moved}


def _save_identifiers(store_id: StoreId, known: Iterable[Known]) -> None:
    """Write new identifiers, those that hang elsewhere now, and those that were seen earlier than we knew."""
    new, hung, earlier = [], [], []
    for each in known:
        if each.home and each.is_changed:
            owner = each.owner or ("", "")
            link = each.home.id, each.is_anchor, *owner, each.linked_at, each.told_by, each.first_at
            if each.key is None:
                new.append((store_id, *each.node, *link, each.is_pinned, each.rivals, each.source))
            else:
                hung.append((*link, each.key))
        elif each.is_earlier:
            earlier.append((each.first_at, each.key))
    infra.write_rows(
        Identifier,
        f"store_id kind value {_LINK} is_pinned rivals source",
        new,
        unique=("value", "kind", "store_id"),
        update=_LINK.split(),
    )
    infra.update_rows(Identifier, _LINK, hung)
    infra.update_rows(Identifier, "first_seen_at", earlier)


def _save_claims(store_id: StoreId, claims: Iterable[Claimed], known: Mapping[Node, Known]) -> None:
    """Write new claims, and count them at the identifier, so that one everybody claims is left alone."""
    by_key = {(*each.node, *each.owner): each for each in claims}
    if not by_key:
        return
    columns, values = "kind value owner_kind owner_value", {value for _, value, _, _ in by_key}
    for key in infra.list_values(Claim, columns, store_id, by="value", values=values):
        by_key.pop(key, None)
    infra.write_rows(
        Claim,
        f"store_id {columns} at told_by dismissed_by",
        ((store_id, *key, each.at, each.told_by, "") for key, each in by_key.items()),
    )
    for each in by_key.values():
        claimed = known.get(each.node)
        if claimed and claimed.key is not None:
            Identifier.objects.for_store(store_id).filter(pk=claimed.key).update(rivals=F("rivals") + 1)


def _save_moves(store_id: StoreId, moves: Sequence[Move], rehomed: Mapping[HomeId, HomeId]) -> set[HomeId]:
    """Write the merges with their evidence; return the roots whose people changed."""
    if not moves:
        return set()
    at, old = now(), [move for move in moves if not move.home.is_new]
    again = [move for move in old if move.old_parent]
    for part in infra.slices(queries.to_uuids(move.home.id for move in again)):
        standing = Merge.objects.for_store(store_id).filter(merged_id__in=part, undone_at=None)
        standing.update(undone_at=at, undone_by="earlier evidence")
    infra.write_rows(
        Merge,
        "store_id profile_id merged_id evidence at by undone_by",
        ((store_id, move.parent, move.home.id, _evidence(move.known), at, "", "") for move in moves),
    )
    people.hang({move.home.id: move.parent for move in old})
    people.save_roots(rehomed)
    infra.publish(
        *(
            MergeUndone(
                store_id=store_id,
                at=at,
                profile_id=to_profile_id(move.old_root),
                restored_id=to_profile_id(move.home.id),
            )
            for move in again
        ),
        *(
            ProfilesMerged(
                store_id=store_id,
                at=at,
                profile_id=to_profile_id(rehomed[move.home.id]),
                merged_id=to_profile_id(move.home.id),
            )
            for move in old
        ),
    )
    return {move.old_root for move in old} | {rehomed[move.home.id] for move in moves}


def _evidence(known: Known) -> dict[str, Any]:
    assert known.owner
    assert known.linked_at
    return {
        "event_id": known.told_by,
        "at": known.linked_at.isoformat(),
        "identifier": {"kind": known.node.kind, "value": known.node.value},
        "seen_with": {"kind": known.owner.kind, "value": known.owner.value},
    }


def _publish(store_id: StoreId, settled: Settled, rehomed: Mapping[HomeId, HomeId]) -> None:
    new = {home.id for home in settled.new_homes}
    links = {known.node: known.home.root for known, _ in settled.refiled if known.home}
    moved = [home for home in rehomed if home not in new]
    links.update({node: rehomed[home] for node, home in queries.list_nodes(store_id, moved)})
    publish_links(store_id, links)
