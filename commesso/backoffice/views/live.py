"""What shoppers do right now: a fragment that asks for itself again."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from commesso.backoffice.contracts import Happening
from commesso.backoffice.queries.home import list_latest
from commesso.backoffice.queries.people import find_people
from commesso.backoffice.views.sentences import tell
from commesso.profiles.contracts import ProfileInfo
from commesso.stores import api as stores
from commesso.stores.contracts import Actor, StoreInfo
from commesso.ui import api as ui
from commesso.ui.contracts import Moment

_UNCHANGED = 204  # htmx then leaves the page as it is


@dataclass(frozen=True, kw_only=True)
class LiveLine:
    """One event: who did what, when it came in."""

    who: str
    url: str
    moment: Moment
    received_at: datetime


@require_safe
@stores.staff_view()
def live(request: ui.StaffRequest, store: StoreInfo, _actor: Actor) -> HttpResponse:
    """Answer with the last events, or with nothing when `?seen=` is still the newest."""
    latest = list_latest(store)
    if latest and request.GET.get("seen") == latest[0].id:
        return HttpResponse(status=_UNCHANGED)
    return render(request, "backoffice/live.html", live_context(store, latest))


def live_context(store: StoreInfo, latest: Sequence[Happening]) -> dict[str, object]:
    people = find_people(store.id, {each.visitor_id for each in latest})
    return {
        "lines": [_line(store, each, people.get(each.visitor_id)) for each in latest],
        "seen": latest[0].id if latest else "",
    }


def _line(store: StoreInfo, happening: Happening, person: ProfileInfo | None) -> LiveLine:
    return LiveLine(
        who=who(person),
        url=customer_url(store, person),
        moment=tell(happening, currency=store.currency),
        received_at=happening.received_at,
    )


def who(person: ProfileInfo | None) -> str:
    """Return what to call somebody: name, else e-mail, else phone, else a visitor."""
    if person is None:
        return _("A visitor")
    return person.name or person.email or person.phone or _("A visitor")


def customer_url(store: StoreInfo, person: ProfileInfo | None) -> str:
    if person is None:
        return ""
    return reverse("backoffice:customer", kwargs={"slug": store.slug, "profile_id": person.id})
