"""What needs me, and how are we doing."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from commesso.backoffice.queries.home import get_figures, list_latest
from commesso.backoffice.queries.needs import get_state
from commesso.backoffice.rules.periods import choose_period, read_period
from commesso.backoffice.views.figures import list_answers
from commesso.backoffice.views.live import live_context
from commesso.backoffice.views.needs import list_needs
from commesso.backoffice.views.periods import CHOICES
from commesso.kernel.clock import now
from commesso.stores import api as stores
from commesso.stores.contracts import Actor, StoreInfo
from commesso.ui import api as ui


@require_safe
@stores.staff_view()
def home(request: ui.StaffRequest, store: StoreInfo, actor: Actor) -> HttpResponse:
    key = read_period(request.GET.get("period", ""))
    state = get_state(store)
    context: dict[str, object] = {
        "needs": list_needs(store, actor, state),
        "is_new": state.is_new,
        "periods": [(each.value, label, each is key) for each, label in CHOICES.items()],
    }
    if not state.is_new:
        period = choose_period(key, now=now(), zone=store.time_zone)
        context["answers"] = list_answers(get_figures(store, period), period, currency=store.currency)
        context.update(live_context(store, list_latest(store)))
    return render(request, "backoffice/home.html", context)
