"""One customer: who they are, their whole story, what they bought."""

from collections.abc import Sequence
from uuid import UUID

from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from commesso.backoffice.contracts import Happening, Place
from commesso.backoffice.queries.people import list_ids
from commesso.backoffice.queries.story import PAGE, find_story_state, list_story, list_story_since
from commesso.backoffice.rules.story import read_place, write_place
from commesso.backoffice.views.live import who
from commesso.backoffice.views.needs import find_url
from commesso.backoffice.views.orders import cart_chip, state_chips
from commesso.backoffice.views.sentences import story_context
from commesso.kernel.errors import NotFound
from commesso.kernel.ids import ProfileId
from commesso.kernel.money import Money
from commesso.orders import api as orders
from commesso.orders.contracts import CartInfo, Document, OrderInfo, OrderState
from commesso.profiles import api as profiles
from commesso.profiles.contracts import ProfileInfo
from commesso.stores import api as stores
from commesso.stores.contracts import Actor, Role, StoreInfo
from commesso.ui import api as ui
from commesso.ui.contracts import Crumb, Fact

_UNCHANGED = 204
_SHOWN = 5
# Panels of the room that owns them, loaded by address, with who may see them.
_PANELS = {
    "profiles:consent_panel": Role.ANALYST,
    "profiles:identifiers_panel": Role.ANALYST,
    "profiles:traits_panel": Role.ANALYST,
    "profiles:privacy_panel": Role.AGENT,
}


@require_safe
@stores.staff_view()
def customer(request: ui.StaffRequest, store: StoreInfo, actor: Actor, profile_id: UUID) -> HttpResponse:
    person = _get(store, profile_id)
    if person.id != profile_id:  # became part of somebody
        return HttpResponseRedirect(_url("customer", store, person))
    seen = find_story_state(store.id, person.id)  # before the story is read, as for its newer parts
    ids = list_ids(store.id, person.id)
    bought = orders.orders_for(
        store.id, user_ids=ids.user_ids, anonymous_ids=ids.anonymous_ids, emails=ids.emails
    )
    carts = orders.carts_for(
        store.id, user_ids=ids.user_ids, anonymous_ids=ids.anonymous_ids, emails=ids.emails
    )
    context = {
        "person": person,
        "who": who(person),
        "crumbs": [
            Crumb(label=_("Customers"), url=reverse("backoffice:customers", kwargs={"slug": store.slug}))
        ],
        "facts": _facts(person, bought),
        "orders": [_order(store, order) for order in bought[:_SHOWN]],
        "more_orders": max(0, len(bought) - _SHOWN),
        "all_orders_url": _orders_url(store, person),
        "carts": [_cart(cart) for cart in carts[:_SHOWN]],
        "panels": [
            find_url(name, store, profile_id=person.id)
            for name, at_least in _PANELS.items()
            if actor.role and stores.may_act_as(actor.role, at_least)
        ],
        **_story(store, person, seen, list_story(store.id, person.id)),
    }
    return render(request, "backoffice/customer.html", context)


@require_safe
@stores.staff_view()
def customer_story(
    request: ui.StaffRequest, store: StoreInfo, _actor: Actor, profile_id: UUID
) -> HttpResponse:
    """A page of the story: older than `?before=`, or from `?since=` on when it changed from `?seen=`."""
    person = _get(store, profile_id)
    since = read_place(request.GET.get("since", ""))
    # Before the story is read: what happens meanwhile is new to the next look.
    seen = find_story_state(store.id, person.id)
    if since is not None:
        if request.GET.get("seen") == seen:
            return HttpResponse(status=_UNCHANGED)
        context = _story(store, person, seen, list_story_since(store.id, person.id, since), since=since)
        return render(request, "backoffice/story_newest.html", context)
    before = read_place(request.GET.get("before", ""))
    context = _story(store, person, seen, list_story(store.id, person.id, before=before))
    return render(request, "backoffice/story_older.html", context)


def _get(store: StoreInfo, profile_id: UUID) -> ProfileInfo:
    try:
        return profiles.get_profile(store.id, ProfileId(profile_id))
    except NotFound as error:
        raise Http404(str(error)) from None


def _story(
    store: StoreInfo,
    person: ProfileInfo,
    seen: str,
    happenings: Sequence[Happening],
    *,
    since: Place | None = None,
) -> dict[str, object]:
    """What the story's templates need: moments, where it goes on, and how to hear of news since state `seen`."""
    last = happenings[-1] if happenings else None
    place = since or (Place(at=last.at, id=last.id) if last else Place(at=person.first_seen_at, id=""))
    url = _url("customer_story", store, person)
    return {
        **story_context(happenings, currency=store.currency),
        "newer_url": f"{url}?since={write_place(place)}&seen={seen}",
        "older_url": f"{url}?before={write_place(place)}"
        if len(happenings) == PAGE and since is None
        else "",
    }


def _facts(person: ProfileInfo, bought: Sequence[OrderInfo]) -> list[Fact]:
    placed = [
        order
        for order in bought
        if order.document is Document.ORDER and order.order_state is not OrderState.CANCELLED
    ]
    facts = [
        Fact(label=_("E-mail"), value=person.email, url=f"mailto:{person.email}") if person.email else None,
        Fact(label=_("Phone"), value=person.phone, url=f"tel:{person.phone}") if person.phone else None,
        Fact(label=_("Country"), value=ui.country(person.country)) if person.country else None,
        Fact(label=_("Language"), value=ui.language(person.language)) if person.language else None,
        Fact(label=_("First seen"), value=ui.when(person.first_seen_at)),
        Fact(label=_("Last seen"), value=ui.ago(person.last_seen_at)),
        Fact(label=_("Orders"), value=_spent(placed)) if placed else None,
    ]
    return [fact for fact in facts if fact]


def _spent(placed: Sequence[OrderInfo]) -> str:
    sums: dict[str, Money] = {}
    for order in placed:
        kept = order.total - order.refunded
        sums[order.total.currency] = (
            sums.get(order.total.currency, Money.from_minor(0, order.total.currency)) + kept
        )
    return f"{ui.number(len(placed))} · " + " + ".join(ui.money(each) for each in sums.values())


def _order(store: StoreInfo, order: OrderInfo) -> dict[str, object]:
    url = reverse("backoffice:order", kwargs={"slug": store.slug, "order_id": order.order_id})
    return {"order": order, "url": url, "chips": state_chips(order)[:1]}


def _orders_url(store: StoreInfo, person: ProfileInfo) -> str:
    found_by = person.email or person.name
    return reverse("backoffice:orders", kwargs={"slug": store.slug}) + "?" + urlencode({"q": found_by})


def _cart(cart: CartInfo) -> dict[str, object]:
    return {"cart": cart, "chip": cart_chip(cart.state)}


def _url(name: str, store: StoreInfo, person: ProfileInfo) -> str:
    return reverse(f"backoffice:{name}", kwargs={"slug": store.slug, "profile_id": person.id})
