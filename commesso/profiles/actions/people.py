"""What is kept of a person at the root of the tree: when seen, name, address, the words it is found by."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from datetime import datetime
from typing import Any

from commesso.infra import api as infra
from commesso.kernel.ids import StoreId
from commesso.profiles.contracts import ANONYMOUS_ID, Node
from commesso.profiles.models import Profile, Term, Trait
from commesso.profiles.queries.identities import Branch, load_branches
from commesso.profiles.rules.graph import Home, HomeId
from commesso.profiles.rules.traits import SHOWN_TRAITS, Shown, Told, latest, show

_NODES = infra.Reading(
    "kind value profile_id:hex",
    "FROM profiles_identifier WHERE store_id = %s AND kind <> %s AND profile_id IN ({keys})",
)
_NAMES = ("is_known", "name", "email", "phone", "country", "language")
_BLANK = (False, "", "", "", "", "")
_TERM = "store_id profile_id term"
_SEEN = "own_first_seen_at own_last_seen_at first_seen_at last_seen_at"
_TOUCH = "UPDATE profiles_profile SET {done} WHERE id = %s"
_OWN = "own_first_seen_at = %s, own_last_seen_at = %s, stamp = %s, stamped_at = %s"
_OWN_COLUMNS = "own_first_seen_at own_last_seen_at stamp stamped_at"
_WIDEN = (
    "first_seen_at = CASE WHEN first_seen_at > %s THEN %s ELSE first_seen_at END, "
    "last_seen_at = CASE WHEN last_seen_at < %s THEN %s ELSE last_seen_at END"
)
_SPAN_COLUMNS = "first_seen_at first_seen_at last_seen_at last_seen_at"


def touch(homes: Iterable[Home]) -> None:
    """Write when these homes, and the people they belong to, were first and last seen."""
    own, whole, widened = [], [], []
    for home in homes:
        values = home.first_at, home.last_at, home.stamp, home.stamped_at
        span = home.first_at, home.first_at, home.last_at, home.last_at
        if home.root == home.id:
            whole.append((*values, *span, home.id))
        else:
            own.append((*values, home.id))
            widened.append((*span, home.root))
    infra.run_rows(
        Profile, _TOUCH.format(done=f"{_OWN}, {_WIDEN}"), f"{_OWN_COLUMNS} {_SPAN_COLUMNS} id", whole
    )
    infra.run_rows(Profile, _TOUCH.format(done=_OWN), f"{_OWN_COLUMNS} id", own)
    infra.run_rows(Profile, _TOUCH.format(done=_WIDEN), f"{_SPAN_COLUMNS} id", widened)


def hang(parents: Mapping[HomeId, HomeId | None]) -> None:
    """Write what these homes hang under."""
    infra.update_rows(Profile, "merged_into_id", ((parent, home) for home, parent in parents.items()))


def save_roots(roots: Mapping[HomeId, HomeId]) -> None:
    infra.update_rows(Profile, "root_id", ((root, home) for home, root in roots.items()))


def insert(store_id: StoreId, homes: Iterable[Home], shown: Mapping[HomeId, Shown]) -> None:
    """Write new homes, those of new people with what is shown of them."""
    infra.write_rows(
        Profile,
        f"id store_id merged_into_id root_id {_SEEN} {' '.join(_NAMES)} stamp stamped_at",
        (
            (
                *(home.id, store_id, home.parent, home.root),
                *(home.first_at, home.last_at, home.first_at, home.last_at),
                *(_columns(shown[home.id]) if home.id in shown else _BLANK),
                *(home.stamp, home.stamped_at),
            )
            for home in homes
        ),
    )
    _insert_terms(store_id, ((root, term) for root, each in shown.items() for term in each.terms))


def tell(store_id: StoreId, roots: Collection[HomeId]) -> None:
    """Put together anew what is shown of these people, from everything under their roots.

    A root that hangs under another by now shows nothing any more.
    """
    if not roots:
        return
    branches = load_branches(store_id, roots)
    root_of = {each.id: each.root for each in branches}
    seen = _seen(branches)
    traits, nodes = _load_traits(store_id, root_of), _load_nodes(store_id, root_of)
    shown = {root: show_told(traits[root], nodes[root]) for root in seen}
    columns = f"{' '.join(_NAMES)} first_seen_at last_seen_at"
    told = ((*_columns(each), *seen[root], root) for root, each in shown.items())
    infra.update_rows(Profile, columns, told)
    _save_terms(store_id, root_of, {(root, term) for root, each in shown.items() for term in each.terms})


def show_told(told: Iterable[Told], nodes: Iterable[Node]) -> Shown:
    return show({each.name: each.value for each in told}, nodes)


def _columns(shown: Shown) -> tuple[Any, ...]:
    return shown.is_known, shown.name, shown.email, shown.phone, shown.country, shown.language


def _seen(branches: Iterable[Branch]) -> dict[HomeId, tuple[datetime, datetime]]:
    seen: dict[HomeId, tuple[datetime, datetime]] = {}
    for each in branches:
        known = seen.get(each.root)
        first, last = each.first_at, each.last_at
        seen[each.root] = (min(first, known[0]), max(last, known[1])) if known else (first, last)
    return seen


def _load_traits(store_id: StoreId, root_of: Mapping[HomeId, HomeId]) -> dict[HomeId, list[Told]]:
    told: dict[HomeId, list[Told]] = defaultdict(list)
    rows = infra.list_values(
        Trait, "profile_id name value at told_by", store_id, by="profile_id", values=root_of
    )
    for home, *trait in rows:
        if trait[0] in SHOWN_TRAITS:
            told[root_of[home]].append(Told(*trait))
    return defaultdict(list, {root: list(latest(each).values()) for root, each in told.items()})


def _load_nodes(store_id: StoreId, root_of: Mapping[HomeId, HomeId]) -> dict[HomeId, list[Node]]:
    nodes: dict[HomeId, list[Node]] = defaultdict(list)
    for kind, value, home in _NODES.rows(root_of, store_id, ANONYMOUS_ID):
        nodes[root_of[home]].append(Node(kind, value))
    return nodes


def _save_terms(store_id: StoreId, homes: Collection[HomeId], terms: set[tuple[HomeId, str]]) -> None:
    wanted = {(root, f"{store_id}:{term}") for root, term in terms}
    stale = []
    rows = infra.list_values(Term, "id profile_id term", store_id, by="profile_id", values=homes)
    for key, home, term in rows:
        if (home, term) in wanted:
            wanted.discard((home, term))
        else:
            stale.append(key)
    infra.delete_rows(Term, store_id, stale)
    infra.write_rows(Term, _TERM, ((store_id, root, term) for root, term in wanted))


def _insert_terms(store_id: StoreId, terms: Iterable[tuple[HomeId, str]]) -> None:
    infra.write_rows(Term, _TERM, ((store_id, root, f"{store_id}:{term}") for root, term in terms))
