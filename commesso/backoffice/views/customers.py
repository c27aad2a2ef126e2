"""Customers: who is there, and how to find one."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy
from django.views.decorators.http import require_safe

from commesso.backoffice.queries.people import search_people
from commesso.backoffice.views.lists import PAGE, choice, is_narrowed, read_page
from commesso.backoffice.views.live import customer_url, who
from commesso.backoffice.views.needs import find_import_url, find_url
from commesso.kernel.clock import now
from commesso.profiles.contracts import ProfileFilters, ProfileInfo
from commesso.stores import api as stores
from commesso.stores.contracts import Actor, StoreInfo
from commesso.ui import api as ui
from commesso.ui.contracts import Filter, Pager, Teach

_WHO = {"visitors": lazy("Visitors without a name"), "all": lazy("Everybody")}
_REACH = {
    "email": lazy("With an e-mail address"),
    "phone": lazy("With a phone number"),
    "no-email": lazy("Without an e-mail address"),
}
_SEEN = {
    "1": lazy("Seen today"),
    "7": lazy("Seen in 7 days"),
    "30": lazy("Seen in 30 days"),
    "quiet": lazy("Quiet for 90 days"),
}
_REACHED: Mapping[str, ProfileFilters] = {
    "email": ProfileFilters(has_email=True),
    "phone": ProfileFilters(has_phone=True),
    "no-email": ProfileFilters(has_email=False),
}


@require_safe
@stores.staff_view()
def customers(request: ui.StaffRequest, store: StoreInfo, actor: Actor) -> HttpResponse:
    """List people, the last seen first. Whoever is searched for is found with or without a name."""
    search = request.GET.get("q", "").strip()
    filters = [
        choice(request, "who", _("Everybody") if search else _("Customers"), _WHO),
        choice(request, "reach", _("Any contact"), _REACH),
        choice(request, "seen", _("Any time"), _SEEN),
    ]
    chosen = _chosen(filters, search)
    page = read_page(
        request,
        lambda cursor: search_people(store.id, search, filters=chosen, cursor=cursor, limit=PAGE),
    )
    context = {
        "people": [customer_row(store, person) for person in page.items],
        "filters": filters,
        "pager": Pager(next_cursor=page.next_cursor),
        "teach": _teach(store, actor, is_filtered=is_narrowed(request, filters)),
    }
    return render(request, "backoffice/customers.html", context)


def _chosen(filters: list[Filter], search: str) -> ProfileFilters:
    wanted = {each.name: each.value for each in filters}
    chosen = _REACHED.get(wanted["reach"], ProfileFilters())
    if wanted["who"] == "visitors":
        chosen = replace(chosen, is_known=False)
    elif wanted["who"] != "all" and not search:
        chosen = replace(chosen, is_known=True)
    if wanted["seen"] == "quiet":
        return replace(chosen, seen_before=now() - timedelta(days=90))
    if wanted["seen"]:
        return replace(chosen, seen_after=now() - timedelta(days=int(wanted["seen"])))
    return chosen


def customer_row(store: StoreInfo, person: ProfileInfo) -> dict[str, object]:
    return {
        "person": person,
        "who": who(person),
        "url": customer_url(store, person),
        "country": ui.country(person.country),
    }


def _teach(store: StoreInfo, actor: Actor, *, is_filtered: bool) -> Teach:
    if is_filtered:
        return Teach(
            title=_("Nobody found"),
            text=_("Try the beginning of a name, e-mail address, phone number or id, or take a filter away."),
            icon="user-search",
            action=_("Show everybody"),
            url=reverse("backoffice:customers", kwargs={"slug": store.slug}) + "?who=all",
        )
    return Teach(
        title=_("Your customers will stand here"),
        text=_("Everyone who signs in, orders or leaves an address, each with their whole story."),
        icon="users",
        action=_("Connect your shop"),
        url=find_url("stores:install", store),
        links={url: _("Import customers")} if (url := find_import_url(store, actor)) else {},
    )
