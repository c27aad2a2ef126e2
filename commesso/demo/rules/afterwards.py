"""What follows an order: a parcel that comes in time or late, a return, an answer, a complaint, a farewell."""

from random import Random
from typing import Any

from commesso.demo.contracts import CURRENCY
from commesso.demo.rules.people import Shopper
from commesso.demo.rules.scribe import Scribe, Timed, write_server_event, write_time
from commesso.demo.rules.truth import Treatment, Truth

_DAY = 86_400.0
_CANCELLED, _RETURNED, _LATE = 0.02, 0.055, 0.12
_PROMISED_DAYS = 5.0
_CARRIERS = (("BRT", "BRT"), ("GLS", "GLS"), ("Poste Italiane", "PI"))
_REASONS = ("Non è come in foto", "Misura sbagliata", "Arrivato rotto", "Ho cambiato idea", "Arrivato tardi")
_COMPLAINS = 0.5  # of those whose parcel is late, with little patience more, with much less
_ANSWERS = 0.3
_LEAVES = 0.4  # of those who were let down


class _Afterwards:
    """The events of one order, told by the shop's server, each at its time."""

    def __init__(self, scribe: Scribe, order: dict[str, Any]) -> None:
        shopper, device = scribe.shopper, scribe.device
        known = device.anonymous_id in shopper.signed_in
        self.order_id: str = order["order_id"]
        self.events: list[Timed] = []
        self._who = {"userId": shopper.user_id} if known else {"anonymousId": device.anonymous_id}

    def tell(self, name: str, at: float, **properties: Any) -> None:
        message_id = f"{self.order_id}-{len(self.events)}"
        self.events.append(
            write_server_event(name, at, message_id, self._who, {"order_id": self.order_id, **properties})
        )


def follow_up(scribe: Scribe, order: dict[str, Any], truth: Truth, random: Random) -> list[Timed]:
    """Return what the shop's server says of the order later, each event with its time."""
    after, shopper, placed = _Afterwards(scribe, order), scribe.shopper, scribe.now
    if random.random() < _CANCELLED:
        amounts = {key: order[key] for key in ("currency", "total", "revenue", "products")}
        after.tell("Order Cancelled", placed + random.uniform(0.02, 0.8) * _DAY, **amounts)
        return after.events
    delivered, days_late = _send(after, placed, random)
    let_down = days_late > 0 and _wait_for_it(after, shopper, placed, truth, random)
    if random.random() < _RETURNED:
        _give_back(after, order, delivered, random)
    _answer(after, shopper, delivered, days_late, random)
    if let_down and random.random() < _LEAVES and not shopper.left_at:
        shopper.left_at = delivered
    return after.events


def _send(after: _Afterwards, placed: float, random: Random) -> tuple[float, float]:
    """Send the parcel; return when it arrives, and how many days later than promised (0: in time)."""
    carrier, short = random.choice(_CARRIERS)
    promised, sent = placed + _PROMISED_DAYS * _DAY, placed + random.uniform(0.6, 1.9) * _DAY
    days_late = random.uniform(0.5, 7) if random.random() < _LATE else 0.0
    delivered = promised + days_late * _DAY if days_late else random.uniform(sent + 0.8 * _DAY, promised)
    parcel = {"carrier": carrier, "tracking_number": f"{short}{after.order_id[3:]}"}
    after.tell("Order Shipped", sent, promised_at=write_time(promised), **parcel)
    after.tell(
        "Order Delivered", delivered, promised_at=write_time(promised), is_late=days_late > 0, **parcel
    )
    return delivered, days_late


def _wait_for_it(after: _Afterwards, shopper: Shopper, placed: float, truth: Truth, random: Random) -> bool:
    """A parcel is late: a word of notice may go out first. Return whether the shopper complains."""
    promised = placed + _PROMISED_DAYS * _DAY
    arm = truth.arm(Treatment.LATE_NOTICE, after.order_id)
    noticed = promised - 0.4 * _DAY
    after.tell("Experiment Viewed", noticed, experiment_id=str(Treatment.LATE_NOTICE), variation_id=arm)
    chance = _COMPLAINS + 0.4 * (0.5 - shopper.patience)
    if random.random() >= truth.add_to(chance, Treatment.LATE_NOTICE, arm):
        return False
    after.tell("Support Requested", promised + random.uniform(0.1, 0.5) * _DAY, topic="where_is_my_order")
    return True


def _give_back(after: _Afterwards, order: dict[str, Any], delivered: float, random: Random) -> None:
    given_back = order["products"] if random.random() < 0.4 else order["products"][:1]
    cents = sum(round(each["price"] * 100) * each["quantity"] for each in given_back)
    asked = delivered + random.uniform(0.5, 8) * _DAY
    reason = random.choice(_REASONS)
    after.tell("Return Requested", asked, reason=reason, products=given_back)
    after.tell(
        "Order Refunded", asked + random.uniform(3, 9) * _DAY,
        refund_id=f"{after.order_id}-r1", currency=CURRENCY, total=min(order["total"], cents / 100),
        reason=reason, products=given_back,
    )  # fmt: skip


def _answer(after: _Afterwards, shopper: Shopper, delivered: float, days_late: float, random: Random) -> None:
    """Some answer "would you recommend us?", from 0 to 10; a late parcel costs, patience forgives."""
    if random.random() >= _ANSWERS:
        return
    score = round(random.gauss(8.9 - days_late * (0.9 - 0.6 * shopper.patience), 1.3))
    after.tell(
        "Survey Answered", delivered + random.uniform(1, 4) * _DAY,
        survey="after_purchase", question="recommend", score=min(10, max(0, score)),
    )  # fmt: skip
