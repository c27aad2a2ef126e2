"""Erasing a person everywhere, with a receipt that holds nothing personal."""

from datetime import datetime, timedelta

from django.db import transaction

from commesso.events.profiles import ProfileErased
from commesso.infra import api as infra
from commesso.kernel.clock import now
from commesso.kernel.ids import ProfileId, StoreId, VisitorId
from commesso.profiles.actions import mapping
from commesso.profiles.actions.identities import next_version, take_turn, to_profile_id
from commesso.profiles.contracts import ANONYMOUS_ID, USER_ID, Node, ReceiptInfo
from commesso.profiles.models import Claim, Consent, Identifier, Merge, Profile, Receipt, Term, Trait
from commesso.profiles.queries.identities import list_nodes, to_uuids
from commesso.profiles.queries.records import count_state, find_root, list_homes, receipt_info
from commesso.profiles.queries.story import count_events
from commesso.profiles.rules.graph import HomeId
from commesso.stores import api as stores

# Events on their way while the person was erased have arrived by then.
SETTLED_AFTER = timedelta(minutes=10)


def erase_profile(*, store_id: StoreId, profile_id: ProfileId, by: str) -> ReceiptInfo:
    """Erase a person: state, event store and log, here and now; what was on its way goes ten minutes later.

    Other rooms hear `ProfileErased` and delete their copies. Raise NotFound.
    """
    with transaction.atomic():
        take_turn(store_id)
        root = find_root(store_id, profile_id)
        homes = list_homes(store_id, profile_id)
        nodes = [node for node, _ in list_nodes(store_id, homes)]
        receipt = Receipt.objects.create(
            store_id=store_id,
            profile_id=root,
            erased_at=now(),
            erased_by=by[:120],
            counts=count_state(store_id, homes),
            pending={"visitors": _visitors(nodes), "version": next_version(store_id)},
        )
        _delete_state(store_id, homes, nodes)
        infra.publish(
            ProfileErased(
                store_id=store_id,
                at=receipt.erased_at,
                profile_id=to_profile_id(root),
                visitor_ids=tuple(VisitorId(visitor) for visitor in receipt.pending["visitors"]),
            )
        )
    _sweep(store_id, receipt)
    return receipt_info(receipt)


def finish_erasures(at: datetime) -> None:
    """Sweep once more for people who were erased a while ago, and let go of the keys."""
    if infra.is_written_elsewhere():
        return  # an import may be writing about them at this moment; the next round comes in a minute
    for store in stores.list_stores():
        for receipt in Receipt.objects.for_store(store.id).filter(
            finished_at=None, erased_at__lt=at - SETTLED_AFTER
        ):
            _sweep(store.id, receipt)
            receipt.pending, receipt.finished_at = {}, at
            receipt.save(update_fields=("pending", "finished_at"))


def _visitors(nodes: list[Node]) -> list[VisitorId]:
    return sorted({visitor for node in nodes if (visitor := node.visitor_id)})


def _delete_state(store_id: StoreId, homes: list[HomeId], nodes: list[Node]) -> None:
    for node in nodes:
        Claim.objects.for_store(store_id).filter(value=node.value, kind=node.kind).delete()
        Claim.objects.for_store(store_id).filter(owner_value=node.value, owner_kind=node.kind).delete()
    ids = to_uuids(homes)
    for table in (Identifier, Trait, Consent, Term, Merge):
        table.objects.for_store(store_id).filter(profile_id__in=ids).delete()
    Merge.objects.for_store(store_id).filter(merged_id__in=ids).delete()
    Profile.objects.for_store(store_id).filter(pk__in=ids).delete()


def _sweep(store_id: StoreId, receipt: Receipt) -> None:
    """Delete what event store and log hold under the person's keys, and who came back by a late event."""
    visitors = [VisitorId(visitor) for visitor in receipt.pending["visitors"]]
    late = _delete_late(store_id, visitors, receipt.erased_at)
    found = {
        "events": count_events(store_id, visitors, until=receipt.erased_at),
        "log": infra.erase_from_log(store_id, visitors) + infra.erase_set_aside(store_id, visitors),
        "profiles": late,
    }
    infra.command(
        "profiles", "erase_events", store_id=store_id, visitors=visitors, erased_at=receipt.erased_at
    )
    infra.command(
        "profiles",
        "erase_identities",
        store_id=store_id,
        visitors=visitors,
        version=receipt.pending["version"],
    )
    mapping.forget_people()
    receipt.counts = {
        **receipt.counts,
        **{name: receipt.counts.get(name, 0) + each for name, each in found.items()},
    }
    receipt.save(update_fields=("counts",))


def _delete_late(store_id: StoreId, visitors: list[VisitorId], erased_at: datetime) -> int:
    """Delete profiles that events of before the erasure made anew; return how many homes."""
    kinds = {"u:": USER_ID, "a:": ANONYMOUS_ID}
    nodes = [Node(kinds[visitor[:2]], visitor[2:]) for visitor in visitors if visitor[:2] in kinds]
    deleted = 0
    with transaction.atomic():
        take_turn(store_id)
        for node in nodes:
            row = (
                Identifier.objects.for_store(store_id)
                .filter(value=node.value, kind=node.kind, profile__root__last_seen_at__lte=erased_at)
                .first()
            )
            if row is not None:
                homes = list_homes(store_id, ProfileId(row.profile_id))
                _delete_state(store_id, homes, [each for each, _ in list_nodes(store_id, homes)])
                deleted += len(homes)
    return deleted
