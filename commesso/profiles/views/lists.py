"""Lists of this room: who may be one person, and who was erased."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from commesso.kernel.errors import Invalid, NotFound
from commesso.profiles.contracts import ReceiptInfo
from commesso.profiles.queries import records
from commesso.profiles.views.panels import suggestion_row
from commesso.stores import api as stores
from commesso.stores.contracts import Actor, Role, StoreInfo
from commesso.ui import api as ui
from commesso.ui.contracts import Pager, Teach


@require_safe
@stores.staff_view(at_least=Role.AGENT)
def suggestions(request: ui.StaffRequest, store: StoreInfo, _actor: Actor) -> HttpResponse:
    """People who may be one: staff say yes or no."""
    try:
        page = records.list_merge_suggestions(store.id, cursor=request.GET.get("cursor", ""))
    except Invalid as error:
        raise NotFound(str(error)) from None
    context = {
        "rows": [suggestion_row(each) for each in page.items],
        "pager": Pager(next_cursor=page.next_cursor),
        "teach": Teach(
            title=_("Nobody to decide about"),
            text=_(
                "When two customers use the same e-mail, phone or browser, they stand here. You say whether they are "
                "one person; nothing is merged by itself."
            ),
            icon="users",
        ),
        "store": store,
    }
    return render(request, "profiles/suggestions.html", context)


@require_safe
@stores.staff_view(at_least=Role.OWNER)
def receipts(request: ui.StaffRequest, store: StoreInfo, _actor: Actor) -> HttpResponse:
    """Proofs that people were erased."""
    context = {
        "rows": [{"receipt": each, "places": _places(each)} for each in records.list_receipts(store.id)],
        "teach": Teach(
            title=_("Nobody was erased"),
            text=_(
                "When you erase a customer from their page, the proof stands here, without anything personal."
            ),
            icon="eraser",
        ),
        "store": store,
    }
    return render(request, "profiles/receipts.html", context)


def _places(receipt: ReceiptInfo) -> str:
    names = {
        "identifiers": _("identifiers"),
        "traits": _("traits"),
        "consents": _("consents"),
        "events": _("events"),
        "log": _("entries of the log"),
    }
    counts = [(names[place], count) for place, count in receipt.counts.items() if place in names and count]
    return " · ".join(f"{ui.number(count)} {name}" for name, count in counts)
