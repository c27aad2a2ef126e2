from dataclasses import dataclass

from commesso.kernel.errors import NotFound
from commesso.kernel.ids import StaffId, StoreId
from commesso.stores.contracts import Actor, Member, Role, StoreInfo
from commesso.stores.models import Membership, SignInTries, Staff, Store
from commesso.stores.queries.stores import store_info
from commesso.stores.rules import Tries, may_act_as


@dataclass(frozen=True, kw_only=True)
class Access:
    """A member of staff inside a shop."""

    store: StoreInfo
    actor: Actor
    stores: tuple[StoreInfo, ...]  # all they work in


def access_for(staff: Staff, slug: str, *, at_least: Role) -> Access:
    """Let `staff` into the shop. One that is missing, not theirs, or not theirs enough is NotFound alike."""
    store = Store.objects.filter(slug=slug).first()
    membership = (
        Membership.objects.for_store(StoreId(store.pk)).filter(staff_id=staff.pk).first() if store else None
    )
    if store is None or membership is None or not may_act_as(Role(membership.role), at_least):
        raise NotFound(f"There is no store called {slug!r} for you. Choose one of yours.")
    actor = Actor(
        store_id=StoreId(store.pk), staff_id=StaffId(staff.pk), role=Role(membership.role), name=str(staff)
    )
    return Access(store=store_info(store), actor=actor, stores=tuple(list_stores_of(staff)))


def list_stores_of(staff: Staff) -> list[StoreInfo]:
    """Return the shops this person works in, by name."""
    # Asked before a store is known, so the rows of all of them are read, by the person.
    ids = Membership._plain.filter(staff_id=staff.pk).values("store_id")  # noqa: SLF001
    return [store_info(store) for store in Store.objects.filter(pk__in=ids).order_by("name")]


def find_staff(email: str) -> Staff | None:
    return Staff.objects.filter(email=email.strip().lower()).first()


def find_staff_by_id(staff_id: int | str) -> Staff | None:
    return Staff.objects.filter(pk=staff_id, is_active=True).first()


def list_members(store_id: StoreId) -> list[Member]:
    rows = Membership.objects.for_store(store_id).select_related("staff").order_by("created_at", "pk")
    return [_member(row) for row in rows]


def get_member(store_id: StoreId, staff_id: int) -> Member:
    row = Membership.objects.for_store(store_id).select_related("staff").filter(staff_id=staff_id).first()
    if row is None:
        raise NotFound(f"Nobody with id {staff_id} works in this shop.")
    return _member(row)


def list_owner_ids(store_id: StoreId) -> list[int]:
    owners = Membership.objects.for_store(store_id).filter(role=Role.OWNER)
    return list(owners.values_list("staff_id", flat=True))


def find_tries(key: str) -> Tries | None:
    row = SignInTries.objects.filter(key=key).first()
    return Tries(count=row.count, since=row.since) if row else None


def _member(row: Membership) -> Member:
    return Member(
        staff_id=StaffId(row.staff_id),
        name=row.staff.name,
        email=row.staff.email,
        role=Role(row.role),
        has_password=row.staff.has_usable_password(),
        has_totp=bool(row.staff.totp_secret),
        last_seen_at=row.staff.last_login,
    )
