"""The list of guides, making one, and switching them on and off."""

from collections import defaultdict
from collections.abc import Mapping
from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from commesso.discovery.actions import guides as actions
from commesso.discovery.contracts.guiding import GuideInfo, GuideState
from commesso.discovery.forms.guides import NewGuideForm
from commesso.discovery.queries.guide_making import list_choices
from commesso.discovery.queries.guide_report import DAYS, GuideCounts, count_guides
from commesso.discovery.queries.guides import list_guides
from commesso.discovery.rules.guiding.editing import list_lacking
from commesso.infra.contracts import EventStoreDown
from commesso.kernel.errors import Conflict
from commesso.stores import api as stores
from commesso.stores.contracts import Actor, Role, StoreInfo
from commesso.ui import api as ui
from commesso.ui.contracts import Chip, Crumb


@require_safe
@stores.staff_view()
def guides(request: ui.StaffRequest, store: StoreInfo, actor: Actor) -> HttpResponse:
    """List the guides with what became of them."""
    found = list_guides(store.id)
    counts, is_down = read_counts(store)
    rows = [
        {
            "guide": guide,
            "chip": state_chip(guide),
            "lacking": lacking_languages(store, guide),
            "counts": counts[guide.key],
        }
        for guide in found
    ]
    context = {"store": store, "rows": rows, "days": DAYS, "is_down": is_down, "may_edit": may_edit(actor)}
    return render(request, "discovery/guides.html", context)


@require_safe
@stores.staff_view(at_least=Role.MARKETER)
def new_guide(request: ui.StaffRequest, store: StoreInfo, _actor: Actor) -> HttpResponse:
    return _show_new(request, store, _new_form(store, None))


@require_POST
@stores.staff_view(at_least=Role.MARKETER)
def create_guide(request: ui.StaffRequest, store: StoreInfo, _actor: Actor) -> HttpResponse:
    form = _new_form(store, request.POST)
    if not form.is_valid():
        return _show_new(request, store, form)
    taken = [guide.key for guide in list_guides(store.id)]
    name, category, key = form.read(taken=taken, whole=_("Whole shop"))
    guide = actions.create_guide(store_id=store.id, name=name, category=category, key=key)
    ui.say(request, _("Your products make these questions. Nobody sees the guide before you switch it on."))
    return redirect("discovery:guide", slug=store.slug, guide_id=guide.id)


def _new_form(store: StoreInfo, sent: Any) -> NewGuideForm:
    found = [
        (path, ngettext("%(path)s · %(count)s product", "%(path)s · %(count)s products", count)
         % {"path": path, "count": ui.number(count)})
        for path, count in list_choices(store.id)
    ]  # fmt: skip
    return NewGuideForm(sent, choices=[("", _("The whole shop")), *found])


def _show_new(request: ui.StaffRequest, store: StoreInfo, form: NewGuideForm) -> HttpResponse:
    context = {"store": store, "form": form, "crumbs": [guides_crumb(store)]}
    return render(request, "discovery/new_guide.html", context, status=422 if form.errors else 200)


@require_POST
@stores.staff_view(at_least=Role.MARKETER)
def activate_guide(request: ui.StaffRequest, store: StoreInfo, _actor: Actor, guide_id: int) -> HttpResponse:
    actions.activate_guide(store_id=store.id, guide_id=guide_id)
    undo = reverse("discovery:pause_guide", kwargs={"slug": store.slug, "guide_id": guide_id})
    ui.say(request, _("Shoppers are asked by it from now on."), undo_url=undo)
    return redirect("discovery:guide", slug=store.slug, guide_id=guide_id)


@require_POST
@stores.staff_view(at_least=Role.MARKETER)
def pause_guide(request: ui.StaffRequest, store: StoreInfo, _actor: Actor, guide_id: int) -> HttpResponse:
    actions.pause_guide(store_id=store.id, guide_id=guide_id)
    undo = reverse("discovery:activate_guide", kwargs={"slug": store.slug, "guide_id": guide_id})
    ui.say(request, _("Nobody is asked by it any more."), undo_url=undo)
    return redirect("discovery:guide", slug=store.slug, guide_id=guide_id)


@require_POST
@stores.staff_view(at_least=Role.MARKETER)
def remove_guide(request: ui.StaffRequest, store: StoreInfo, _actor: Actor, guide_id: int) -> HttpResponse:
    actions.remove_guide(store_id=store.id, guide_id=guide_id)
    undo = reverse("discovery:restore_guide", kwargs={"slug": store.slug, "guide_id": guide_id})
    ui.say(request, _("The guide is gone."), undo_url=undo)
    return redirect("discovery:guides", slug=store.slug)


@require_POST
@stores.staff_view(at_least=Role.MARKETER)
def restore_guide(request: ui.StaffRequest, store: StoreInfo, _actor: Actor, guide_id: int) -> HttpResponse:
    try:
        actions.restore_guide(store_id=store.id, guide_id=guide_id)
    except Conflict:
        ui.warn(request, _("Another guide has its key now. Give that one another key first."))
        return redirect("discovery:guides", slug=store.slug)
    ui.say(request, _("The guide is back."))
    return redirect("discovery:guide", slug=store.slug, guide_id=guide_id)


def read_counts(store: StoreInfo) -> tuple[Mapping[str, GuideCounts], bool]:
    """Return what became of the guides, and whether the event store did not answer."""
    try:
        return count_guides(store.id), False
    except EventStoreDown:
        return defaultdict(GuideCounts), True


def may_edit(actor: Actor) -> bool:
    return actor.role is not None and stores.may_act_as(actor.role, Role.MARKETER)


def guides_crumb(store: StoreInfo) -> Crumb:
    return Crumb(label=_("Guides"), url=reverse("discovery:guides", kwargs={"slug": store.slug}))


def state_chip(guide: GuideInfo) -> Chip:
    return {
        GuideState.ACTIVE: Chip(label=_("On"), tone="good"),
        GuideState.DRAFT: Chip(label=_("Draft")),
        GuideState.PAUSED: Chip(label=_("Paused"), tone="warning"),
    }[guide.state]


def lacking_languages(store: StoreInfo, guide: GuideInfo) -> list[str]:
    """Return the languages in which a guide's own words are not finished, as staff call them."""
    lacking = {code for question in guide.questions for code in list_lacking(question, store.languages)}
    if guide.words:
        lacking |= set(store.languages) - set(guide.words)
    return [language_name(code) for code in store.languages if code in lacking]


def language_name(code: str) -> str:
    name = ui.language(code)
    return name[:1].upper() + name[1:]
