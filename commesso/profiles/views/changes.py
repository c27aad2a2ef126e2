"""What staff do to a customer. Each answers by going back to the customer's page."""

import json
from uuid import UUID

from django.core.serializers.json import DjangoJSONEncoder
from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from commesso.kernel.errors import Conflict, Invalid
from commesso.kernel.ids import ProfileId
from commesso.profiles.actions import consents, customers, erasing, merges
from commesso.profiles.contracts import ProfileInfo
from commesso.profiles.forms.staff import ConsentForm, EraseForm, MergeForm, TraitForm
from commesso.profiles.queries import people, story
from commesso.stores import api as stores
from commesso.stores.contracts import Actor, Role, StoreInfo
from commesso.ui import api as ui


@require_POST
@stores.staff_view(at_least=Role.AGENT)
def record_consent(
    request: ui.StaffRequest, store: StoreInfo, actor: Actor, profile_id: UUID
) -> HttpResponse:
    form = ConsentForm(request.POST)
    if form.is_valid():
        consents.record_consent(
            store_id=store.id,
            profile_id=ProfileId(profile_id),
            source=f"staff:{actor.name}",
            **form.cleaned_data,
        )
        ui.say(request, _("The answer is on record."))
    else:
        _warn(request, form)
    return _to_customer(store, profile_id)


@require_POST
@stores.staff_view(at_least=Role.AGENT)
def set_trait(request: ui.StaffRequest, store: StoreInfo, actor: Actor, profile_id: UUID) -> HttpResponse:
    form = TraitForm(request.POST)
    if form.is_valid():
        _set(request, store, actor, profile_id, {form.cleaned_data["name"]: form.cleaned_data["value"]})
    else:
        _warn(request, form)
    return _to_customer(store, profile_id)


@require_POST
@stores.staff_view(at_least=Role.AGENT)
def unset_trait(request: ui.StaffRequest, store: StoreInfo, actor: Actor, profile_id: UUID) -> HttpResponse:
    _set(request, store, actor, profile_id, {request.POST.get("name", ""): None})
    return _to_customer(store, profile_id)


def _set(
    request: ui.StaffRequest, store: StoreInfo, actor: Actor, profile_id: UUID, traits: dict[str, str | None]
) -> None:
    try:
        customers.set_traits(
            store_id=store.id, profile_id=ProfileId(profile_id), traits=traits, by=actor.name
        )
    except Invalid:
        ui.warn(request, _("This cannot be kept. Give it a name of 1 to 100 characters."))
    else:
        ui.say(request, _("Saved."))


@require_POST
@stores.staff_view(at_least=Role.AGENT)
def merge_customer(
    request: ui.StaffRequest, store: StoreInfo, actor: Actor, profile_id: UUID
) -> HttpResponse:
    """Merge with whoever is known by what was typed."""
    form = MergeForm(request.POST)
    if not form.is_valid():
        _warn(request, form)
        return _to_customer(store, profile_id)
    other = _find(store, form)
    if other is None:
        ui.warn(request, _("Nobody is known by this. Look the customer up first, and copy their e-mail."))
        return _to_customer(store, profile_id)
    try:
        merge = merges.merge_profiles(
            store_id=store.id, profile_id=ProfileId(profile_id), other_id=other.id, by=actor.name
        )
    except Conflict:
        ui.warn(request, _("This is the same customer already."))
        return _to_customer(store, profile_id)
    ui.say(request, _("They are one customer now."), undo_url=_undo_url(store, merge.id))
    return _to_customer(store, merge.profile_id)


def _find(store: StoreInfo, form: MergeForm) -> ProfileInfo | None:
    found = (people.find_profile(store.id, kind, value) for kind, value in form.list_guesses())
    return next((each for each in found if each), None)


@require_POST
@stores.staff_view(at_least=Role.AGENT)
def undo_merge(request: ui.StaffRequest, store: StoreInfo, actor: Actor, merge_id: int) -> HttpResponse:
    try:
        merge = merges.undo_merge(store_id=store.id, merge_id=merge_id, by=actor.name)
    except Conflict:
        ui.warn(request, _("This merge was undone already."))
        return redirect("profiles:suggestions", slug=store.slug)
    ui.say(request, _("They are two customers again, each with their own history."))
    return _to_customer(store, merge.profile_id)


