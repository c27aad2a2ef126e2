from collections.abc import Collection, Sequence
from dataclasses import dataclass

from commesso.kernel.ids import ProfileId, StoreId
from commesso.kernel.pages import Page
from commesso.orders.contracts import OrderInfo
from commesso.profiles import api as profiles
from commesso.profiles.contracts import ANONYMOUS_ID, EMAIL, PHONE, USER_ID, Node, ProfileFilters, ProfileInfo

_KINDS = {"u:": USER_ID, "a:": ANONYMOUS_ID}


@dataclass(frozen=True, kw_only=True)
class Ids:
    """What carts and orders find a person by."""

    user_ids: tuple[str, ...]
    anonymous_ids: tuple[str, ...]
    emails: tuple[str, ...]


def find_people(store_id: StoreId, visitor_ids: Collection[str]) -> dict[str, ProfileInfo]:
    """Return the person behind each visitor id we can tell. For the few of one screen."""
    nodes = {
        Node(kind, visitor[2:]): visitor
        for visitor in visitor_ids
        if (kind := _KINDS.get(visitor[:2])) is not None
    }
    return {nodes[node]: person for node, person in _people_of(store_id, nodes).items()}


def find_buyers(store_id: StoreId, listed: Sequence[OrderInfo]) -> dict[str, ProfileInfo]:
    """Return the person behind each order we can tell, by the order's id. For the few of one screen."""
    nodes = {order.order_id: _nodes_of(order) for order in listed}
    people = _people_of(store_id, {node for each in nodes.values() for node in each})
    return {
        order_id: people[known[0]]
        for order_id, each in nodes.items()
        if (known := [node for node in each if node in people])
    }


def _nodes_of(order: OrderInfo) -> list[Node]:
    """What an order says of its buyer, the strongest first."""
    said = (
        (USER_ID, order.user_id),
        (EMAIL, order.email),
        (PHONE, order.phone),
        (ANONYMOUS_ID, order.anonymous_id),
    )
    return [] if order.is_erased else [Node(kind, value) for kind, value in said if value]


def _people_of(store_id: StoreId, nodes: Collection[Node]) -> dict[Node, ProfileInfo]:
    found = profiles.find_profiles(store_id, list(nodes)) if nodes else {}
    people = profiles.get_profiles(store_id, set(found.values()))
    return {node: people[profile_id] for node, profile_id in found.items() if profile_id in people}


def search_people(
    store_id: StoreId, search: str, *, filters: ProfileFilters, cursor: str, limit: int
) -> Page[ProfileInfo]:
    """Return people found by the beginning of a word; whoever has exactly this id stands first."""
    page = profiles.list_profiles(store_id, search=search, filters=filters, cursor=cursor, limit=limit)
    if not search or cursor:
        return page
    kinds = (USER_ID, EMAIL, PHONE, ANONYMOUS_ID)
    exact = {
        person.id: person
        for kind in kinds
        if (person := profiles.find_profile(store_id, kind, search)) is not None
    }
    others = (person for person in page.items if person.id not in exact)
    return Page(items=(*exact.values(), *others), next_cursor=page.next_cursor)


def list_ids(store_id: StoreId, profile_id: ProfileId) -> Ids:
    """Return the identifiers of a person by kind."""
    listed = profiles.list_identifiers(store_id, profile_id)

    def values(kind: str) -> tuple[str, ...]:
        return tuple(info.value for info in listed if info.kind == kind)

    return Ids(user_ids=values(USER_ID), anonymous_ids=values(ANONYMOUS_ID), emails=values(EMAIL))
