"""One guide: its words and questions at the left, what shoppers meet at the right."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import msgspec
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from commesso.discovery.actions import guides as actions
from commesso.discovery.actions.guiding import Opened, ReadyGuide, prepare_guide, prepare_stand
from commesso.discovery.contracts.guiding import GuideInfo, GuideQuestion, GuideState
from commesso.discovery.forms.guides import GuideForm, words_forms
from commesso.discovery.forms.guiding import GuideAsk, tell_step
from commesso.discovery.queries.guides import get_guide
from commesso.discovery.rules.guiding.editing import Change, change_question, list_lacking
from commesso.discovery.rules.guiding.families import FAMILY, find_family_step
from commesso.discovery.rules.guiding.wording import Voice, ask, ask_family, label, label_family
from commesso.discovery.views.guides import guides_crumb, language_name, may_edit, state_chip
from commesso.kernel.clock import now
from commesso.kernel.errors import Conflict, Invalid, NotFound
from commesso.stores import api as stores
from commesso.stores.contracts import Actor, Role, StoreInfo
from commesso.ui import api as ui

_SHOWN = 4  # options of a question


@dataclass(frozen=True)
class Row:
    """A question as the builder lists it."""

    key: str
    text: str
    options: str
    wish: GuideQuestion
    lacking: list[str]
    is_first: bool = False
    is_last: bool = False


@require_safe
@stores.staff_view()
def guide(request: ui.StaffRequest, store: StoreInfo, actor: Actor, guide_id: int) -> HttpResponse:
    return _show(request, store, actor, get_guide(store.id, guide_id), sent=None)


@require_POST
@stores.staff_view(at_least=Role.MARKETER)
def save_guide(request: ui.StaffRequest, store: StoreInfo, actor: Actor, guide_id: int) -> HttpResponse:
    found = get_guide(store.id, guide_id)
    form, words = GuideForm(request.POST), words_forms(store, found, request.POST)
    if not all([form.is_valid(), *(each.is_valid() for each in words.values())]):
        return _show(request, store, actor, found, sent=request.POST, form=form)
    kept = {language: said for language, said in found.words.items() if language not in words}
    try:
        actions.save_guide(
            store_id=store.id,
            guide_id=guide_id,
            **form.cleaned_data,
            words={**kept, **{language: each.read() for language, each in words.items()}},
        )
    except Conflict:
        form.add_error("key", _("Another guide has this key. Choose another one."))
        return _show(request, store, actor, found, sent=request.POST, form=form)
    ui.say(request, _("Saved."))
    return redirect("discovery:guide", slug=store.slug, guide_id=guide_id)


@require_POST
@stores.staff_view(at_least=Role.MARKETER)
def change_guide_question(
    request: ui.StaffRequest, store: StoreInfo, _actor: Actor, guide_id: int
) -> HttpResponse:
    """Lock, hide or move a question."""
    found = get_guide(store.id, guide_id)
    asked, key = request.POST.get("change", ""), request.POST.get("key", "")
    if asked in set(Change):
        questions = change_question(found.questions, key, Change(asked))
        actions.put_questions(store_id=store.id, guide_id=guide_id, questions=questions)
    address = reverse("discovery:guide", kwargs={"slug": store.slug, "guide_id": guide_id})
    return redirect(f"{address}#questions")


@require_POST
@stores.staff_view()
def try_guide(request: HttpRequest, store: StoreInfo, _actor: Actor, guide_id: int) -> HttpResponse:
    """Answer the preview as a shop's page is answered, with the guide as it is now, switched on or not."""
    found = get_guide(store.id, guide_id)
    try:
        asked = msgspec.json.decode(request.body, type=GuideAsk)
        asked.check()
        opened = Opened(category=found.category, wanted=found)
        stand = prepare_stand(store.id, opened, asked.kept_answers, now=now(), exact=True)
    except (msgspec.DecodeError, Invalid) as error:
        return JsonResponse({"detail": str(error)}, status=400)
    except NotFound as error:
        return JsonResponse({"detail": str(error)}, status=404)
    return JsonResponse(tell_step(stand, asked, own_language=store.languages[0]))


