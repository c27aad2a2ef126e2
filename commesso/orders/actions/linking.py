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
    left = {known[link.visitor_id][0] for link in moved if link.visitor_id in known}
    rows = [
        PersonLink(
            store_id=store.id, visitor_id=link.visitor_id, profile_id=link.profile_id, version=link.version
        )
        for link in moved
    ]
    infra.upsert(PersonLink, rows, unique=("store_id", "visitor_id"))
    joined = {link.profile_id for link in moved}
    members = list_members(store.id, left | joined)
    # A profile of one visitor id links nothing, so its carts need no second look.
    touched = {visitor for profile in joined if len(members[profile]) > 1 for visitor in members[profile]}
    return touched.union(*(members[profile] for profile in left), (link.visitor_id for link in moved if left))
