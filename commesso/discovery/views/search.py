"""How search does: what is searched, what finds nothing, what nobody clicks, and one query with all that mends it."""

from collections.abc import Iterable, Sequence
from typing import Any
from urllib.parse import urlencode

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_safe

from commesso.catalog import api as catalog
from commesso.catalog.contracts import ProductInfo, ProductStatus
from commesso.discovery.actions.searching import open_search
from commesso.discovery.forms.searching import SearchAsk, tell_result
from commesso.discovery.forms.wishes import RedirectForm, SynonymsForm
from commesso.discovery.queries.query_report import DAYS, list_figures, list_ideas
from commesso.discovery.queries.wishes import (
    find_pin,
    find_redirect,
    list_pins,
    list_redirects,
    list_synonyms,
    recall_wishes,
)
from commesso.discovery.rules.searching.counting import LONGEST, fold_query
from commesso.discovery.rules.searching.reporting import QueryFigures
from commesso.discovery.rules.searching.synonyms import read_phrase
from commesso.infra.contracts import EventStoreDown
from commesso.kernel.clock import now
from commesso.stores import api as stores
from commesso.stores.contracts import Actor, Role, StoreInfo
from commesso.ui import api as ui
from commesso.ui.contracts import Chip, Crumb, Kpi

_SHOWN = 100  # queries of a list
_FOUND = 12  # products of a query


@require_safe
@stores.staff_view()
def search(request: ui.StaffRequest, store: StoreInfo, actor: Actor) -> HttpResponse:
    """List the queries with how they did, those that need somebody first where that is asked for."""
    figures, is_down = _figures(store)
    show = request.GET.get("show", "")
    kept = {
        "empty": [each for each in figures if each.empty],
        "passed": [each for each in figures if each.is_passed_by],
    }.get(show, figures)
    if show == "empty":
        kept.sort(key=lambda each: (-each.empty, each.query))
    context = {
        "store": store,
        "kpis": _kpis(store, figures),
        "tabs": _tabs(figures, show),
        "rows": [_row(store, each) for each in kept[:_SHOWN]],
        "has_any": bool(figures),
        "ideas": [] if is_down else list_ideas(store.id, figures, now=now()),
        "is_down": is_down,
        "days": DAYS,
        "may_edit": may_edit(actor),
        "wished": len(list_synonyms(store.id)) + len(list_redirects(store.id)) + len(list_pins(store.id)),
    }
    return render(request, "discovery/search.html", context)


@require_safe
@stores.staff_view()
def query(request: ui.StaffRequest, store: StoreInfo, actor: Actor) -> HttpResponse:
    """One query: what it finds now, and what can be done about it."""
    return show_query(request, store, actor, request.GET.get("q", ""))


def show_query(
    request: ui.StaffRequest,
    store: StoreInfo,
    actor: Actor,
    asked: str,
    *,
    synonyms: SynonymsForm | None = None,
    redirect: RedirectForm | None = None,
) -> HttpResponse:
    """Show the page of a query. `synonyms`, `redirect`: a form that was sent as it cannot be taken."""
    folded = fold_query(asked)[:LONGEST]
    figures, is_down = _figures(store)
    of_it = next((each for each in figures if each.query == folded), QueryFigures(query=folded))
    pin, led = find_pin(store.id, folded), find_redirect(store.id, folded)
    pinned = pin.product_ids if pin else ()
    wanted = request.GET.get("find", "").strip()[:LONGEST]
    found = _find(store, folded, without=pinned)
    finds_nothing = found == [] and not pinned
    context = {
        "store": store,
        "asked": folded,
        "crumbs": [
            Crumb(
                label=pgettext("page", "Search"), url=reverse("discovery:search", kwargs={"slug": store.slug})
            )
        ],
        "chip": _chip(of_it, finds_nothing=finds_nothing),
        "kpis": _kpis(store, [of_it]),
        "is_down": is_down,
        "pin": pin,
        "redirect": led,
        "synonyms": [each for each in list_synonyms(store.id) if _is_among(folded, each.phrases)],
        "pinned": _list_products(store, pinned),
        "found": found,
        "wanted": wanted,
        "others": _find(store, wanted, without=pinned) if wanted else None,
        "synonyms_form": synonyms or SynonymsForm(initial={"query": folded, "one_way": True}),
        "redirect_form": redirect or RedirectForm(initial={"query": folded, "url": led.url if led else ""}),
        "may_edit": may_edit(actor),
        "is_query": bool(read_phrase(folded)),
    }
    return render(request, "discovery/query.html", context, status=422 if synonyms or redirect else 200)


