"""From a full cart to an order."""

from random import Random
from typing import Any

from commesso.demo.contracts import CURRENCY
from commesso.demo.rules.goods import Good
from commesso.demo.rules.people import Shopper
from commesso.demo.rules.scribe import TITLES, Scribe, list_traits

_FREE_SHIPPING_CENTS = 8_000
_SHIPPING_CENTS = 690
_VAT = 1.22
_COUPON = "GRAZIE10"
_NEWSLETTER_TEXT = (
    "Sì, voglio ricevere novità e offerte di Bottega Aurora via e-mail. Posso cambiare idea quando voglio."
)


def list_cart(shopper: Shopper, goods: tuple[Good, ...]) -> list[dict[str, Any]]:
    return [
        goods[place].tell(variant, pieces, shopper.language)
        for (place, variant), pieces in shopper.cart.items()
    ]


def begin_checkout(scribe: Scribe, goods: tuple[Good, ...], random: Random) -> None:
    """The steps before the payment, where most who leave do so."""
    shopper, listed = scribe.shopper, list_cart(scribe.shopper, goods)
    scribe.wait(random.uniform(8, 60))
    scribe.page("checkout", TITLES["checkout"][shopper.language])
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


def complete_order(scribe: Scribe, goods: tuple[Good, ...], order_id: str, random: Random) -> dict[str, Any]:
    """Pay. Return the properties of the order."""
    shopper, listed = scribe.shopper, list_cart(scribe.shopper, goods)
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
    scribe.page("thanks", TITLES["thanks"][shopper.language])
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
