"""From a full cart to an order, and what may follow: a cancellation, a refund."""

from random import Random
from typing import Any

from commesso.demo.contracts import CURRENCY
from commesso.demo.rules.products import Product
from commesso.demo.rules.scribe import Scribe, Timed, describe, list_traits, write_server_event

_FREE_SHIPPING_CENTS = 8_000
_SHIPPING_CENTS = 690
_VAT = 1.22
_COUPON = "GRAZIE10"
_DAY = 86_400.0
_CANCELLED, _REFUNDED = 0.02, 0.055
_REASONS = ("Non è come in foto", "Misura sbagliata", "Arrivato rotto", "Ho cambiato idea", "Arrivato tardi")
_NEWSLETTER_TEXT = (
    "Sì, voglio ricevere novità e offerte di Bottega Aurora via e-mail. Posso cambiare idea quando voglio."
)


def list_cart(scribe: Scribe, products: tuple[Product, ...]) -> list[dict[str, Any]]:
    return [
        describe(products[place], products[place].variants[variant], pieces, italian=scribe.italian)
        for (place, variant), pieces in scribe.shopper.cart.items()
    ]


def begin_checkout(scribe: Scribe, products: tuple[Product, ...], random: Random) -> None:
    """The steps before the payment, where most who leave do so."""
    shopper, listed = scribe.shopper, list_cart(scribe, products)
    scribe.wait(random.uniform(8, 60))
    scribe.page("/checkout", "Checkout")
    scribe.track(
        "Checkout Started",
        {"cart_id": shopper.cart_id, "checkout_id": f"ch-{shopper.cart_id}", "currency": CURRENCY,
         "value": sum(each["price"] * each["quantity"] for each in listed), "products": listed},
    )  # fmt: skip
    scribe.wait(random.uniform(20, 120))
    if random.random() < 0.75:
        _say_who(scribe, random)
        scribe.track(
            "Checkout Step Completed",
            {"checkout_id": f"ch-{shopper.cart_id}", "step": 1, "shipping_method": "Corriere"},
        )


def _say_who(scribe: Scribe, random: Random) -> None:
    """An e-mail address for the order: an account, or a guest's."""
    shopper = scribe.shopper
    traits = list_traits(shopper)
    if shopper.will_register and scribe.device.anonymous_id not in shopper.signed_in:
        shopper.is_registered = True
        shopper.signed_in.add(scribe.device.anonymous_id)
    scribe.identify(traits)
    if not shopper.says_no and not shopper.is_subscribed and random.random() < 0.4:
        subscribe(scribe)


def subscribe(scribe: Scribe) -> None:
    scribe.shopper.is_subscribed = True
    scribe.track(
        "Consent Updated",
        {
            "consents": [
                {"purpose": "marketing", "channel": "email", "granted": True, "text": _NEWSLETTER_TEXT}
            ]
        },
    )


def complete_order(
    scribe: Scribe, products: tuple[Product, ...], order_id: str, random: Random
) -> dict[str, Any]:
    """Pay. Return the properties of the order."""
    shopper, listed = scribe.shopper, list_cart(scribe, products)
    checkout_id = f"ch-{shopper.cart_id}"
    scribe.wait(random.uniform(20, 150))
    method = random.choices(("card", "paypal", "bank_transfer"), (0.55, 0.37, 0.08))[0]
    scribe.track("Payment Info Entered", {"checkout_id": checkout_id, "step": 2, "payment_method": method})
    coupon = _COUPON if shopper.orders and random.random() < 0.2 else ""
    order = _sum(listed, coupon) | {
        "order_id": order_id,
        "checkout_id": checkout_id,
        "cart_id": shopper.cart_id,
        "email": shopper.email,
        "payment_method": method,
        "products": listed,
    }
    scribe.wait(random.uniform(5, 40))
    scribe.page("/checkout/thanks", "Grazie" if scribe.italian else "Thank you")
    scribe.track("Order Completed", order)
    shopper.orders += 1
    shopper.cart, shopper.cart_id = {}, ""
    return order


def _sum(listed: list[dict[str, Any]], coupon: str) -> dict[str, Any]:
    """Prices hold the tax, as the law wants for consumers; the spec's amounts do not."""
    gross = sum(round(each["price"] * 100) * each["quantity"] for each in listed)
    discount = round(gross * 0.1) if coupon else 0
    shipping = 0 if gross - discount >= _FREE_SHIPPING_CENTS else _SHIPPING_CENTS
    net = round((gross - discount) / _VAT)
    amounts = {
        "currency": CURRENCY,
        "subtotal": net / 100,
        "revenue": net / 100,
        "tax": (gross - discount - net) / 100,
        "shipping": shipping / 100,
        "total": (gross - discount + shipping) / 100,
    }
    return amounts | ({"coupon": coupon, "discount": discount / 100} if coupon else {})


def follow_up(scribe: Scribe, order: dict[str, Any], random: Random) -> Timed | None:
    """What the shop's server says of the order later, if anything."""
    shopper = scribe.shopper
    who = {"userId": shopper.user_id} if shopper.signed_in else {"anonymousId": scribe.device.anonymous_id}
    chance = random.random()
    if chance < _CANCELLED:
        later = scribe.now + random.uniform(0.02, 0.8) * _DAY
        properties = {key: order[key] for key in ("order_id", "currency", "total", "revenue", "products")}
        return write_server_event("Order Cancelled", later, f"{order['order_id']}-cancelled", who, properties)
    if chance < _CANCELLED + _REFUNDED:
        later = scribe.now + random.uniform(4, 20) * _DAY
        given_back = order["products"] if random.random() < 0.4 else order["products"][:1]
        amount = min(
            order["total"], sum(round(each["price"] * 100) * each["quantity"] for each in given_back) / 100
        )
        properties = {
            "order_id": order["order_id"], "refund_id": f"{order['order_id']}-r1", "currency": CURRENCY,
            "total": amount, "reason": random.choice(_REASONS), "products": given_back,
        }  # fmt: skip
        return write_server_event("Order Refunded", later, f"{order['order_id']}-refunded", who, properties)
    return None
