"""Who is who, as the room above tells it: our small copy."""

from collections.abc import Sequence

from commesso.events.profiles import IdentitiesLinked, IdentityLink
from commesso.infra import api as infra
from commesso.orders.models import PersonLink
from commesso.orders.queries.links import find_versions, list_members
from commesso.stores.contracts import StoreInfo


def take_links(store: StoreInfo, facts: Sequence[IdentitiesLinked]) -> set[str]:
    """Keep the newest link of each visitor id; return the ids whose carts may now be closed or reopened.

    Those are the ids that moved, with everyone of the profile they left and the one they joined.
    """
    newest: dict[str, IdentityLink] = {}
    for link in (link for fact in facts for link in fact.links):
        if link.visitor_id not in newest or newest[link.visitor_id].version < link.version:
            newest[link.visitor_id] = link
    known = find_versions(store.id, newest)
    moved = [
        link for visitor, link in newest.items() if visitor not in known or known[visitor][1] < link.version
    ]
    infra.write_rows(
        PersonLink,
        "store_id visitor_id profile_id version",
        [(store.id, link.visitor_id, link.profile_id.hex, link.version) for link in moved],
        unique=("store_id", "visitor_id"),
        update=("profile_id", "version"),
    )
    left = {link.visitor_id: known[link.visitor_id][0] for link in moved if link.visitor_id in known}
    changed = {
        visitor: profile
        for visitor, profile in ((link.visitor_id, link.profile_id.hex) for link in moved)
        if left.get(visitor) != profile
    }
    members = list_members(store.id, {*changed.values(), *(left[each] for each in changed if each in left)})
    touched: set[str] = set()
    for visitor, profile in changed.items():
        if visitor in left:
            touched |= {visitor, *members[left[visitor]], *members[profile]}
        elif (
            len(members[profile]) > 1
        ):  # of one visitor id it links nothing, so its carts need no second look
            touched |= members[profile]
    return touched
