"""What treatments do to shoppers here. A store never knows this of its own; here a measurement can be held against it.

A treatment is given to some and kept from others by lot. Both kinds are told as `Experiment Viewed`, and what
becomes of them is in the other events, so a plain difference of means must find the lift within its interval.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from hashlib import blake2b
from math import sqrt

TREATED, CONTROL = "treatment", "control"


class Treatment(StrEnum):
    RECOMMENDATION = "recommendation"  # products that go together, seen in a visit
    CART_MAIL = "cart_mail"  # a mail about a cart left behind
    LATE_NOTICE = "late_notice"  # a word before the shopper asks where the parcel is


# What a treatment adds to the chance of its outcome: an order in the visit, an order of the cart, a complaint.
LIFTS: Mapping[Treatment, float] = {
    Treatment.RECOMMENDATION: 0.008,
    Treatment.CART_MAIL: 0.08,
    Treatment.LATE_NOTICE: -0.20,
}


@dataclass(frozen=True, slots=True)
class Truth:
    """`lifts` are in shares of one (0.08 = 8 in a hundred more); `holdout` is the share that goes without."""

    seed: int
    holdout: float
    lifts: Mapping[Treatment, float]

    def arm(self, treatment: Treatment, unit: str) -> str:
        """Return whether a unit (a shopper, a cart, an order) is treated: always the same, and known to nobody."""
        text = f"{self.seed} {treatment} {unit}".encode()
        lot = int.from_bytes(blake2b(text, digest_size=8).digest()) / 2**64
        return CONTROL if lot < self.holdout else TREATED

    def add_to(self, chance: float, treatment: Treatment, arm: str) -> float:
        """Return the chance of the outcome in an arm."""
        return min(1.0, max(0.0, chance + self.lifts[treatment])) if arm == TREATED else chance


@dataclass(slots=True)
class Arm:
    """How many units an arm has, and how many of them had the outcome."""

    units: int = 0
    outcomes: int = 0

    @property
    def share(self) -> float:
        return self.outcomes / self.units if self.units else 0.0


@dataclass(frozen=True, slots=True)
class Difference:
    """What a treatment was seen to add, with its 95 % interval."""

    estimate: float
    low: float
    high: float


def compare(treated: Arm, control: Arm) -> Difference | None:
    """Return the plain difference of two means (Wald's interval), or None while an arm is empty."""
    if not treated.units or not control.units:
        return None
    estimate = treated.share - control.share
    variance = sum(each.share * (1 - each.share) / each.units for each in (treated, control))
    margin = 1.96 * sqrt(variance)
    return Difference(estimate, estimate - margin, estimate + margin)
