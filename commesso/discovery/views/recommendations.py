"""What rows of products show and why, and the merchant's rules for them."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from commesso.catalog import api as catalog
from commesso.catalog.contracts import ProductFilter, ProductInfo, ProductStatus
from commesso.discovery.actions import merchant_rules as actions
from commesso.discovery.actions.fitting import is_awaited, take_shop
from commesso.discovery.actions.recommending import Shown, show_slot
from commesso.discovery.contracts.recommending import SlotKind
from commesso.discovery.forms.merchant_rules import SLOTS, WhyForm
from commesso.discovery.queries.merchant_rules import list_rules, list_rules_now
from commesso.discovery.queries.row_report import DAYS, list_row_counts
from commesso.discovery.rules.recommending.reasons import say_title
from commesso.discovery.rules.recommending.shop import Asked
from commesso.discovery.rules.recommending.wishing import StoredRule
from commesso.discovery.views.merchant_words import describe_rule, reason_name, state_chip
from commesso.infra.contracts import EventStoreDown
from commesso.kernel.clock import now
from commesso.stores import api as stores
from commesso.stores.contracts import Actor, Role, StoreInfo
from commesso.ui import api as ui

_SHOWN = 12


@require_safe
@stores.staff_view()
def recommendations(request: ui.StaffRequest, store: StoreInfo, actor: Actor) -> HttpResponse:
    """List the rules, and show a row with why each product is in it."""
    context = {
        "store": store,
        "rows": [_row(store, each) for each in list_rules(store.id)],
        "may_edit": may_edit(actor),
        "days": DAYS,
        **_counts(store),
        **_why(request, store),
    }
    return render(request, "discovery/recommendations.html", context)


def _counts(store: StoreInfo) -> dict[str, Any]:
    try:
        found = list_row_counts(store.id)
    except EventStoreDown:
        return {"counts": [], "is_down": True}
    return {"counts": [{"name": SLOTS[each.kind], "of": each} for each in found], "is_down": False}


def may_edit(actor: Actor) -> bool:
    return actor.role is not None and stores.may_act_as(actor.role, Role.MARKETER)


def _row(store: StoreInfo, each: StoredRule) -> dict[str, Any]:
    return {
        "rule": each,
        "chip": state_chip(each),
        "words": describe_rule(each, store),
        "url": reverse("discovery:recommendation_rule", kwargs={"slug": store.slug, "rule_id": each.id}),
    }


def _why(request: ui.StaffRequest, store: StoreInfo) -> dict[str, Any]:
    """What a row shows now to somebody of whom nothing is known, with the reasons."""
    form = WhyForm({"kind": SlotKind.TRENDING, **request.GET.dict()})
    if not form.is_valid():
        return {"form": form, "shown": [], "product": None}
    kind, words = SlotKind(form.cleaned_data["kind"]), form.cleaned_data["product"].strip()
    product = _find_product(store, words)
    if words and product is None:
        form.add_error("product", _("No product is called so. Enter its id, or other words of its name."))
        return {"form": form, "shown": [], "product": None}
    named = () if product is None else (product.product_id,)
    asked = Asked(kind=kind, products=named, seen=named, count=_SHOWN)
    shown = show_slot(take_shop(store.id), store.id, asked=asked, rules=list_rules_now(store.id, kind, now()))
    return {
        "form": form,
        "product": product,
        "shown": [_tell(store, each) for each in shown],
        "title": say_title(kind, [each.why for each in shown], request.LANGUAGE_CODE or ""),
        "is_awaited": is_awaited(store.id),
    }


def _find_product(store: StoreInfo, words: str) -> ProductInfo | None:
    if not words:
        return None
    known = catalog.find_product(store.id, words)
    if known is not None:
        return known
    where = ProductFilter(search=words, status=ProductStatus.ACTIVE)
    return next(iter(catalog.list_products(store.id, where=where, limit=1).items), None)


def _tell(store: StoreInfo, each: Shown) -> dict[str, Any]:
    product = each.product
    return {
        "title": product.title,
        "image": product.images[0].url if product.images else "",
        "price": product.price,
        "url": reverse("backoffice:product", kwargs={"slug": store.slug, "product_id": product.product_id}),
        "reason": reason_name(each.why),
        "is_guess": each.why.is_guess,
        "rule": each.why.rule,
    }


@require_POST
@stores.staff_view(at_least=Role.MARKETER)
def activate_recommendation_rule(
    request: ui.StaffRequest, store: StoreInfo, _actor: Actor, rule_id: int
) -> HttpResponse:
    actions.switch_rule(store_id=store.id, rule_id=rule_id, is_active=True)
    ui.say(request, _("The rule is on."), undo_url=_address(store, "pause", rule_id))
    return redirect("discovery:recommendation_rule", slug=store.slug, rule_id=rule_id)


@require_POST
@stores.staff_view(at_least=Role.MARKETER)
def pause_recommendation_rule(
    request: ui.StaffRequest, store: StoreInfo, _actor: Actor, rule_id: int
) -> HttpResponse:
    actions.switch_rule(store_id=store.id, rule_id=rule_id, is_active=False)
    ui.say(request, _("The rule is off."), undo_url=_address(store, "activate", rule_id))
    return redirect("discovery:recommendation_rule", slug=store.slug, rule_id=rule_id)


@require_POST
@stores.staff_view(at_least=Role.MARKETER)
def remove_recommendation_rule(
    request: ui.StaffRequest, store: StoreInfo, _actor: Actor, rule_id: int
) -> HttpResponse:
    actions.remove_rule(store_id=store.id, rule_id=rule_id)
    ui.say(request, _("The rule is gone."), undo_url=_address(store, "restore", rule_id))
    return redirect("discovery:recommendations", slug=store.slug)


@require_POST
@stores.staff_view(at_least=Role.MARKETER)
def restore_recommendation_rule(
    request: ui.StaffRequest, store: StoreInfo, _actor: Actor, rule_id: int
) -> HttpResponse:
    actions.restore_rule(store_id=store.id, rule_id=rule_id)
    ui.say(request, _("The rule is back."))
    return redirect("discovery:recommendation_rule", slug=store.slug, rule_id=rule_id)


def _address(store: StoreInfo, what: str, rule_id: int) -> str:
    return reverse(f"discovery:{what}_recommendation_rule", kwargs={"slug": store.slug, "rule_id": rule_id})
