from django.db import transaction
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.translation import gettext as _

from commesso.kernel.errors import Conflict, Invalid
from commesso.kernel.ids import StoreId
from commesso.stores.actions.mail import queue_mail
from commesso.stores.actions.passwords import password_path
from commesso.stores.contracts import Member, Role, StoreInfo
from commesso.stores.models import Membership, Staff
from commesso.stores.queries.staff import find_staff, get_member, list_owner_ids
from commesso.stores.rules import may_leave


@transaction.atomic
def create_staff(*, email: str, name: str = "", language: str = "") -> Staff:
    """Return the person with this address; create them, without a password, if nobody has it."""
    found = find_staff(email)
    if found is not None:
        return found
    staff = Staff(email=email.strip().lower(), name=name, language=language)
    staff.set_unusable_password()
    staff.save()
    return staff


@transaction.atomic
def put_member(*, store_id: StoreId, staff: Staff, role: Role) -> None:
    """Give this person a role in the shop, instead of the one they had."""
    Membership.objects.for_store(store_id).update_or_create(
        store_id=store_id, staff=staff, defaults={"role": role}
    )


@transaction.atomic
def invite_staff(*, store: StoreInfo, email: str, name: str, role: Role, by: str, base_url: str) -> Staff:
    """Let somebody work in the shop, and tell them by mail how to come in."""
    staff = create_staff(email=email, name=name, language=translation.get_language() or "")
    if Membership.objects.for_store(store.id).filter(staff=staff).exists():
        raise Invalid(_("%(email)s works here already.") % {"email": staff.email}, field="email")
    put_member(store_id=store.id, staff=staff, role=role)
    link = base_url + (password_path(staff) if not staff.has_usable_password() else f"/s/{store.slug}/enter")
    context = {
        "by": by,
        "store": store,
        "link": link,
        "staff": staff,
        "is_new": not staff.has_usable_password(),
    }
    with translation.override(staff.language or translation.get_language()):
        subject = _("%(name)s invites you to %(store)s") % {"name": by, "store": store.name}
        queue_mail(
            recipient=staff.email,
            subject=subject,
            text=render_to_string("stores/mail/invitation.txt", context),
        )
    return staff


@transaction.atomic
def change_role(*, store_id: StoreId, staff_id: int, role: Role) -> Role:
    """Change what a member may do; return what they were. A shop keeps at least one owner."""
    before = _member_to_change(store_id, staff_id, keeps_owner=role is Role.OWNER)
    Membership.objects.for_store(store_id).filter(staff_id=staff_id).update(role=role)
    return before.role


@transaction.atomic
def remove_staff(*, store_id: StoreId, staff_id: int) -> Member:
    """End somebody's work in the shop; their account, and what they did, stay. Return who they were."""
    member = _member_to_change(store_id, staff_id, keeps_owner=False)
    Membership.objects.for_store(store_id).filter(staff_id=staff_id).delete()
    return member


def _member_to_change(store_id: StoreId, staff_id: int, *, keeps_owner: bool) -> Member:
    # Locked, so that two owners cannot remove each other at the same time.
    list(Membership.objects.for_store(store_id).select_for_update())
    member = get_member(store_id, staff_id)
    if not keeps_owner and not may_leave(staff_id, list_owner_ids(store_id)):
        raise Conflict(_("A shop keeps at least one owner. Make somebody else an owner first."))
    return member
