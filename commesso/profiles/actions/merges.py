"""Merging people, undoing it, and what to do with suggestions. Staff decide here; no rule overrules them."""

from django.db import transaction

from commesso.events.profiles import MergeUndone, ProfilesMerged
from commesso.infra import api as infra
from commesso.kernel.clock import now
from commesso.kernel.errors import Conflict, NotFound
from commesso.kernel.ids import ProfileId, StoreId, new_uuid
from commesso.profiles.actions.identities import move_homes, take_turn, to_profile_id
from commesso.profiles.contracts import MergeInfo, Node
from commesso.profiles.models import Claim, Identifier, Merge, Profile
from commesso.profiles.queries.records import find_root, get_anchor, list_suggestions_for, merge_info
from commesso.profiles.rules.graph import HomeId, to_minute
from commesso.profiles.rules.identifiers import strength


@transaction.atomic
def merge_profiles(
    *, store_id: StoreId, profile_id: ProfileId, other_id: ProfileId, by: str, reason: str = ""
) -> MergeInfo:
    """Make one person of two. Raise NotFound; Conflict if they are one already.

    The first stays, unless the other is known by something stronger (an account beats an address). Nothing is
    moved: `undo_merge` takes the branch off again.
    """
    take_turn(store_id)
    kept, merged = find_root(store_id, profile_id), find_root(store_id, other_id)
    if kept == merged:
        raise Conflict("These two are one customer already. Reload the page.")
    anchor, other = get_anchor(store_id, kept), get_anchor(store_id, merged)
    if strength(other.kind) > strength(anchor.kind):
        kept, merged, anchor, other = merged, kept, other, anchor
    row = Merge.objects.create(
        store_id=store_id,
        profile_id=kept,
        merged_id=merged,
        evidence={"identifier": other._asdict(), "seen_with": anchor._asdict(), "reason": reason[:500]},
        at=now(),
        by=by[:120],
    )
    # The rules must not hang it elsewhere now.
    Identifier.objects.for_store(store_id).filter(profile_id=merged, is_anchor=True).update(is_pinned=True)
    move_homes(store_id, {merged: kept})
    infra.publish(
        ProfilesMerged(
            store_id=store_id,
            at=row.at,
            visitor_id=other.visitor_id,
            profile_id=to_profile_id(kept),
            merged_id=to_profile_id(merged),
        )
    )
    row.refresh_from_db()
    return merge_info(row)


@transaction.atomic
def undo_merge(*, store_id: StoreId, merge_id: int, by: str) -> MergeInfo:
    """Let the merged profile stand on its own again, with all that came under it. Raise NotFound, Conflict.

    If a rule had merged them, the identifier stays where staff now put it, whatever events say.
    """
    take_turn(store_id)
    row = Merge.objects.for_store(store_id).filter(pk=merge_id).first()
    if row is None:
        raise NotFound(f"There is no merge {merge_id} in this shop.")
    if row.undone_at is not None:
        raise Conflict("This merge was undone already. Reload the page.")
    row.undone_at, row.undone_by = now(), by[:120]
    row.save(update_fields=("undone_at", "undone_by"))
    home, root = row.merged_id.hex, find_root(store_id, ProfileId(row.merged_id))
    anchor = get_anchor(store_id, home)
    Identifier.objects.for_store(store_id).filter(profile_id=home, is_anchor=True).update(
        is_pinned=not row.by, owner_kind="", owner_value="", linked_at=None, told_by=""
    )
    move_homes(store_id, {home: None})
    _dismiss_between(store_id, ProfileId(row.merged_id), root, by)
    infra.publish(
        MergeUndone(
            store_id=store_id,
            at=row.undone_at,
            visitor_id=anchor.visitor_id,
            profile_id=to_profile_id(root),
            restored_id=to_profile_id(home),
        )
    )
    return merge_info(row)


