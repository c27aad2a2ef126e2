"""One rule for rows of products: its form at the left, the products it means at the right."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from commesso.discovery.actions import merchant_rules as actions
from commesso.discovery.actions.fitting import is_awaited, take_shop
from commesso.discovery.forms.merchant_rules import RuleForm, rule_initial
from commesso.discovery.queries.merchant_rules import rule_for, to_rule
from commesso.discovery.queries.products import find_products
from commesso.discovery.rules.recommending.filling import fits
from commesso.discovery.rules.recommending.wishing import StoredRule
from commesso.discovery.views.merchant_words import state_chip
from commesso.discovery.views.recommendations import may_edit
from commesso.stores import api as stores
from commesso.stores.contracts import Actor, Role, StoreInfo
from commesso.ui import api as ui
from commesso.ui.contracts import Crumb

_SHOWN = 8


@require_safe
@stores.staff_view(at_least=Role.MARKETER)
def new_recommendation_rule(request: ui.StaffRequest, store: StoreInfo, actor: Actor) -> HttpResponse:
    return _show(request, store, actor, RuleForm(store=store, initial={"place": 1, "strength": 3}))


@require_POST
@stores.staff_view(at_least=Role.MARKETER)
def create_recommendation_rule(request: ui.StaffRequest, store: StoreInfo, actor: Actor) -> HttpResponse:
    form = RuleForm(request.POST, store=store)
    if not form.is_valid():
        return _show(request, store, actor, form)
    made = actions.create_rule(store_id=store.id, wish=form.read())
    ui.say(request, _("The rule is on. Rows follow it within seconds."))
    return redirect("discovery:recommendation_rule", slug=store.slug, rule_id=made.id)


@require_safe
@stores.staff_view()
def recommendation_rule(
    request: ui.StaffRequest, store: StoreInfo, actor: Actor, rule_id: int
) -> HttpResponse:
    found = to_rule(rule_for(store.id, rule_id))
    return _show(request, store, actor, RuleForm(store=store, initial=rule_initial(found, store)), found)


@require_POST
@stores.staff_view(at_least=Role.MARKETER)
def save_recommendation_rule(
    request: ui.StaffRequest, store: StoreInfo, actor: Actor, rule_id: int
) -> HttpResponse:
    found = to_rule(rule_for(store.id, rule_id))
    form = RuleForm(request.POST, store=store, initial=rule_initial(found, store))
    if not form.is_valid():
        return _show(request, store, actor, form, found)
    actions.save_rule(store_id=store.id, wish=form.read(rule_id=rule_id))
    ui.say(request, _("Saved. Rows follow it within seconds."))
    return redirect("discovery:recommendation_rule", slug=store.slug, rule_id=rule_id)


def _show(
    request: ui.StaffRequest, store: StoreInfo, actor: Actor, form: RuleForm, found: StoredRule | None = None
) -> HttpResponse:
    crumb = Crumb(
        label=_("Recommendations"), url=reverse("discovery:recommendations", kwargs={"slug": store.slug})
    )
    context = {
        "store": store,
        "crumbs": [crumb],
        "form": form,
        "rule": found,
        "chip": found and state_chip(found),
        "may_edit": may_edit(actor),
        **(_meant(store, found) if found else {}),
    }
    return render(request, "discovery/recommendation_rule.html", context, status=422 if form.errors else 200)


def _meant(store: StoreInfo, found: StoredRule) -> dict[str, Any]:
    """The products a rule means, as far as they were read."""
    cards = take_shop(store.id).cards
    keys = [key for key, card in cards.items() if fits(found.rule, card)]
    products = find_products(store.id, keys[:_SHOWN])
    return {
        "meant": [products[key] for key in keys[:_SHOWN] if key in products],
        "meant_count": len(keys),
        "more_count": max(0, len(keys) - _SHOWN),
        "is_awaited": is_awaited(store.id),
    }