def _show(
    request: ui.StaffRequest,
    store: StoreInfo,
    actor: Actor,
    found: GuideInfo,
    *,
    sent: Mapping[str, Any] | None,
    form: GuideForm | None = None,
) -> HttpResponse:
    words = words_forms(store, found, sent)
    ready = find_ready(store, found)
    rows = _list_rows(store, found, ready) if ready else []
    language = request.GET.get("preview_language", "")
    context = {
        "store": store,
        "guide": found,
        "crumbs": [guides_crumb(store)],
        "chip": state_chip(found),
        "may_edit": may_edit(actor),
        "is_active": found.state is GuideState.ACTIVE,
        "form": form or GuideForm(initial={"name": found.name, "key": found.key}),
        "tabs": [
            {
                "language": code,
                "name": language_name(code),
                "form": each,
                "is_empty": code not in found.words,
            }
            for code, each in words.items()
        ],
        "total": len(ready.guide.keys) if ready else 0,
        "locked": [row for row in rows if row.wish.is_locked],
        "others": [row for row in rows if not row.wish.is_locked and not row.wish.is_hidden],
        "hidden": [row for row in rows if row.wish.is_hidden],
        "family": FAMILY,
        "snippets": {
            "button": f'<button data-commesso-guide="{found.key}">…</button>',
            "slot": f'<div data-commesso-slot="guide:{found.key}"></div>',
            "hash": f"#commesso-guide={found.key}",
        },
        "brand": stores.get_brand(store.id),
        "preview_language": language if language in store.languages else store.languages[0],
    }
    return render(request, "discovery/guide.html", context, status=422 if sent is not None else 200)


def find_ready(store: StoreInfo, found: GuideInfo) -> ReadyGuide | None:
    """Return the guide as shoppers would meet it, or None where its family has nothing to buy."""
    try:
        return prepare_guide(store.id, found.category, found, now=now(), exact=True)
    except NotFound:
        return None


def staff_voice(store: StoreInfo, ready: ReadyGuide) -> Voice:
    """Return how a guide speaks to whoever works in this shop: their language, with the merchant's words."""
    return Voice(
        language=get_language() or store.languages[0],
        otherwise=store.languages[0],
        rewordings=ready.rewordings,
    )


def _list_rows(store: StoreInfo, found: GuideInfo, ready: ReadyGuide) -> list[Row]:
    """Return the guide's questions: the merchant's order first, then what tells most."""
    voice = staff_voice(store, ready)
    texts = {
        question.key: (ask(question, voice), [label(question, each, voice) for each in question.options])
        for question in ready.questions
        if not question.parent
    }
    if len(ready.families) > 1:
        way = find_family_step(ready.families, {})
        family = (ask_family(way.question, voice), [label_family(each.key, voice) for each in way.options])
        texts = {FAMILY: family, **texts}
    wishes = {each.key: each for each in found.questions}
    locked = [each.key for each in found.questions if each.is_locked]
    keys = [key for key in locked if key in texts] + [key for key in texts if key not in locked]
    return [
        Row(
            key=key,
            text=texts[key][0],
            options=_sum_up(texts[key][1]),
            wish=wishes.get(key, GuideQuestion(key=key)),
            lacking=[
                language_name(code)
                for code in list_lacking(wishes.get(key, GuideQuestion(key=key)), store.languages)
            ],
            is_first=key in locked[:1],
            is_last=key in locked[-1:],
        )
        for key in keys
    ]


def _sum_up(labels: list[str]) -> str:
    rest = len(labels) - _SHOWN
    return " · ".join(labels[:_SHOWN]) + (f" · +{ui.number(rest)}" if rest > 0 else "")
