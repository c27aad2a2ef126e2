"""What the shop's server tells Commesso of an order: written with the order, sent by `jobs`."""

from datetime import datetime, timedelta
from typing import Any

from django.conf import settings

from commesso.demo.adapters.commesso import send_batch
from commesso.demo.contracts import CURRENCY, Event
from commesso.demo.models import Message, Order
from commesso.demo.queries.orders import Placed
from commesso.demo.rules import telling
from commesso.demo.rules.words import say

_BATCH = 100
_LONGEST_WAIT_SECONDS = 300


def tell_placed(placed: Placed, now: datetime) -> None:
    """Tell of a new order; and who placed it, if they consented to be known."""
    order = placed.order
    _tell(order, "Order Completed", _describe(placed), now)
    if order.anonymous_id:
        _write(
            telling.write_identify(_message_id(order, "who"), now, order.anonymous_id, _traits(order)), now
        )
    if order.wants_news:
        consent = {
            "purpose": "marketing",
            "channel": "email",
            "granted": True,
            "text": say("checkout.news", order.language),
        }
        _tell(order, "Consent Updated", {"email": order.email, "consents": [consent]}, now)


def tell_updated(placed: Placed, now: datetime) -> None:
    _tell(placed.order, "Order Updated", _describe(placed), now)


def tell_cancelled(placed: Placed, now: datetime) -> None:
    _tell(placed.order, "Order Cancelled", _describe(placed), now)


def tell_refunded(placed: Placed, pieces: list[telling.Piece], cents: int, now: datetime) -> None:
    """Tell that money went back for some pieces, or for all."""
    order = placed.order
    properties = {
        "order_id": order.number,
        "refund_id": f"{order.number}-r{order.revision}",
        "currency": CURRENCY,
        "total": cents / 100,
        "email": order.email,
        "products": telling.list_products(pieces, order.language),
    }
    _tell(order, "Order Refunded", properties, now)


def send_due(*, now: datetime) -> bool:
    """Send what is due; return whether there may be more. What is not taken is tried again, ever more rarely."""
    due = list(Message.objects.filter(due_at__lte=now).order_by("pk")[:_BATCH])
    if not due:
        return False
    commesso = settings.COMMESSO
    status = send_batch([each.body for each in due], address=commesso["address"], key=commesso["server_key"])
    if status == 200:
        Message.objects.filter(pk__in=[each.pk for each in due]).delete()
        return len(due) == _BATCH
    for each in due:
        each.tries += 1
        each.due_at = now + timedelta(seconds=min(_LONGEST_WAIT_SECONDS, 2**each.tries))
    Message.objects.bulk_update(due, ["tries", "due_at"])
    return False


def _tell(order: Order, name: str, properties: dict[str, Any], now: datetime) -> None:
    message_id = _message_id(order, name.lower().replace(" ", "-"))
    device = order.anonymous_id or f"order-{order.cart_key}"
    consents = bool(order.anonymous_id)
    _write(telling.write_event(name, message_id, now, device, properties, consents=consents), now)


def _write(event: Event, now: datetime) -> None:
    if settings.COMMESSO["address"]:
        Message.objects.create(body=event, due_at=now)


def _message_id(order: Order, what: str) -> str:
    """The same message has the same id, however often it is sent."""
    return f"{order.cart_key}-{order.revision}-{what}"


def _describe(placed: Placed) -> dict[str, Any]:
    order = placed.order
    return {
        "order_id": order.number,
        "checkout_id": f"ch-{order.cart_key}",
        "cart_id": order.cart_key,
        "email": order.email,
        "country": order.country,
        "payment_method": order.payment_method,
        "payment_status": order.payment_state,
        "shipping_method": order.delivery,
        **telling.write_amounts(placed.bill),
        "products": telling.list_products(placed.pieces, order.language),
    } | ({"phone": order.phone} if order.phone else {})


def _traits(order: Order) -> dict[str, Any]:
    traits: dict[str, Any] = {
        "email": order.email,
        "firstName": order.given_name,
        "lastName": order.family_name,
        "name": f"{order.given_name} {order.family_name}",
        "language": order.language,
        "address": {"city": order.city, "postalCode": order.postcode, "country": order.country},
    }
    return traits | ({"phone": order.phone} if order.phone else {})
