"""What is kept of a person at the root of the tree: when seen, name, address, the words it is found by."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from datetime import datetime
from typing import Any

from commesso.kernel.ids import StoreId
from commesso.profiles.actions import rows
from commesso.profiles.contracts import ANONYMOUS_ID, Node
from commesso.profiles.models import Profile, Term
from commesso.profiles.queries.bulk import chunks, read
from commesso.profiles.queries.identities import Branch, load_branches
from commesso.profiles.rules.graph import Home, HomeId
from commesso.profiles.rules.traits import SHOWN_TRAITS, Shown, Told, latest, show

_TRAITS = """
SELECT profile_id, name, value, at, told_by FROM profiles_trait
WHERE store_id = %s AND profile_id IN ({keys})
"""
_NODES = """
SELECT kind, value, profile_id FROM profiles_identifier
WHERE store_id = %s AND kind <> %s AND profile_id IN ({keys})
"""
_TERMS = "SELECT id, profile_id, term FROM profiles_term WHERE store_id = %s AND profile_id IN ({keys})"
_NAMES = ("is_known", "name", "email", "phone", "country", "language")
_BLANK = (False, "", "", "", "", "")
_TERM = ("store_id", "profile_id", "term")


def touch(homes: Iterable[Home]) -> None:
    """Write when these homes, and the people they belong to, were first and last seen."""
    touched = list(homes)
    rows.update(
        Profile,
        ("own_first_seen_at", "own_last_seen_at", "stamp", "stamped_at"),
        ((home.first_at, home.last_at, home.stamp, home.stamped_at, home.id) for home in touched),
    )
    rows.widen(
        Profile,
        "first_seen_at",
        "last_seen_at",
        ((home.first_at, home.last_at, home.root) for home in touched),
    )


def hang(parents: Mapping[HomeId, HomeId | None]) -> None:
    """Write what these homes hang under."""
    rows.update(Profile, ("merged_into_id",), ((parent, home) for home, parent in parents.items()))


def save_roots(roots: Mapping[HomeId, HomeId]) -> None:
    rows.update(Profile, ("root_id",), ((root, home) for home, root in roots.items()))


def insert(store_id: StoreId, homes: Iterable[Home], shown: Mapping[HomeId, Shown]) -> None:
    """Write new homes, those of new people with what is shown of them."""
    seen = ("own_first_seen_at", "own_last_seen_at", "first_seen_at", "last_seen_at")
    rows.insert(
        Profile,
        ("id", "store_id", "merged_into_id", "root_id", *seen, *_NAMES, "stamp", "stamped_at"),
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
    columns = (*_NAMES, "first_seen_at", "last_seen_at")
    rows.update(Profile, columns, ((*_columns(each), *seen[root], root) for root, each in shown.items()))
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
    for home, *trait in read(_TRAITS, root_of, "h-jt-", store_id):
        if trait[0] in SHOWN_TRAITS:
            told[root_of[home]].append(Told(*trait))
    return defaultdict(list, {root: list(latest(each).values()) for root, each in told.items()})


def _load_nodes(store_id: StoreId, root_of: Mapping[HomeId, HomeId]) -> dict[HomeId, list[Node]]:
    nodes: dict[HomeId, list[Node]] = defaultdict(list)
    for kind, value, home in read(_NODES, root_of, "--h", store_id, ANONYMOUS_ID):
        nodes[root_of[home]].append(Node(kind, value))
    return nodes


def _save_terms(store_id: StoreId, homes: Iterable[HomeId], terms: set[tuple[HomeId, str]]) -> None:
    wanted = {(root, f"{store_id}:{term}") for root, term in terms}
    stale = []
    for key, home, term in read(_TERMS, homes, "-h-", store_id):
        if (home, term) in wanted:
            wanted.discard((home, term))
        else:
            stale.append(key)
    for part in chunks(stale):
        Term.objects.for_store(store_id).filter(id__in=part).delete()
    rows.insert(Term, _TERM, ((store_id, root, term) for root, term in wanted))


def _insert_terms(store_id: StoreId, terms: Iterable[tuple[HomeId, str]]) -> None:
    rows.insert(Term, _TERM, ((store_id, root, f"{store_id}:{term}") for root, term in terms))
