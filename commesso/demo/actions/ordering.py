"""From a full cart to an order: the payment is asked for once, and an order is made once."""

from dataclasses import asdict, dataclass
from datetime import datetime, timedelta

from django.db import transaction

from commesso.demo.actions import messages
from commesso.demo.actions.carts import tell_later
from commesso.demo.adapters import sandbox
from commesso.demo.adapters.sandbox import Answer, Verdict
from commesso.demo.contracts import Address, Checkout
from commesso.demo.models import Attempt, Cart, Order, OrderLine
from commesso.demo.queries.carts import Basket, get_basket
from commesso.demo.queries.orders import read_order
from commesso.demo.rules.cards import Card

CHANGE_MINUTES = 30
_AT_ONCE = {"transfer", "on_delivery"}  # nobody is asked for money yet
_PAYMENT_STATES = {"card": "authorized", "bank": "paid", "transfer": "pending", "on_delivery": "pending"}


@dataclass(frozen=True, slots=True)
class Outcome:
    """How a try to order ended: with an order, at the bank, or with a problem to tell."""

    order: Order | None = None
    challenge: Attempt | None = None
    problem: str = ""


def place_order(*, cart: Cart, checkout: Checkout, card: Card | None, now: datetime) -> Outcome:
    """Order what is in the cart, as it was shown."""
    basket = get_basket(cart, now)
    if problem := _find_problem(basket, checkout.shown_cents):
        return Outcome(problem=problem)
    tell_later(cart=cart, event="Payment Info Entered", properties=_payment_info(basket, checkout))
    if checkout.payment in _AT_ONCE:
        return _make_order(cart, checkout, now, reference="", card="")
    answer = sandbox.ask_card(card) if card else sandbox.ask_bank()
    attempt = _note_attempt(basket, checkout, answer, card, now)
    if answer.verdict is Verdict.CHALLENGE:
        return Outcome(challenge=attempt)
    if answer.verdict is not Verdict.PAID:
        return Outcome(problem=answer.verdict)
    return _make_order(cart, checkout, now, reference=attempt.reference, card=attempt.card)


def answer_challenge(*, attempt: Attempt, agrees: bool, now: datetime) -> Outcome:
    """Go on after the shopper was at their bank. Saying it twice does nothing more."""
    made = Order.objects.filter(cart_id=attempt.cart_id).first()
    if made:
        return Outcome(order=made)
    attempt.state = Verdict.PAID if agrees else Verdict.DECLINED
    attempt.save(update_fields=["state"])
    if not agrees:
        return Outcome(problem="refused")
    checkout = read_checkout(attempt)
    return _make_order(attempt.cart, checkout, now, reference=attempt.reference, card=attempt.card)


def read_checkout(attempt: Attempt) -> Checkout:
    kept = dict(attempt.checkout)
    return Checkout(**{**kept, "address": Address(**kept["address"])})


def _find_problem(basket: Basket, shown_cents: int) -> str:
    if not basket.lines:
        return "empty"
    if basket.short_lines:
        return "short"
    return "dearer" if basket.bill.total_cents > shown_cents else ""


def _note_attempt(
    basket: Basket, checkout: Checkout, answer: Answer, card: Card | None, now: datetime
) -> Attempt:
    return Attempt.objects.create(
        cart=basket.cart,
        checkout=asdict(checkout),
        method=checkout.payment,
        cents=basket.bill.total_cents,
        state=answer.verdict,
        reference=answer.reference,
        card=f"{card.brand} {card.last_four}".strip() if card else "",
        created_at=now,
    )


@transaction.atomic
def _make_order(cart: Cart, checkout: Checkout, now: datetime, *, reference: str, card: str) -> Outcome:
    """Make the order, unless somebody else took the last piece meanwhile: then the payment is let go."""
    made = Order.objects.filter(cart=cart).first()
    if made:
        return Outcome(order=made)
    basket = get_basket(cart, now)
    if problem := _find_problem(basket, checkout.shown_cents):
        return Outcome(problem=problem)
    address = asdict(checkout.address)
    order = Order.objects.create(
        cart=cart,
        cart_key=cart.key,
        language=checkout.language,
        anonymous_id=checkout.anonymous_id,
        state="placed",
        payment_state=_PAYMENT_STATES[checkout.payment],
        payment_method=checkout.payment,
        payment_reference=reference,
        card=card,
        email=checkout.email,
        given_name=checkout.given_name,
        family_name=checkout.family_name,
        phone=checkout.phone,
        **address,
        note=cart.note,
        wants_news=checkout.wants_news,
        delivery=basket.offer.key,
        delivery_cents=basket.offer.cents,
        first_on=basket.offer.first_on,
        last_on=basket.offer.last_on,
        placed_at=now,
        changeable_until=now + timedelta(minutes=CHANGE_MINUTES),
    )
    OrderLine.objects.bulk_create(
        OrderLine(order=order, sku=piece.variant.sku, quantity=piece.quantity, cents=piece.cents)
        for piece in basket.pieces
    )
    cart.typed = {}
    cart.save(update_fields=["typed"])
    messages.tell_placed(read_order(order), now)
    return Outcome(order=order)


def _payment_info(basket: Basket, checkout: Checkout) -> dict[str, str | int]:
    return {
        "checkout_id": f"ch-{basket.cart.key}",
        "step": 1,
        "payment_method": checkout.payment,
        "shipping_method": basket.offer.key,
    }
