"""What staff see of the collector: what was refused, and whether events arrive."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from commesso.collector.contracts import Reason, RefusalInfo
from commesso.collector.queries import find_last_event, list_refusals
from commesso.stores import api as stores
from commesso.stores.contracts import Actor, StoreInfo
from commesso.ui import api as ui
from commesso.ui.contracts import Chip, Filter, Teach

_DAYS = {"1": gettext_lazy("Today"), "7": gettext_lazy("7 days"), "30": gettext_lazy("30 days")}
_USUAL = "7"
# What happened, in the shop's words. The message of the refusal says what to do.
_WORDS = {
    Reason.NOT_JSON: gettext_lazy("The body was not readable"),
    Reason.NOT_AN_EVENT: gettext_lazy("Not an event"),
    Reason.TOO_LARGE: gettext_lazy("Too large"),
    Reason.TOO_MANY: gettext_lazy("Too many in one request"),
    Reason.UNKNOWN_TYPE: gettext_lazy("Unknown type"),
    Reason.NO_NAME: gettext_lazy("No name"),
    Reason.NO_ID: gettext_lazy("Nobody named"),
    Reason.BAD_ID: gettext_lazy("Unusable id"),
    Reason.BAD_TIME: gettext_lazy("Impossible time"),
    Reason.BAD_FIELD: gettext_lazy("Unusable field"),
    Reason.UNKNOWN_KEY: gettext_lazy("Unknown write key"),
    Reason.TOO_FAST: gettext_lazy("Too fast"),
    Reason.BOT: gettext_lazy("A bot"),
    Reason.WITHOUT_CONSENT: gettext_lazy("No consent"),
    Reason.DISK: gettext_lazy("The disk did not take it"),
}


@require_safe
@stores.staff_view()
def refused_events(request: ui.StaffRequest, store: StoreInfo, _actor: Actor) -> HttpResponse:
    """Why was my event refused: by reason and field, without a word of the events themselves."""
    days = request.GET.get("days", "")
    if days not in _DAYS:
        days = _USUAL
    choices = [(key, word) for key, word in _DAYS.items() if key != _USUAL]
    period = Filter(name="days", label=_DAYS[_USUAL], choices=choices, value="" if days == _USUAL else days)
    teach = Teach(
        title=_("Every event was taken"),
        text=_("When an event cannot be taken, this page says why and what to mend. The event is not kept."),
        icon="circle-check",
    )
    rows = [_row(each) for each in list_refusals(store.id, days=int(days))]
    context = {"rows": rows, "filters": [period], "teach": teach}
    return render(request, "collector/refused_events.html", context)


@require_safe
@stores.staff_view()
def last_event(request: ui.StaffRequest, store: StoreInfo, _actor: Actor) -> HttpResponse:
    """Say whether events arrive. The fragment asks again by itself."""
    return render(request, "collector/last_event.html", {"event": find_last_event(store.id)})


def _row(refusal: RefusalInfo) -> dict[str, object]:
    if refusal.is_drop:
        chip = Chip(label=_WORDS[refusal.reason], icon="hand-stop")
    else:
        chip = Chip(label=_WORDS[refusal.reason], tone="warning", icon="alert-triangle")
    return {"refusal": refusal, "chip": chip}
