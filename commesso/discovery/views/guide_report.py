"""Where does a guide lose shoppers, and what do they say?"""

from dataclasses import dataclass

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from commesso.discovery.actions.guiding import ReadyGuide
from commesso.discovery.queries.guide_report import DAYS, QuestionCounts, list_question_counts
from commesso.discovery.queries.guides import get_guide
from commesso.discovery.rules.guiding.asking import ANY, UNKNOWN
from commesso.discovery.rules.guiding.families import FAMILY
from commesso.discovery.rules.guiding.wording import (
    ANY_WORDS,
    UNKNOWN_WORDS,
    Voice,
    ask,
    ask_family,
    label,
    label_family,
)
from commesso.discovery.views.guide_builder import find_ready, staff_voice
from commesso.discovery.views.guides import guides_crumb, read_counts
from commesso.stores import api as stores
from commesso.stores.contracts import Actor, StoreInfo
from commesso.ui import api as ui
from commesso.ui.contracts import Chart, Crumb, Kpi, Series

_SHOWN = 8  # answers of a question


@dataclass(frozen=True)
class Row:
    text: str
    counts: QuestionCounts
    answers: list[tuple[str, int]]


@require_safe
@stores.staff_view()
def guide_report(request: ui.StaffRequest, store: StoreInfo, _actor: Actor, guide_id: int) -> HttpResponse:
    found = get_guide(store.id, guide_id)
    ready = find_ready(store, found)
    by_guide, is_down = read_counts(store)
    counts = by_guide[found.key]
    asked = [] if is_down else list_question_counts(store.id, found.key)
    rows = [
        Row(
            counts=each,
            text=_name_question(store, ready, each.question),
            answers=_list_answers(store, ready, each),
        )
        for each in asked
    ]
    back = reverse("discovery:guide", kwargs={"slug": store.slug, "guide_id": guide_id})
    days = _("in %(days)s days") % {"days": ui.number(DAYS)}
    named = {
        _("Began"): counts.started,
        _("Came to the end"): counts.completed,
        _("Looked at a product"): counts.clicked,
        _("Bought one of them"): counts.bought,
    }
    context = {
        "store": store,
        "guide": found,
        "crumbs": [guides_crumb(store), Crumb(label=found.name, url=back)],
        "figures": [Kpi(label=name, value=ui.number(count), note=days) for name, count in named.items()],
        "rows": rows,
        "chart": _draw(rows) if rows else None,
        "days": DAYS,
        "is_down": is_down,
    }
    return render(request, "discovery/guide_report.html", context)


def _draw(rows: list[Row]) -> Chart:
    worst = max(rows, key=lambda row: row.counts.left_here)
    return Chart(
        title=_("How many were asked, and how many left there"),
        summary=_("Most left at: %(question)s") % {"question": worst.text},
        labels=[row.text for row in rows],
        label_heading=_("Question"),
        series=[
            Series(name=_("Asked"), values=[row.counts.asked for row in rows]),
            Series(name=_("Left here"), values=[row.counts.left_here for row in rows]),
        ],
        kind="bar",
        horizontal=True,
    )


def _name_question(store: StoreInfo, ready: ReadyGuide | None, key: str) -> str:
    """Return a question's words today; its key where it is not asked any more."""
    if ready is None:
        return key
    voice = staff_voice(store, ready)
    if key.startswith(FAMILY):
        return ask_family(key, voice)
    question = next((each for each in ready.questions if each.key == key), None)
    return key if question is None else ask(question, voice)


def _list_answers(
    store: StoreInfo, ready: ReadyGuide | None, counts: QuestionCounts
) -> list[tuple[str, int]]:
    if ready is None:
        return list(counts.options.items())[:_SHOWN]
    voice = staff_voice(store, ready)
    return [
        (_name_option(ready, voice, counts.question, option), shoppers)
        for option, shoppers in list(counts.options.items())[:_SHOWN]
    ]


def _name_option(ready: ReadyGuide, voice: Voice, key: str, option: str) -> str:
    if option in {ANY, UNKNOWN}:
        return voice.say(ANY_WORDS if option == ANY else UNKNOWN_WORDS)
    if key.startswith(FAMILY):
        return label_family(option, voice)
    question = next((each for each in ready.questions if each.key == key), None)
    place = question.place_of(option) if question is not None else None
    return option if question is None or place is None else label(question, question.options[place], voice)
