"""The assistant: its form at the left, what shoppers see at the right."""

from collections.abc import Mapping
from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from commesso.discovery.actions.assistant import save_assistant as save
from commesso.discovery.contracts.assisting import AssistantInfo, Situation
from commesso.discovery.forms.assistant import AssistantForm, GreetingsForm, assistant_form, greetings_forms
from commesso.discovery.queries.assistant import get_assistant, list_offers
from commesso.discovery.queries.assistant_counts import DAYS, get_assistant_counts
from commesso.discovery.rules.assisting.greeting import NAME, keep_own, say_words
from commesso.discovery.rules.guiding.wording import Voice
from commesso.infra.contracts import EventStoreDown
from commesso.stores import api as stores
from commesso.stores.contracts import Actor, Role, StoreInfo
from commesso.ui import api as ui
from commesso.ui.contracts import Chip, Kpi


@require_safe
@stores.staff_view()
def assistant(request: ui.StaffRequest, store: StoreInfo, actor: Actor) -> HttpResponse:
    return _show(request, store, actor, get_assistant(store.id), sent=None)


@require_POST
@stores.staff_view(at_least=Role.MARKETER)
def save_assistant(request: ui.StaffRequest, store: StoreInfo, actor: Actor) -> HttpResponse:
    found = get_assistant(store.id)
    form, words = _forms(store, found, request.POST)
    if not all([form.is_valid(), *(each.is_valid() for each in words.values())]):
        return _show(request, store, actor, found, sent=request.POST)
    kept = {language: said for language, said in found.words.items() if language not in words}
    said = {**kept, **{language: each.read() for language, each in words.items()}}
    save(store_id=store.id, values={**form.cleaned_data, "words": said})
    ui.say(request, _("Saved."))
    return redirect("discovery:assistant", slug=store.slug)


@require_POST
@stores.staff_view(at_least=Role.MARKETER)
def activate_assistant(request: ui.StaffRequest, store: StoreInfo, _actor: Actor) -> HttpResponse:
    save(store_id=store.id, values={"is_on": True})
    undo = reverse("discovery:pause_assistant", kwargs={"slug": store.slug})
    ui.say(
        request, _("Shoppers meet it from now on; who has a page open, within five minutes."), undo_url=undo
    )
    return redirect("discovery:assistant", slug=store.slug)


@require_POST
@stores.staff_view(at_least=Role.MARKETER)
def pause_assistant(request: ui.StaffRequest, store: StoreInfo, _actor: Actor) -> HttpResponse:
    save(store_id=store.id, values={"is_on": False})
    undo = reverse("discovery:activate_assistant", kwargs={"slug": store.slug})
    ui.say(
        request, _("It is off; who has a page open meets it for five more minutes at most."), undo_url=undo
    )
    return redirect("discovery:assistant", slug=store.slug)


@require_POST
@stores.staff_view(at_least=Role.MARKETER)
def preview_assistant(request: ui.StaffRequest, store: StoreInfo, _actor: Actor) -> HttpResponse:
    """Draw what is in the form now, saved or not."""
    form, words = _forms(store, get_assistant(store.id), request.POST)
    form.is_valid()
    for each in words.values():
        each.is_valid()
    said = keep_own({language: each.read() for language, each in words.items()})
    shown = AssistantInfo(words=said, side=form.cleaned_data.get("side", "end"))
    language = request.POST.get("preview_language", "")
    situation = request.POST.get("preview_situation", "")
    return render(request, "discovery/assistant_preview.html", _preview(store, shown, language, situation))


def _forms(
    store: StoreInfo, found: AssistantInfo, sent: Mapping[str, Any] | None
) -> tuple[AssistantForm, dict[str, GreetingsForm]]:
    return assistant_form(found, list_offers(store.id), sent), greetings_forms(store, found, sent)


def _show(
    request: ui.StaffRequest,
    store: StoreInfo,
    actor: Actor,
    found: AssistantInfo,
    *,
    sent: Mapping[str, Any] | None,
) -> HttpResponse:
    form, words = _forms(store, found, sent)
    context = {
        "store": store,
        "is_on": found.is_on,
        "chip": Chip(label=_("On"), tone="good") if found.is_on else Chip(label=_("Off")),
        "may_edit": actor.role is not None and stores.may_act_as(actor.role, Role.MARKETER),
        "form": form,
        "tabs": [_tab(found, language, each) for language, each in words.items()],
        "has_errors": bool(form.errors) or any(each.errors for each in words.values()),
        "has_guides": bool(list_offers(store.id)),
        **_figures(store),
        "situations": _situations(),
        **_preview(store, found, "", ""),
    }
    return render(request, "discovery/assistant.html", context, status=422 if sent is not None else 200)


def _tab(found: AssistantInfo, language: str, form: GreetingsForm) -> dict[str, Any]:
    return {
        "language": language,
        "name": _language_name(language),
        "form": form,
        "is_ours": not found.words.get(language),
    }


def _figures(store: StoreInfo) -> dict[str, Any]:
    """Return the figures, and whether the event store did not answer."""
    try:
        counts = get_assistant_counts(store.id)
    except EventStoreDown:
        return {"figures": [], "is_down": True}
    days = _("in %(days)s days") % {"days": ui.number(DAYS)}
    named = {_("Opened"): counts.opened, _("Spoke first"): counts.spoke_first}
    named |= {_("Was asked"): counts.asked, _("Led to a product"): counts.clicked}
    figures = [Kpi(label=label, value=ui.number(count), note=days) for label, count in named.items()]
    return {"figures": figures, "is_down": False}


def _situations() -> list[tuple[str, str]]:
    return [
        (Situation.NEW, _("Somebody new")),
        (Situation.BACK, _("Here before")),
        (Situation.FROM_AD, _("By a campaign")),
        (Situation.SOLD_OUT, _("At a sold-out product")),
        (Situation.IN_CART, _("Hesitating in the cart")),
    ]


def _preview(store: StoreInfo, info: AssistantInfo, language: str, situation: str) -> dict[str, Any]:
    shown = language if language in store.languages else store.languages[0]
    met = situation if situation in set(Situation) else Situation.NEW
    voice = Voice(language=shown, otherwise=store.languages[0])
    return {
        "side": info.side,
        "name": say_words(info, NAME, voice),
        "greeting": say_words(info, met, voice),
        "preview_language": shown,
        "shown_name": _language_name(shown),
        "brand": stores.get_brand(store.id),
        "store": store,
    }


def _language_name(code: str) -> str:
    name = ui.language(code)
    return name[:1].upper() + name[1:]
