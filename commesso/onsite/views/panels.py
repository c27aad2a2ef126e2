"""The list of panels, and switching them on and off."""

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from commesso.kernel.errors import Conflict
from commesso.onsite.actions import panels as actions
from commesso.onsite.actions.ready import READY
from commesso.onsite.contracts import Asks, PanelInfo, PanelState
from commesso.onsite.queries.counts import DAYS, get_counts
from commesso.onsite.queries.panels import list_panels
from commesso.onsite.views.words import kind_name, lacks, language_name, state_chip
from commesso.stores import api as stores
from commesso.stores.contracts import Actor, Role, StoreInfo
from commesso.ui import api as ui


@require_safe
@stores.staff_view()
def panels(request: ui.StaffRequest, store: StoreInfo, actor: Actor) -> HttpResponse:
    """List the panels with what became of them."""
    found = list_panels(store.id)
    counts = get_counts(store.id, [panel.id for panel in found])
    context = {
        "store": store,
        "rows": [{**_row(store, panel), "counts": counts[panel.id]} for panel in found],
        "days": DAYS,
        "may_edit": may_edit(actor),
        "mail_is_stuck": any(panel.asks is Asks.SIGN_UP for panel in found) and not can_mail(request),
    }
    return render(request, "onsite/panels.html", context)


def _row(store: StoreInfo, panel: PanelInfo) -> dict[str, Any]:
    return {
        "panel": panel,
        "url": panel_url(store, panel.id),
        "kind": kind_name(panel.kind),
        "chip": state_chip(panel),
        "is_sign_up": panel.asks is Asks.SIGN_UP,
        "lacking": [
            language_name(language)
            for language in store.languages
            if lacks(panel.contents.get(language), kind=panel.kind, asks=panel.asks)
        ],
    }


def may_edit(actor: Actor) -> bool:
    return actor.role is not None and stores.may_act_as(actor.role, Role.MARKETER)


def can_mail(request: ui.StaffRequest) -> bool:
    """Whether a mail with a link can leave: this server must know its own address."""
    return bool(ui.trusted_base(scheme=request.scheme or "http", host=request.get_host()))


def panel_url(store: StoreInfo, panel_id: int) -> str:
    return reverse("onsite:panel", kwargs={"slug": store.slug, "panel_id": panel_id})


@require_POST
@stores.staff_view(at_least=Role.MARKETER)
def create_panel(request: ui.StaffRequest, store: StoreInfo, _actor: Actor) -> HttpResponse:
    ready = request.POST.get("ready", "message")
    if ready not in READY:
        raise Http404(f"There is no ready panel {ready!r}.")
    panel = actions.create_panel(store=store, ready=ready)
    return redirect("onsite:panel", slug=store.slug, panel_id=panel.id)


@require_POST
@stores.staff_view(at_least=Role.MARKETER)
def activate_panel(request: ui.StaffRequest, store: StoreInfo, _actor: Actor, panel_id: int) -> HttpResponse:
    try:
        actions.activate_panel(store=store, panel_id=panel_id)
    except Conflict:
        said = _("It lacks words in %(language)s, your shop's main language. Write them first.")
        ui.warn(request, said % {"language": language_name(store.languages[0])})
    else:
        undo = reverse("onsite:pause_panel", kwargs={"slug": store.slug, "panel_id": panel_id})
        ui.say(request, _("Shoppers see it from now on."), undo_url=undo)
    return redirect("onsite:panel", slug=store.slug, panel_id=panel_id)


@require_POST
@stores.staff_view(at_least=Role.MARKETER)
def pause_panel(request: ui.StaffRequest, store: StoreInfo, _actor: Actor, panel_id: int) -> HttpResponse:
    actions.pause_panel(store_id=store.id, panel_id=panel_id)
    undo = reverse("onsite:activate_panel", kwargs={"slug": store.slug, "panel_id": panel_id})
    ui.say(request, _("Nobody sees it any more."), undo_url=undo)
    return redirect("onsite:panel", slug=store.slug, panel_id=panel_id)


@require_POST
@stores.staff_view(at_least=Role.MARKETER)
def remove_panel(request: ui.StaffRequest, store: StoreInfo, _actor: Actor, panel_id: int) -> HttpResponse:
    actions.remove_panel(store_id=store.id, panel_id=panel_id)
    undo = reverse("onsite:restore_panel", kwargs={"slug": store.slug, "panel_id": panel_id})
    ui.say(request, _("The panel is gone."), undo_url=undo)
    return redirect("onsite:panels", slug=store.slug)


@require_POST
@stores.staff_view(at_least=Role.MARKETER)
def restore_panel(request: ui.StaffRequest, store: StoreInfo, _actor: Actor, panel_id: int) -> HttpResponse:
    panel = actions.restore_panel(store_id=store.id, panel_id=panel_id)
    ui.say(request, _("The panel is back."))
    if panel.state is PanelState.ACTIVE:
        ui.say(request, _("Shoppers see it again."))
    return redirect("onsite:panel", slug=store.slug, panel_id=panel.id)