@transaction.atomic
def split_identifier(*, store_id: StoreId, identifier_id: int, by: str) -> ProfileId:
    """Say that an identifier is another person's; return the profile it has now. Raise NotFound, Conflict."""
    take_turn(store_id)
    row = Identifier.objects.for_store(store_id).filter(pk=identifier_id).select_related("profile").first()
    if row is None:
        raise NotFound(f"There is no identifier {identifier_id} in this shop.")
    if row.is_anchor:
        merge = Merge.objects.for_store(store_id).filter(merged_id=row.profile_id, undone_at=None).first()
        if merge is None:
            raise Conflict(
                f"{row.value} is what this customer is known by. Split off the others, or erase the customer."
            )
        return undo_merge(store_id=store_id, merge_id=merge.pk, by=by).merged_id
    home, old = new_uuid(), row.profile
    Profile.objects.create(
        id=home,
        store_id=store_id,
        root_id=home,
        own_first_seen_at=row.first_seen_at,
        own_last_seen_at=to_minute(row.first_seen_at),
        first_seen_at=row.first_seen_at,
        last_seen_at=to_minute(row.first_seen_at),
    )
    row.profile_id, row.is_anchor, row.is_pinned = home, True, True
    row.owner_kind = row.owner_value = row.told_by = ""
    row.linked_at = None
    row.save(
        update_fields=(
            "profile",
            "is_anchor",
            "is_pinned",
            "owner_kind",
            "owner_value",
            "told_by",
            "linked_at",
        )
    )
    move_homes(store_id, {}, alone=[home.hex], also=[old.root_id.hex])
    _dismiss_between(store_id, ProfileId(home), old.root_id.hex, by)
    return ProfileId(home)


@transaction.atomic
def accept_suggestion(*, store_id: StoreId, suggestion_id: int, by: str) -> MergeInfo:
    """Merge the two people of a suggestion. Raise NotFound, Conflict."""
    claim = _get_claim(store_id, suggestion_id)
    nodes = Node(claim.kind, claim.value), Node(claim.owner_kind, claim.owner_value)
    ids = []
    for node in nodes:
        row = Identifier.objects.for_store(store_id).filter(kind=node.kind, value=node.value).first()
        if row is None:
            raise NotFound(f"{node.value} is known no more, so there is nothing to merge. Reload the page.")
        ids.append(ProfileId(row.profile_id))
    return merge_profiles(
        store_id=store_id,
        profile_id=ids[0],
        other_id=ids[1],
        by=by,
        reason=f"{claim.value} was seen with both.",
    )


@transaction.atomic
def dismiss_suggestion(*, store_id: StoreId, suggestion_id: int, by: str) -> None:
    """Say that the two are different people; it is not suggested again. Raise NotFound."""
    claim = _get_claim(store_id, suggestion_id)
    claim.dismissed_at, claim.dismissed_by = now(), by[:120]
    claim.save(update_fields=("dismissed_at", "dismissed_by"))


@transaction.atomic
def restore_suggestion(*, store_id: StoreId, suggestion_id: int) -> None:
    """Take a dismissal back. Raise NotFound."""
    claim = _get_claim(store_id, suggestion_id)
    claim.dismissed_at, claim.dismissed_by = None, ""
    claim.save(update_fields=("dismissed_at", "dismissed_by"))


def _get_claim(store_id: StoreId, suggestion_id: int) -> Claim:
    claim = Claim.objects.for_store(store_id).filter(pk=suggestion_id).first()
    if claim is None:
        raise NotFound(f"There is no suggestion {suggestion_id} in this shop.")
    return claim


def _dismiss_between(store_id: StoreId, person: ProfileId, other: HomeId, by: str) -> None:
    """Two people who were just told apart are not suggested as one."""
    pairs = list_suggestions_for(store_id, person)
    wrong = [each.id for each in pairs if other in (each.profile.id.hex, each.other.id.hex)]
    Claim.objects.for_store(store_id).filter(pk__in=wrong).update(dismissed_at=now(), dismissed_by=by[:120])
