"""Events that some part of Commesso could not take: look at one, try again, discard it."""

import msgspec
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from commesso.backoffice.views.lists import read_page
from commesso.events.stream import StreamEvent
from commesso.infra import api as infra
from commesso.infra.contracts import SetAsideEvent
from commesso.stores import api as stores
from commesso.stores.contracts import Actor, Role, StoreInfo
from commesso.ui import api as ui
from commesso.ui.contracts import Crumb, Fact, Pager, Teach

# What a merchant knows of each consumer: what misses something without the event.
_MISSING = {
    "events": lazy("Reports and stories"),
    "profiles": lazy("Customers"),
    "profiles.map": lazy("Reports about one customer"),
    "orders": lazy("Orders and carts"),
    "catalog": lazy("Products"),
    "collector.visits": lazy("Visits"),
}


@require_safe
@stores.staff_view(at_least=Role.MARKETER)
def set_aside_events(request: ui.StaffRequest, store: StoreInfo, _actor: Actor) -> HttpResponse:
    page = read_page(request, lambda cursor: infra.list_set_aside(store.id, cursor=cursor))
    context = {
        "rows": [_row(each) for each in page.items],
        "pager": Pager(next_cursor=page.next_cursor),
        "teach": Teach(
            title=_("Nothing was set aside"),
            text=_("When an event came in well and then could not be used, it is kept here, whole."),
            icon="circle-check",
        ),
    }
    return render(request, "backoffice/set_aside_events.html", context)


@require_safe
@stores.staff_view(at_least=Role.MARKETER)
def set_aside_event(
    request: ui.StaffRequest, store: StoreInfo, _actor: Actor, set_aside_id: int
) -> HttpResponse:
    """Show an event whole, with the reason."""
    found = infra.get_set_aside(store.id, set_aside_id)
    context = {
        **_row(found),
        "crumbs": [
            Crumb(
                label=_("Events set aside"),
                url=reverse("backoffice:set_aside_events", kwargs={"slug": store.slug}),
            )
        ],
        "about": [
            Fact(label=_("Missing in"), value=_missing(found)),
            Fact(label=_("Happened"), value=ui.when(found.event.at)),
            Fact(label=_("Came in"), value=ui.when(found.event.received_at)),
            Fact(label=_("Set aside"), value=ui.when(found.set_aside_at)),
            Fact(label=_("Id"), value=found.event.id),
        ],
        "whole": _whole(found.event),
    }
    return render(request, "backoffice/set_aside_event.html", context)


@require_POST
@stores.staff_view(at_least=Role.MARKETER)
def retry_set_aside(
    request: ui.StaffRequest, store: StoreInfo, _actor: Actor, set_aside_id: int
) -> HttpResponse:
    reason = infra.retry_set_aside(store_id=store.id, set_aside_id=set_aside_id)
    if reason:
        ui.warn(request, _("It still cannot be used: %(reason)s") % {"reason": reason[:200]})
        return redirect("backoffice:set_aside_event", slug=store.slug, set_aside_id=set_aside_id)
    ui.say(request, _("The event was taken."))
    return redirect("backoffice:set_aside_events", slug=store.slug)


@require_POST
@stores.staff_view(at_least=Role.MARKETER)
def retry_all_set_aside(request: ui.StaffRequest, store: StoreInfo, _actor: Actor) -> HttpResponse:
    taken, left = infra.retry_all_set_aside(store_id=store.id)
    if taken:
        said = ngettext("%(count)s event was taken.", "%(count)s events were taken.", taken)
        ui.say(request, said % {"count": ui.number(taken)})
    if left:
        said = ngettext(
            "%(count)s event still cannot be used.", "%(count)s events still cannot be used.", left
        )
        ui.warn(request, said % {"count": ui.number(left)})
    return redirect("backoffice:set_aside_events", slug=store.slug)


@require_POST
@stores.staff_view(at_least=Role.MARKETER)
def discard_set_aside(
    request: ui.StaffRequest, store: StoreInfo, _actor: Actor, set_aside_id: int
) -> HttpResponse:
    infra.discard_set_aside(store_id=store.id, set_aside_id=set_aside_id)
    ui.say(request, _("The event was discarded."))
    return redirect("backoffice:set_aside_events", slug=store.slug)


def _row(found: SetAsideEvent) -> dict[str, object]:
    return {"found": found, "name": found.event.name or found.event.kind.value, "missing": _missing(found)}


def _missing(found: SetAsideEvent) -> str:
    return str(_MISSING.get(found.consumer, found.consumer))


def _whole(event: StreamEvent) -> str:
    """Write an event as JSON for a person, with the names of its fields."""
    fields = {name: getattr(event, name) for name in event.__struct_fields__}
    return msgspec.json.format(msgspec.json.encode(fields), indent=2).decode()
