"""Synonyms, redirects and pinned products: the list of all, and each change."""

from typing import Any

from django.core import signing
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_POST, require_safe

from commesso.discovery.actions import wishing
from commesso.discovery.forms.wishes import PinForm, RedirectForm, SynonymsForm, synonyms_initial
from commesso.discovery.queries.wishes import find_pin, list_pins, list_redirects, list_synonyms
from commesso.discovery.rules.searching.counting import fold_query
from commesso.discovery.views.search import may_edit, query_url, show_query
from commesso.stores import api as stores
from commesso.stores.contracts import Actor, Role, StoreInfo
from commesso.ui import api as ui
from commesso.ui.contracts import Crumb

_UNDO = "discovery.wishes"
_UNDO_SECONDS = 86_400


@require_safe
@stores.staff_view()
def wishes(request: ui.StaffRequest, store: StoreInfo, actor: Actor) -> HttpResponse:
    """List what the shop wishes of certain queries."""
    return _show(request, store, actor)


def _show(
    request: ui.StaffRequest,
    store: StoreInfo,
    actor: Actor,
    *,
    synonyms: SynonymsForm | None = None,
    of_row: int = 0,
    led: RedirectForm | None = None,
) -> HttpResponse:
    """Show the list. `synonyms` (of a row, or a new one), `led`: a form that was sent as it cannot be taken."""
    rows = list_synonyms(store.id)
    new = synonyms if synonyms and not of_row else SynonymsForm(auto_id="new-%s")
    context = {
        "store": store,
        "crumbs": [
            Crumb(
                label=pgettext("page", "Search"), url=reverse("discovery:search", kwargs={"slug": store.slug})
            )
        ],
        "synonyms": [
            (
                row,
                synonyms
                if synonyms and row.id == of_row
                else SynonymsForm(
                    initial=synonyms_initial(row.phrases, one_way=row.one_way), auto_id=f"row-{row.id}-%s"
                ),
            )
            for row in rows
        ],
        "open_row": of_row,
        "redirects": [(row, query_url(store, row.query)) for row in list_redirects(store.id)],
        "pins": [(row, query_url(store, row.query)) for row in list_pins(store.id)],
        "new_form": new,
        "redirect_form": led or RedirectForm(auto_id="redirect-%s"),
        "may_edit": may_edit(actor),
    }
    return render(request, "discovery/wishes.html", context, status=422 if synonyms or led else 200)


@require_POST
@stores.staff_view(at_least=Role.MARKETER)
def create_synonyms(request: ui.StaffRequest, store: StoreInfo, actor: Actor) -> HttpResponse:
    form, asked = SynonymsForm(request.POST), request.POST.get("query", "")
    if not form.is_valid():
        if asked:
            return show_query(request, store, actor, asked, synonyms=form)
        form.auto_id = "new-%s"
        return _show(request, store, actor, synonyms=form)
    values = form.cleaned_data
    wishing.add_synonyms(store_id=store.id, phrases=values["phrases"], one_way=values["one_way"])
    ui.say(request, _("Search knows it within seconds."))
    return redirect(query_url(store, fold_query(asked)) if asked else _list_url(store))


@require_POST
@stores.staff_view(at_least=Role.MARKETER)
def save_synonyms(request: ui.StaffRequest, store: StoreInfo, actor: Actor, synonyms_id: int) -> HttpResponse:
    form = SynonymsForm(request.POST, auto_id=f"row-{synonyms_id}-%s")
    if not form.is_valid():
        return _show(request, store, actor, synonyms=form, of_row=synonyms_id)
    values = form.cleaned_data
    wishing.change_synonyms(
        store_id=store.id, row_id=synonyms_id, phrases=values["phrases"], one_way=values["one_way"]
    )
    ui.say(request, _("Search knows it within seconds."))
    return redirect(_list_url(store))


@require_POST
@stores.staff_view(at_least=Role.MARKETER)
def remove_synonyms(
    request: ui.StaffRequest, store: StoreInfo, _actor: Actor, synonyms_id: int
) -> HttpResponse:
    was = wishing.remove_synonyms(store_id=store.id, row_id=synonyms_id)
    undo = _undo_url(store, "synonyms", {"phrases": was.phrases, "one_way": was.one_way})
    ui.say(request, _("The synonyms are gone."), undo_url=undo)
    return redirect(_back_url(request, store))


