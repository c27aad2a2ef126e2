"""One question of a guide: worded in each language, or written by hand."""

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from commesso.discovery.actions import guides as actions
from commesso.discovery.actions.guiding import ReadyGuide
from commesso.discovery.contracts.guiding import GuideInfo, GuideOption, GuideQuestion
from commesso.discovery.forms.guide_questions import QuestionForm, make_key
from commesso.discovery.queries.guide_making import AttributeInfo, list_attributes
from commesso.discovery.queries.guides import get_guide
from commesso.discovery.rules.guiding.editing import put_question
from commesso.discovery.rules.guiding.families import FAMILY, MORE, find_family_step
from commesso.discovery.rules.guiding.wording import Voice, ask, ask_family, label, label_family, name
from commesso.discovery.views.guide_builder import find_ready
from commesso.discovery.views.guides import guides_crumb, language_name
from commesso.stores import api as stores
from commesso.stores.contracts import Actor, Role, StoreInfo
from commesso.ui import api as ui
from commesso.ui.contracts import Crumb


@require_safe
@stores.staff_view(at_least=Role.MARKETER)
def guide_question(request: ui.StaffRequest, store: StoreInfo, _actor: Actor, guide_id: int) -> HttpResponse:
    """Show a question by its key; without one, an empty one to be written."""
    return _show(request, store, get_guide(store.id, guide_id), request.GET.get("key", ""), sent=None)


@require_POST
@stores.staff_view(at_least=Role.MARKETER)
def save_guide_question(
    request: ui.StaffRequest, store: StoreInfo, _actor: Actor, guide_id: int
) -> HttpResponse:
    found, key = get_guide(store.id, guide_id), request.POST.get("key", "")
    form, _attributes = _make_form(store, found, key, request.POST)
    if not form.is_valid():
        return _show(request, store, found, key, sent=request.POST)
    question = form.read()
    if not question.key:
        taken = [each.key for each in found.questions]
        ready = find_ready(store, found)
        taken += [each.key for each in ready.questions] if ready else []
        question = GuideQuestion(
            key=make_key(list(question.words.values()), taken, otherwise="question"),
            words=question.words,
            options=question.options,
            is_written=True,
            is_locked=True,
        )
    actions.put_questions(
        store_id=store.id, guide_id=guide_id, questions=put_question(found.questions, question)
    )
    ui.say(request, _("Saved."))
    address = reverse("discovery:guide", kwargs={"slug": store.slug, "guide_id": guide_id})
    return redirect(f"{address}#questions")


def _show(
    request: ui.StaffRequest, store: StoreInfo, found: GuideInfo, key: str, *, sent: Any
) -> HttpResponse:
    form, attributes = _make_form(store, found, key, sent)
    back = reverse("discovery:guide", kwargs={"slug": store.slug, "guide_id": found.id})
    context = {
        "store": store,
        "guide": found,
        "key": key,
        "crumbs": [guides_crumb(store), Crumb(label=found.name, url=back)],
        "back": back,
        "form": form,
        "question": form.question,
        "hints": form.question_hint,
        "attributes": [(each, name(each.name, _staff_voice(store))) for each in attributes],
    }
    return render(request, "discovery/guide_question.html", context, status=422 if sent is not None else 200)


def _make_form(
    store: StoreInfo, found: GuideInfo, key: str, sent: Any
) -> tuple[QuestionForm, list[AttributeInfo]]:
    wish = next((each for each in found.questions if each.key == key), None)
    languages = [(code, language_name(code)) for code in store.languages]
    if not key or (wish is not None and wish.is_written):
        attributes = list_attributes(store.id, found.category)
        voice = _staff_voice(store)
        question = wish or GuideQuestion(key="", is_written=True, is_locked=True)
        choices = [(each.name, name(each.name, voice)) for each in attributes]
        return QuestionForm(sent, question=question, languages=languages, attributes=choices), attributes
    ready = find_ready(store, found)
    said = _read_said(store, ready, key) if ready else None
    if said is None:
        raise Http404(f"The guide has no question {key[:60]!r}.")
    texts, options = said
    given = {option.key: option for option in wish.options} if wish else {}
    question = GuideQuestion(
        key=key,
        words=wish.words if wish else {},
        options=tuple(given.get(each, GuideOption(key=each)) for each in options),
        is_locked=bool(wish and wish.is_locked),
        is_hidden=bool(wish and wish.is_hidden),
    )
    hints = {f"text-{code}": texts[code] for code in store.languages}
    hints |= {
        f"o{place}-{code}": labels[code]
        for place, labels in enumerate(options.values())
        for code in store.languages
    }
    form = QuestionForm(sent, question=question, languages=languages, hints=hints)
    return form, []


def _read_said(
    store: StoreInfo, ready: ReadyGuide, key: str
) -> tuple[dict[str, str], dict[str, dict[str, str]]] | None:
    """Return what the catalogue's own question says in each language, and its options by key."""
    voices = {code: Voice(language=code, otherwise=store.languages[0]) for code in store.languages}
    if key == FAMILY and len(ready.families) > 1:
        way = find_family_step(ready.families, {})
        keys = [option.key for option in way.options if option.key != MORE]
        texts = {code: ask_family(way.question, voice) for code, voice in voices.items()}
        return texts, {
            each: {code: label_family(each, voice) for code, voice in voices.items()} for each in keys
        }
    question = next((each for each in ready.questions if each.key == key), None)
    if question is None:
        return None
    return {code: ask(question, voice) for code, voice in voices.items()}, {
        option.key: {code: label(question, option, voice) for code, voice in voices.items()}
        for option in question.options
    }


def _staff_voice(store: StoreInfo) -> Voice:
    return Voice(language=get_language() or store.languages[0], otherwise=store.languages[0])