@require_POST
@stores.staff_view(at_least=Role.AGENT)
def split_identifier(
    request: ui.StaffRequest, store: StoreInfo, actor: Actor, profile_id: UUID, identifier_id: int
) -> HttpResponse:
    try:
        merges.split_identifier(store_id=store.id, identifier_id=identifier_id, by=actor.name)
    except Conflict:
        ui.warn(request, _("The customer is known by this, so it cannot be taken off."))
    else:
        ui.say(request, _("It stands on its own now, with all that happened under it."))
    return _to_customer(store, profile_id)


@require_POST
@stores.staff_view(at_least=Role.AGENT)
def accept_suggestion(
    request: ui.StaffRequest, store: StoreInfo, actor: Actor, suggestion_id: int
) -> HttpResponse:
    try:
        merge = merges.accept_suggestion(store_id=store.id, suggestion_id=suggestion_id, by=actor.name)
    except Conflict:
        ui.warn(request, _("This is the same customer already."))
    else:
        ui.say(request, _("They are one customer now."), undo_url=_undo_url(store, merge.id))
    return _back(request, store)


@require_POST
@stores.staff_view(at_least=Role.AGENT)
def dismiss_suggestion(
    request: ui.StaffRequest, store: StoreInfo, actor: Actor, suggestion_id: int
) -> HttpResponse:
    merges.dismiss_suggestion(store_id=store.id, suggestion_id=suggestion_id, by=actor.name)
    undo = reverse("profiles:restore_suggestion", kwargs={"slug": store.slug, "suggestion_id": suggestion_id})
    ui.say(request, _("They stay two customers."), undo_url=undo)
    return _back(request, store)


@require_POST
@stores.staff_view(at_least=Role.AGENT)
def restore_suggestion(
    _request: ui.StaffRequest, store: StoreInfo, _actor: Actor, suggestion_id: int
) -> HttpResponse:
    merges.restore_suggestion(store_id=store.id, suggestion_id=suggestion_id)
    return redirect("profiles:suggestions", slug=store.slug)


@require_safe
@stores.staff_view(at_least=Role.AGENT)
def export_customer(
    _request: ui.StaffRequest, store: StoreInfo, _actor: Actor, profile_id: UUID
) -> HttpResponse:
    """Everything that is held about the customer, as a file to hand over."""
    held = story.export_profile(store.id, ProfileId(profile_id))
    text = json.dumps(held, cls=DjangoJSONEncoder, ensure_ascii=False, indent=2)
    name = f"customer-{profile_id}.json"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(text, content_type="application/json", headers=headers)


@require_POST
@stores.staff_view(at_least=Role.OWNER)
def erase_customer(
    request: ui.StaffRequest, store: StoreInfo, actor: Actor, profile_id: UUID
) -> HttpResponse:
    form = EraseForm(request.POST)
    if not form.is_valid():
        _warn(request, form)
        return _to_customer(store, profile_id)
    erasing.erase_profile(store_id=store.id, profile_id=ProfileId(profile_id), by=actor.name)
    ui.say(request, _("The customer is erased. The receipt stands here."))
    return redirect("profiles:receipts", slug=store.slug)


def _undo_url(store: StoreInfo, merge_id: int) -> str:
    return reverse("profiles:undo_merge", kwargs={"slug": store.slug, "merge_id": merge_id})


def _to_customer(store: StoreInfo, profile_id: UUID) -> HttpResponse:
    """Go to the customer's page; raise 404 for a customer of another shop."""
    person = people.get_profile(store.id, ProfileId(profile_id))
    return redirect("backoffice:customer", slug=store.slug, profile_id=person.id)


def _back(request: ui.StaffRequest, store: StoreInfo) -> HttpResponse:
    """Go back to the customer the suggestion was seen at, or to the list."""
    seen_at = request.POST.get("seen_at", "")
    try:
        return _to_customer(store, UUID(seen_at))
    except ValueError:
        return redirect("profiles:suggestions", slug=store.slug)


def _warn(request: ui.StaffRequest, form: Form) -> None:
    for name, errors in form.errors.items():
        label = form.fields[name].label if name in form.fields else ""
        ui.warn(request, f"{label}: {errors[0]}" if label else errors[0])