@require_POST
@stores.staff_view(at_least=Role.MARKETER)
def save_redirect(request: ui.StaffRequest, store: StoreInfo, actor: Actor) -> HttpResponse:
    form, is_of_a_query = RedirectForm(request.POST), "back" in request.POST
    if not form.is_valid():
        if is_of_a_query:
            return show_query(request, store, actor, request.POST.get("query", ""), redirect=form)
        form.auto_id = "redirect-%s"
        return _show(request, store, actor, led=form)
    values = form.cleaned_data
    wishing.put_redirect(store_id=store.id, query=values["query"], url=values["url"])
    ui.say(request, _("The query leads there within seconds."))
    return redirect(_back_url(request, store))


@require_POST
@stores.staff_view(at_least=Role.MARKETER)
def remove_redirect(
    request: ui.StaffRequest, store: StoreInfo, _actor: Actor, redirect_id: int
) -> HttpResponse:
    was = wishing.remove_redirect(store_id=store.id, row_id=redirect_id)
    undo = _undo_url(store, "redirect", {"query": was.query, "url": was.url})
    ui.say(request, _("The query is searched again."), undo_url=undo)
    return redirect(_back_url(request, store))


@require_POST
@stores.staff_view(at_least=Role.MARKETER)
def change_pin(request: ui.StaffRequest, store: StoreInfo, _actor: Actor) -> HttpResponse:
    """Put a product first for a query, let it go, or move it up."""
    form = PinForm(request.POST)
    if not form.is_valid():
        ui.warn(request, _("That product cannot be pinned to that query."))
        return redirect(_list_url(store))
    asked = fold_query(form.cleaned_data["query"])
    pin = find_pin(store.id, asked)
    pinned = form.apply(pin.product_ids if pin else ())
    if pinned:
        wishing.put_pin(store_id=store.id, query=asked, product_ids=pinned)
    elif pin:
        wishing.remove_pin(store_id=store.id, row_id=pin.id)
    return redirect(query_url(store, asked) + "#pinned")


@require_POST
@stores.staff_view(at_least=Role.MARKETER)
def remove_pin(request: ui.StaffRequest, store: StoreInfo, _actor: Actor, pin_id: int) -> HttpResponse:
    was = wishing.remove_pin(store_id=store.id, row_id=pin_id)
    undo = _undo_url(store, "pin", {"query": was.query, "product_ids": was.product_ids})
    ui.say(request, _("The query finds what it finds."), undo_url=undo)
    return redirect(_back_url(request, store))


@require_POST
@stores.staff_view(at_least=Role.MARKETER)
def restore_wish(request: ui.StaffRequest, store: StoreInfo, _actor: Actor, wish: str) -> HttpResponse:
    """Take a removal back. The address holds what was removed, signed."""
    try:
        store_id, noun, values = signing.loads(wish, salt=_UNDO, max_age=_UNDO_SECONDS)
    except signing.BadSignature:
        raise Http404("This undo is too old.") from None
    if store_id != store.id:
        raise Http404("This undo is not of this shop.")
    match noun:
        case "synonyms":
            wishing.add_synonyms(store_id=store.id, **values)
        case "redirect":
            wishing.put_redirect(store_id=store.id, **values)
        case _:
            wishing.put_pin(store_id=store.id, **values)
    ui.say(request, _("It is back."))
    return redirect(_list_url(store))


def _undo_url(store: StoreInfo, noun: str, values: dict[str, Any]) -> str:
    wish = signing.dumps([store.id, noun, values], salt=_UNDO, compress=True)
    return reverse("discovery:restore_wish", kwargs={"slug": store.slug, "wish": wish})


def _list_url(store: StoreInfo) -> str:
    return reverse("discovery:wishes", kwargs={"slug": store.slug})


def _back_url(request: ui.StaffRequest, store: StoreInfo) -> str:
    """Return where the change was made: the page of a query, or the list."""
    asked = request.POST.get("back", "")
    return query_url(store, fold_query(asked)) if asked else _list_url(store)