def query_url(store: StoreInfo, asked: str, **more: str) -> str:
    address = reverse("discovery:query", kwargs={"slug": store.slug})
    return f"{address}?{urlencode({'q': asked, **more})}"


def may_edit(actor: Actor) -> bool:
    return actor.role is not None and stores.may_act_as(actor.role, Role.MARKETER)


def _figures(store: StoreInfo) -> tuple[list[QueryFigures], bool]:
    """Return the figures, and whether the event store did not answer."""
    try:
        return list_figures(store, now=now()), False
    except EventStoreDown:
        return [], True


def _kpis(store: StoreInfo, figures: Sequence[QueryFigures]) -> list[Kpi]:
    searches, empty = sum(each.searches for each in figures), sum(each.empty for each in figures)
    observed, looked = sum(each.observed for each in figures), sum(each.looked_at for each in figures)
    orders, minor = sum(each.orders for each in figures), sum(each.revenue_minor for each in figures)
    days = _("in %(days)s days") % {"days": ui.number(DAYS)}
    return [
        Kpi(label=_("Searches"), value=ui.number(searches), note=days),
        Kpi(
            label=_("Without results"),
            value=ui.percent(empty / searches if searches else None),
            note=_("%(count)s searches") % {"count": ui.number(empty)},
        ),
        Kpi(
            label=_("Led to a product"),
            value=ui.percent(looked / observed if observed else None),
            note=_("of %(count)s by shoppers who allow measuring") % {"count": ui.number(observed)},
            explain=_("A product was looked at before anything else was searched."),
        ),
        Kpi(
            label=_("Ordered after it"),
            value=ui.money_per(minor, store.currency, whole=True),
            note=_("%(count)s orders within a day") % {"count": ui.number(orders)},
            explain=_("Orders within a day of a search by the same shopper. The last search counts."),
        ),
    ]


def _tabs(figures: Sequence[QueryFigures], show: str) -> list[dict[str, Any]]:
    named = (
        ("", _("Most searched"), len(figures)),
        ("empty", _("Without results"), sum(1 for each in figures if each.empty)),
        ("passed", _("Without a look"), sum(1 for each in figures if each.is_passed_by)),
    )
    return [
        {"value": value, "label": label, "count": count, "is_here": value == show}
        for value, label, count in named
    ]


def _row(store: StoreInfo, each: QueryFigures) -> dict[str, Any]:
    return {
        "figures": each,
        "url": query_url(store, each.query),
        "chip": _chip(each, finds_nothing=each.finds_nothing),
        "revenue": ui.money_per(each.revenue_minor, store.currency, whole=True) if each.orders else "",
    }


def _chip(each: QueryFigures, *, finds_nothing: bool) -> Chip | None:
    if finds_nothing:
        return Chip(label=_("Finds nothing"), tone="bad")
    return Chip(label=_("Nobody looks"), tone="warning") if each.is_passed_by else None


def _is_among(asked: str, phrases: Iterable[str]) -> bool:
    return read_phrase(asked) in {read_phrase(phrase) for phrase in phrases}


def _find(store: StoreInfo, asked: str, *, without: Sequence[str]) -> list[dict[str, Any]] | None:
    """Return what shoppers find now, in their order; None while the catalogue is being read."""
    opened = open_search(store)
    if opened is None:
        return None
    told = tell_result(
        opened, SearchAsk(key="", query=asked, limit=_FOUND), store=store, wishes=recall_wishes(store.id)
    )
    ids = [] if told["matched"] == "none" else [each["product_id"] for each in told["products"]]
    return _list_products(store, [each for each in ids if each not in without])


def _list_products(store: StoreInfo, product_ids: Sequence[str]) -> list[dict[str, Any]]:
    known = catalog.find_products(store.id, product_ids)
    return [_product(known.get(product_id), product_id) for product_id in product_ids]


def _product(product: ProductInfo | None, product_id: str) -> dict[str, Any]:
    is_shown = product is not None and product.status == ProductStatus.ACTIVE
    image = product.images[0].url if product and product.images else ""
    return {
        "product_id": product_id,
        "title": (product.title if product else "") or product_id,
        "image": image if image.startswith(("http://", "https://")) else "",
        "price": product.price if product else None,
        "is_shown": is_shown,
        "is_sold_out": bool(product and product.in_stock is False),
    }
