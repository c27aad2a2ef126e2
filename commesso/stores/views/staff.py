"""Who works in the shop."""

from django.core import signing
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from commesso.kernel.errors import Conflict, Invalid
from commesso.stores.actions.staff import change_role, invite_staff, put_member, remove_staff
from commesso.stores.contracts import Actor, Role, StoreInfo
from commesso.stores.forms.people import ROLES, InviteForm, RoleForm
from commesso.stores.queries.gate import staff_view
from commesso.stores.queries.staff import find_staff_by_id, list_members
from commesso.ui import api as ui

_UNDO = "stores.remove_staff"
_UNDO_SECONDS = 3600


@staff_view(at_least=Role.OWNER)
@require_http_methods(["GET", "POST"])
def staff(request: ui.StaffRequest, store: StoreInfo, actor: Actor) -> HttpResponse:
    """Show who works here; invite somebody."""
    form = InviteForm(request.POST or None)
    if form.is_valid():
        values = form.cleaned_data
        try:
            invited = invite_staff(
                store=store,
                email=values["email"],
                name=values["name"],
                role=Role(values["role"]),
                by=actor.name,
                base_url=ui.public_base(request),
            )
        except Invalid as error:
            form.add_error("email", str(error))
        else:
            ui.say(request, _("An invitation is on its way to %(email)s.") % {"email": invited.email})
            return redirect("stores:staff", slug=store.slug)
    context = {"form": form, "members": list_members(store.id), "roles": ROLES, "actor": actor}
    return render(request, "stores/staff.html", context, status=200 if request.method == "GET" else 422)


@staff_view(at_least=Role.OWNER)
@require_POST
def change_member(request: ui.StaffRequest, store: StoreInfo, _actor: Actor, staff_id: int) -> HttpResponse:
    form = RoleForm(request.POST)
    if form.is_valid():
        try:
            change_role(store_id=store.id, staff_id=staff_id, role=Role(form.cleaned_data["role"]))
        except Conflict as error:
            ui.warn(request, str(error))
        else:
            ui.say(request, _("The role is changed."))
    return redirect("stores:staff", slug=store.slug)


@staff_view(at_least=Role.OWNER)
@require_POST
def remove_member(request: ui.StaffRequest, store: StoreInfo, actor: Actor, staff_id: int) -> HttpResponse:
    try:
        gone = remove_staff(store_id=store.id, staff_id=staff_id)
    except Conflict as error:
        ui.warn(request, str(error))
        return redirect("stores:staff", slug=store.slug)
    ticket = signing.dumps([store.id, staff_id, gone.role], salt=_UNDO)
    undo = reverse("stores:restore_member", kwargs={"slug": store.slug, "ticket": ticket})
    ui.say(request, _("%(name)s no longer works here.") % {"name": gone.name or gone.email}, undo_url=undo)
    return redirect(
        "/" if staff_id == actor.staff_id else reverse("stores:staff", kwargs={"slug": store.slug})
    )


@staff_view(at_least=Role.OWNER)
@require_POST
def restore_member(request: ui.StaffRequest, store: StoreInfo, _actor: Actor, ticket: str) -> HttpResponse:
    """Take a removal back. Its ticket proves that this person worked here before."""
    try:
        store_id, staff_id, role = signing.loads(ticket, salt=_UNDO, max_age=_UNDO_SECONDS)
    except signing.BadSignature:
        raise Http404("This undo is too old.") from None
    person = find_staff_by_id(staff_id)
    if store_id != store.id or person is None:
        raise Http404("This undo is not of this shop.")
    put_member(store_id=store.id, staff=person, role=Role(role))
    ui.say(request, _("%(name)s works here again.") % {"name": person})
    return redirect("stores:staff", slug=store.slug)
