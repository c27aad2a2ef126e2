"""Identifiers -> people. The one place that decides who is who.

Every identifier has at most one *owner*: of all stronger identifiers it was seen with, the first (by the
time of the event, not of its arrival). Owners have owners, up to the strongest identifier of a person. As
"first" does not depend on the order of arrival, neither does the result: blocks may come shuffled, twice or
cut anyhow.

An identifier that events came under by itself (an *anchor*) has a home: a profile of its own. A home hangs
under the home of its anchor's owner. Nothing is moved when an owner is found or changes: the branch is hung
elsewhere.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime

import msgspec

from commesso.profiles.contracts import ANONYMOUS_ID, USER_ID, Node
from commesso.profiles.rules.evidence import Rivalry, Sighting
from commesso.profiles.rules.identifiers import MAX_RIVALS, limit, strength

HomeId = str  # a profile's id in hexadecimal


class Home(msgspec.Struct, eq=False, gc=False):
    """A profile in memory. `first_at` and `last_at` are of this home alone."""

    id: HomeId
    parent: HomeId | None
    root: HomeId
    first_at: datetime
    last_at: datetime
    stamp: str = ""
    stamped_at: datetime | None = None
    is_new: bool = False
    before: tuple[object, ...] = ()  # what has_changed compares with

    def __post_init__(self) -> None:
        self.before = self._state()

    def _state(self) -> tuple[object, ...]:
        return self.first_at, self.last_at, self.stamp, self.stamped_at

    def has_changed(self) -> bool:
        """Whether it was seen, or its consent stamped, since it was read or made."""
        return self.before != self._state()


class Known(msgspec.Struct, eq=False, gc=False):
    """An identifier in memory. `key` is its row, None while it is new."""

    node: Node
    home: Home | None = None
    key: int | None = None
    is_anchor: bool = False
    is_pinned: bool = False
    owner: Node | None = None
    linked_at: datetime | None = None
    told_by: str = ""
    rivals: int = 0
    first_at: datetime | None = None
    source: str = ""
    # What this block changed.
    is_changed: bool = False
    is_earlier: bool = False  # only the time it was first seen
    has_new_owner: bool = False
    seen_from: datetime | None = None  # as an anchor
    seen_until: datetime | None = None


class Move(msgspec.Struct, frozen=True, eq=False, gc=False):
    """A home was hung under `parent`, because its anchor `known` found an owner."""

    home: Home
    old_parent: HomeId | None
    old_root: HomeId
    parent: HomeId
    known: Known


class Claimed(msgspec.Struct, frozen=True, gc=False):
    """`node` was also seen with `owner`, who does not own it."""

    node: Node
    owner: Node
    at: datetime
    told_by: str


@dataclass(slots=True)
class Settled:
    """What a block changed."""

    new_homes: list[Home] = field(default_factory=list)
    moves: list[Move] = field(default_factory=list)
    refiled: list[tuple[Known, Home | None]] = field(
        default_factory=list
    )  # with the home before, None if new
    claims: dict[tuple[Node, Node], Claimed] = field(default_factory=dict)


class Graph:
    """The identifiers a block speaks of, as they stood before it. Feed it sightings, then settle."""

    def __init__(self, known: Iterable[Known] = ()) -> None:
        self.known: dict[Node, Known] = {each.node: each for each in known}
        self._claims: dict[tuple[Node, Node], Claimed] = {}

    def find_growing(self, sightings: Iterable[Sighting]) -> set[Node]:
        """Return the known anchors that these sightings may give more: how much they own must be known."""
        return {
            sighting.anchor
            for sighting in sightings
            if sighting.anchor in self.known
            and any(self._is_stranger(each, sighting.anchor) for each in sighting.others)
        }

    def _is_stranger(self, node: Node, owner: Node) -> bool:
        known = self.known.get(node)
        return known is None or known.owner != owner

    def take(self, sightings: Iterable[Sighting], counts: Mapping[tuple[Node, str], int]) -> None:
        """Learn who was seen with whom. `counts` says how many of a kind an anchor owns already."""
        full = dict(counts)
        for sighting in sightings:
            anchor = self._meet(sighting.anchor, sighting)
            if sighting.is_visit or not anchor.is_anchor:
                anchor.seen_from = min(anchor.seen_from or sighting.at, sighting.at)
                anchor.seen_until = max(anchor.seen_until or sighting.last_at, sighting.last_at)
            for other in sighting.others:
                if self._has_room(other, sighting.anchor, full):
                    self._offer(self._meet(other, sighting), sighting)

    def _meet(self, node: Node, sighting: Sighting) -> Known:
        known = self.known.get(node)
        if known is None:
            known = self.known[node] = Known(
                node, first_at=sighting.at, source=sighting.source, is_changed=True
            )
        elif known.first_at is None or sighting.at < known.first_at:
            known.first_at, known.is_earlier = sighting.at, True
        return known

    def _has_room(self, node: Node, anchor: Node, full: dict[tuple[Node, str], int]) -> bool:
        """Whether the anchor may have this one too: so many are a placeholder's or a machine's."""
        known = self.known.get(node)
        if known is not None and (known.owner is not None or known.is_pinned):
            return True
        key = (anchor, node.kind)
        full[key] = full.get(key, 0) + 1
        return full[key] <= limit(node.kind)

    def _offer(self, child: Known, sighting: Sighting) -> None:
        """Let the first owner win; keep the other as a claim."""
        owner, offer = sighting.anchor, (sighting.at, sighting.anchor, sighting.told_by)
        if child.is_pinned:
            if owner != child.owner:
                self._claim(child, owner, sighting.at, sighting.told_by)
            return
        if child.owner is None or child.linked_at is None:
            child.owner, child.linked_at, child.told_by = owner, sighting.at, sighting.told_by
            child.is_changed = child.has_new_owner = True
        elif offer < (child.linked_at, child.owner, child.told_by):
            if owner != child.owner:
                self._claim(child, child.owner, child.linked_at, child.told_by)
                child.has_new_owner = True
            child.owner, child.linked_at, child.told_by = owner, sighting.at, sighting.told_by
            child.is_changed = True
        elif owner != child.owner:
            self._claim(child, owner, sighting.at, sighting.told_by)

    def _claim(self, child: Known, owner: Node, at: datetime, told_by: str) -> None:
        shared_device = child.node.kind == ANONYMOUS_ID and owner.kind == USER_ID == (
            child.owner and child.owner.kind
        )
        if not shared_device and child.rivals <= MAX_RIVALS:
            self._claims.setdefault((child.node, owner), Claimed(child.node, owner, at, told_by))

    def rival(self, rivalries: Iterable[Rivalry]) -> None:
        for each in rivalries:
            self._claims.setdefault(
                (each.node, each.owner), Claimed(each.node, each.owner, each.at, each.told_by)
            )

    def settle(self, new_id: Callable[[], HomeId]) -> Settled:
        """Give homes to anchors and hang them where they belong."""
        settled = Settled(claims=self._claims)
        touched = [each for each in self.known.values() if each.seen_from or each.has_new_owner]
        # The strongest first: an owner is then at home when what it owns arrives.
        for known in sorted(touched, key=lambda each: strength(each.node.kind), reverse=True):
            owner = self.known.get(known.owner) if known.owner and known.has_new_owner else None
            above = owner.home if owner else (None if known.is_anchor else known.home)
            if known.seen_from and not known.is_anchor:
                self._build(known, above, settled, new_id)
            elif owner and known.is_anchor:
                _hang(known, above, settled)
            elif owner:
                settled.refiled.append((known, known.home))
                known.home = above
            _note_seen(known)
        return settled

    def _build(
        self, known: Known, above: Home | None, settled: Settled, new_id: Callable[[], HomeId]
    ) -> None:
        assert known.seen_from
        assert known.seen_until
        own = new_id()
        home = Home(own, None, own, known.seen_from, to_minute(known.seen_until), is_new=True)
        settled.new_homes.append(home)
        settled.refiled.append((known, known.home))
        known.home, known.is_anchor, known.is_changed = home, True, True
        if above:
            _hang(known, above, settled)


def _hang(known: Known, above: Home | None, settled: Settled) -> None:
    home = known.home
    assert home
    assert above
    if home.parent != above.id:
        settled.moves.append(Move(home, home.parent, home.root, above.id, known))
        home.parent, home.root = above.id, above.root


def _note_seen(known: Known) -> None:
    if known.home and known.seen_from and known.seen_until:
        known.home.first_at = min(known.home.first_at, known.seen_from)
        known.home.last_at = max(known.home.last_at, to_minute(known.seen_until))


def to_minute(at: datetime) -> datetime:
    """Cut seconds off: a person who clicks ten times a minute is then written once."""
    return at.replace(second=0, microsecond=0)


def find_roots(
    parents: Mapping[HomeId, HomeId | None], roots: Mapping[HomeId, HomeId]
) -> dict[HomeId, HomeId]:
    """Return the root of each home in `parents`, following them up.

    `parents` must hold every home whose root may have changed; `roots` gives that of any other on the way.
    """
    found: dict[HomeId, HomeId] = {}

    def climb(home: HomeId) -> HomeId:
        if home not in parents:
            return roots[home]
        if home not in found:
            parent = parents[home]
            found[home] = home if parent is None else climb(parent)
        return found[home]

    for home in parents:
        climb(home)
    return found
