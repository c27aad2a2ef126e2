"""One panel: its form at the left, what shoppers see at the right."""

from collections.abc import Mapping
from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from commesso.onsite.actions import panels as actions
from commesso.onsite.contracts import Asks, Content, PanelInfo, PanelKind, PanelState
from commesso.onsite.forms.panels import ContentForm, PanelForm, content_forms, panel_initial
from commesso.onsite.queries.counts import DAYS, get_counts_of
from commesso.onsite.queries.panels import get_panel
from commesso.onsite.rules.contents import direction_of, has_words
from commesso.onsite.views.panels import can_mail, may_edit
from commesso.onsite.views.words import lacks, language_name, state_chip
from commesso.stores import api as stores
from commesso.stores.contracts import Actor, Role, StoreInfo
from commesso.ui import api as ui
from commesso.ui.contracts import Crumb, Kpi


@require_safe
@stores.staff_view()
def panel(request: ui.StaffRequest, store: StoreInfo, actor: Actor, panel_id: int) -> HttpResponse:
    return _show(request, store, actor, get_panel(store.id, panel_id), sent=None)


@require_POST
@stores.staff_view(at_least=Role.MARKETER)
def save_panel(request: ui.StaffRequest, store: StoreInfo, actor: Actor, panel_id: int) -> HttpResponse:
    found = get_panel(store.id, panel_id)
    form, words = _forms(store, found, request.POST)
    if not all([form.is_valid(), *(each.is_valid() for each in words.values())]):
        return _show(request, store, actor, found, sent=request.POST)
    kept = {language: content for language, content in found.contents.items() if language not in words}
    values = {**form.read(), "contents": {**kept, **{name: each.read() for name, each in words.items()}}}
    saved = actions.save_panel(store_id=store.id, panel_id=panel_id, values=values)
    if saved.state is PanelState.ACTIVE and _lacks_in(saved, store.languages[0]):
        ui.warn(request, _("Saved, but shoppers do not see it: it lacks words in your shop's main language."))
    else:
        ui.say(request, _("Saved."))
    return redirect("onsite:panel", slug=store.slug, panel_id=panel_id)


@require_POST
@stores.staff_view(at_least=Role.MARKETER)
def preview_panel(request: ui.StaffRequest, store: StoreInfo, _actor: Actor, panel_id: int) -> HttpResponse:
    """Draw what is in the form now, saved or not."""
    found = get_panel(store.id, panel_id)
    form, words = _forms(store, found, request.POST)
    form.is_valid()
    for each in words.values():
        each.is_valid()
    kind = PanelKind(form.cleaned_data.get("kind", found.kind))
    contents = {name: each.read() for name, each in words.items()}
    language = request.POST.get("preview_language", "")
    return render(
        request,
        "onsite/preview.html",
        _preview(store, kind=kind, asks=found.asks, contents=contents, language=language),
    )


def _forms(
    store: StoreInfo, found: PanelInfo, sent: Mapping[str, Any] | None
) -> tuple[PanelForm, dict[str, ContentForm]]:
    languages = [(code, language_name(code)) for code in store.languages]
    form = PanelForm(sent, initial=panel_initial(found), languages=languages)
    return form, content_forms(store, found, sent)


def _show(
    request: ui.StaffRequest,
    store: StoreInfo,
    actor: Actor,
    found: PanelInfo,
    *,
    sent: Mapping[str, Any] | None,
) -> HttpResponse:
    form, words = _forms(store, found, sent)
    context = {
        "store": store,
        "panel": found,
        "crumbs": [Crumb(label=_("Panels"), url=reverse("onsite:panels", kwargs={"slug": store.slug}))],
        "chip": state_chip(found),
        "may_edit": may_edit(actor),
        "is_active": found.state is PanelState.ACTIVE,
        "is_sign_up": found.asks is Asks.SIGN_UP,
        "mail_is_stuck": found.asks is Asks.SIGN_UP and not can_mail(request),
        "form": form,
        "tabs": [_tab(found, language, each) for language, each in words.items()],
        "has_errors": bool(form.errors) or any(each.errors for each in words.values()),
        "figures": _figures(store, found),
        **_preview(store, kind=found.kind, asks=found.asks, contents=found.contents, language=""),
    }
    return render(request, "onsite/panel.html", context, status=422 if sent is not None else 200)


def _figures(store: StoreInfo, found: PanelInfo) -> list[Kpi]:
    counts = get_counts_of(store.id, found.id)
    days = _("in %(days)s days") % {"days": ui.number(DAYS)}
    named = {_("Seen"): counts.viewed, _("Closed"): counts.dismissed}
    if found.asks is Asks.SIGN_UP:
        named |= {_("Sent in"): counts.submitted, _("Confirmed"): counts.confirmed}
    else:
        named[_("Clicked")] = counts.clicked
    return [Kpi(label=label, value=ui.number(count), note=days) for label, count in named.items()]


def _tab(found: PanelInfo, language: str, form: ContentForm) -> dict[str, Any]:
    """A language of the form: what it is called, and what it lacks."""
    return {
        "language": language,
        "name": language_name(language),
        "form": form,
        "lacking": _lacks_in(found, language),
        "is_empty": not has_words(found.contents, language),
        "direction": direction_of(language),
    }


def _lacks_in(found: PanelInfo, language: str) -> str:
    return lacks(found.contents.get(language), kind=found.kind, asks=found.asks)


def _preview(
    store: StoreInfo, *, kind: PanelKind, asks: Asks, contents: Mapping[str, Content], language: str
) -> dict[str, Any]:
    shown = language if language in store.languages else store.languages[0]
    return {
        "kind": kind.value,
        "content": contents.get(shown, Content()),
        "is_sign_up": asks is Asks.SIGN_UP,
        "preview_language": shown,
        "direction": direction_of(shown),
        "lacking_here": lacks(contents.get(shown), kind=kind, asks=asks),
        "shown_name": language_name(shown),
        "brand": stores.get_brand(store.id),
        "store": store,
    }
