"""Orders: the list, and one of them with its lines, its money and what happened to it."""

from collections.abc import Mapping, Sequence
from enum import StrEnum
from typing import TypeVar

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy
from django.views.decorators.http import require_safe

from commesso.backoffice.queries.people import find_buyers
from commesso.backoffice.queries.trade import find_cart, list_order_events
from commesso.backoffice.views.lists import PAGE, choice, is_narrowed, read_page
from commesso.backoffice.views.live import customer_url
from commesso.backoffice.views.needs import find_import_url, find_url
from commesso.backoffice.views.sentences import story_context
from commesso.backoffice.views.words import origin
from commesso.kernel.errors import NotFound
from commesso.orders import api as orders
from commesso.orders.contracts import (
    CartState,
    Document,
    FulfilmentState,
    OrderFilter,
    OrderInfo,
    OrderState,
    PaymentState,
    PaymentStatus,
    ReturnState,
)
from commesso.profiles.contracts import ProfileInfo
from commesso.stores import api as stores
from commesso.stores.contracts import Actor, StoreInfo
from commesso.ui import api as ui
from commesso.ui.contracts import Chip, Crumb, Fact, Filter, Pager, Teach, Tone

E = TypeVar("E", bound=StrEnum)
_Words = Mapping[str, tuple[object, Tone]]

_ORDER: _Words = {
    OrderState.OPEN: (lazy("Open"), "accent"),
    OrderState.CANCELLED: (lazy("Cancelled"), "bad"),
    OrderState.CLOSED: (lazy("Closed"), ""),
}
_PAYMENT: _Words = {
    PaymentState.PENDING: (lazy("Not paid"), "warning"),
    PaymentState.AUTHORIZED: (lazy("Authorised"), "accent"),
    PaymentState.PARTIALLY_PAID: (lazy("Partly paid"), "warning"),
    PaymentState.PAID: (lazy("Paid"), "good"),
    PaymentState.PARTIALLY_REFUNDED: (lazy("Partly refunded"), "warning"),
    PaymentState.REFUNDED: (lazy("Refunded"), ""),
    PaymentState.VOIDED: (lazy("Voided"), ""),
    PaymentState.FAILED: (lazy("Payment failed"), "bad"),
}
_FULFILMENT: _Words = {
    FulfilmentState.UNFULFILLED: (lazy("Not sent"), ""),
    FulfilmentState.ON_HOLD: (lazy("On hold"), "warning"),
    FulfilmentState.PARTIALLY_FULFILLED: (lazy("Partly sent"), "accent"),
    FulfilmentState.FULFILLED: (lazy("Sent"), "good"),
}
_RETURN: _Words = {
    ReturnState.NONE: (lazy("Nothing back"), ""),
    ReturnState.REQUESTED: (lazy("Return asked for"), "warning"),
    ReturnState.IN_PROGRESS: (lazy("On its way back"), "warning"),
    ReturnState.PARTIALLY_RETURNED: (lazy("Partly back"), ""),
    ReturnState.RETURNED: (lazy("Back"), ""),
}
_PAYMENT_STATUS: _Words = {
    PaymentStatus.PENDING: (lazy("Pending"), "warning"),
    PaymentStatus.AUTHORIZED: (lazy("Authorised"), "accent"),
    PaymentStatus.CAPTURED: (lazy("Received"), "good"),
    PaymentStatus.VOIDED: (lazy("Voided"), ""),
    PaymentStatus.FAILED: (lazy("Failed"), "bad"),
}
_CART: _Words = {
    CartState.ACTIVE: (lazy("Filling now"), "accent"),
    CartState.IDLE: (lazy("Resting"), ""),
    CartState.ABANDONED: (lazy("Left behind"), "warning"),
    CartState.RECOVERED: (lazy("Won back"), "good"),
    CartState.EXPIRED: (lazy("Given up"), ""),
    CartState.ORDERED: (lazy("Ordered"), "good"),
}


def _words(words: _Words) -> dict[str, object]:
    return {str(value): label for value, (label, _tone) in words.items()}


def _chip(words: _Words, value: StrEnum) -> Chip:
    label, tone = words[value]
    return Chip(label=label, tone=tone)


def state_chips(order: OrderInfo) -> list[Chip]:
    """Return where an order stands, the axis that matters most first; what is as usual is left out."""
    if order.document is Document.CREDIT:
        return [Chip(label=_("Credit note"), icon="receipt-refund")]
    if order.order_state is OrderState.CANCELLED:
        return [_chip(_ORDER, order.order_state), _chip(_PAYMENT, order.payment_state)]
    chips = [_chip(_PAYMENT, order.payment_state), _chip(_FULFILMENT, order.fulfilment_state)]
    if order.return_state is not ReturnState.NONE:
        chips.append(_chip(_RETURN, order.return_state))
    return chips


def cart_chip(state: CartState) -> Chip:
    return _chip(_CART, state)


@require_safe
@stores.staff_view()
def order_list(request: ui.StaffRequest, store: StoreInfo, actor: Actor) -> HttpResponse:
    """List orders and credit notes, newest first."""
    filters = [
        choice(request, "order", _("Any state"), _words(_ORDER)),
        choice(request, "payment", _("Any payment"), _words(_PAYMENT)),
        choice(request, "fulfilment", _("Any shipping"), _words(_FULFILMENT)),
        choice(request, "return", _("Any return"), _words(_RETURN)),
        choice(
            request,
            "document",
            _("Orders and credit notes"),
            {"order": _("Orders"), "credit": _("Credit notes")},
        ),
    ]
    where = _where(filters, request.GET.get("q", "").strip())
    page = read_page(
        request, lambda cursor: orders.list_orders(store.id, where=where, cursor=cursor, limit=PAGE)
    )
    context = {
        "rows": list_order_rows(store, page.items),
        "filters": filters,
        "pager": Pager(next_cursor=page.next_cursor),
        "teach": _teach(store, actor, is_filtered=is_narrowed(request, filters)),
    }
    return render(request, "backoffice/orders.html", context)


def _where(filters: list[Filter], search: str) -> OrderFilter:
    chosen = {each.name: each.value for each in filters}
    return OrderFilter(
        search=search,
        document=_read(Document, chosen["document"]),
        order_state=_read(OrderState, chosen["order"]),
        payment_state=_read(PaymentState, chosen["payment"]),
        fulfilment_state=_read(FulfilmentState, chosen["fulfilment"]),
        return_state=_read(ReturnState, chosen["return"]),
    )


def _read(states: type[E], value: str) -> E | None:
    return states(value) if value else None


def list_order_rows(store: StoreInfo, listed: Sequence[OrderInfo]) -> list[dict[str, object]]:
    buyers = find_buyers(store.id, listed)
    return [
        {
            "order": order,
            "url": order_url(store, order.order_id),
            "name": order.number or order.order_id,
            "who": _buyer_name(order, buyers.get(order.order_id)),
            "chips": state_chips(order),
        }
        for order in listed
    ]


def _buyer_name(order: OrderInfo, buyer: ProfileInfo | None) -> str:
    if order.is_erased:
        return _("Erased")
    return order.name or (buyer.name if buyer else "") or order.email or order.user_id or _("A guest")


def order_url(store: StoreInfo, order_id: str) -> str:
    return reverse("backoffice:order", kwargs={"slug": store.slug, "order_id": order_id})


def _teach(store: StoreInfo, actor: Actor, *, is_filtered: bool) -> Teach:
    if is_filtered:
        return Teach(
            title=_("No order found"),
            text=_("Try a part of the order number, the name or the e-mail address, or take a filter away."),
            icon="search",
            action=_("Show all orders"),
            url=reverse("backoffice:orders", kwargs={"slug": store.slug}),
        )
    return Teach(
        title=_("Your orders will stand here"),
        text=_("They come with the events of your shop, from its platform, or from a file."),
        icon="shopping-bag",
        action=_("Connect your shop"),
        url=find_url("stores:install", store),
        links={url: _("Import orders")} if (url := find_import_url(store, actor)) else {},
    )


@require_safe
@stores.staff_view()
def order(request: ui.StaffRequest, store: StoreInfo, _actor: Actor, order_id: str) -> HttpResponse:
    try:
        found = orders.get_order(store.id, order_id)
    except NotFound as error:
        raise Http404(str(error)) from None
    buyer = find_buyers(store.id, [found]).get(found.order_id)
    cart = find_cart(store.id, found)
    context = {
        "order": found,
        "name": found.number or found.order_id,
        "crumbs": [Crumb(label=_("Orders"), url=reverse("backoffice:orders", kwargs={"slug": store.slug}))],
        "chips": state_chips(found),
        "axes": _axes(found),
        "sums": _sums(found),
        "about": _about(store, found),
        "payments": [
            {"payment": each, "chip": _chip(_PAYMENT_STATUS, each.status)} for each in found.payments
        ],
        "buyer": buyer,
        "buyer_name": _buyer_name(found, buyer),
        "buyer_url": customer_url(store, buyer),
        "cart": cart,
        "cart_chip": cart_chip(cart.state) if cart else None,
        **story_context(list_order_events(store.id, found), currency=found.total.currency),
        "addresses": [
            (label, _lines(address))
            for label, address in (
                (_("Goes to"), found.shipping_address),
                (_("Billed to"), found.billing_address),
            )
            if address
        ],
    }
    return render(request, "backoffice/order.html", context)


def _axes(order: OrderInfo) -> list[Fact]:
    return [
        Fact(label=_("Order"), value=_ORDER[order.order_state][0]),
        Fact(label=_("Payment"), value=_PAYMENT[order.payment_state][0]),
        Fact(label=_("Shipping"), value=_FULFILMENT[order.fulfilment_state][0]),
        Fact(label=_("Returns"), value=_RETURN[order.return_state][0]),
    ]


def _sums(order: OrderInfo) -> list[Fact]:
    rows = [
        (_("Goods"), order.subtotal),
        (_("Discount"), order.discount),
        (_("Shipping"), order.shipping),
        (_("Tax"), order.tax),
    ]
    told = [Fact(label=label, value=ui.money(amount)) for label, amount in rows if amount.amount]
    told.append(Fact(label=_("Total"), value=ui.money(order.total)))
    if order.refunded.amount:
        told.append(Fact(label=_("Refunded"), value=ui.money(order.refunded)))
    return told


def _about(store: StoreInfo, order: OrderInfo) -> list[Fact]:
    refers = order.refers_to
    facts = [
        Fact(label=_("Placed"), value=ui.when(order.placed_at)),
        Fact(label=_("Id"), value=order.order_id) if order.number not in {"", order.order_id} else None,
        Fact(label=_("Refers to"), value=refers, url=order_url(store, refers)) if refers else None,
        Fact(label=_("Coupon"), value=order.coupon) if order.coupon else None,
        Fact(label=_("Sold through"), value=order.affiliation) if order.affiliation else None,
        Fact(label=_("Country"), value=ui.country(order.country)) if order.country else None,
        Fact(label=_("Came from"), value=origin(order.source)) if order.source else None,
    ]
    return [fact for fact in facts if fact]


def _lines(address: Mapping[str, object]) -> list[str]:
    return [str(value) for value in address.values() if isinstance(value, str | int) and str(value).strip()]
