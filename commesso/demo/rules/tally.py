"""What a shop would print of its year, and what each treatment was seen to add beside what it truly adds."""

from collections import Counter
from collections.abc import Iterator, Mapping

from commesso.demo.contracts import Event
from commesso.demo.rules.truth import CONTROL, Arm, Difference, Treatment, Truth, compare

_Visit = tuple[str, int]
_NOTED = frozenset(
    {
        "Experiment Viewed",
        "Order Completed",
        "Order Delivered",
        "Product Added",
        "Return Requested",
        "Support Requested",
    }
)


class Tally:
    """Takes note of a history while it goes by. Every event once, in the order of time."""

    def __init__(self) -> None:
        self.events = 0
        self._visits: set[_Visit] = set()
        self._carts: set[str] = set()
        self._ordered_carts: set[str] = set()
        self._ordered_visits: set[_Visit] = set()
        self._complaints: set[str] = set()
        self._buyers: Counter[str] = Counter()
        self._delivered = Counter[bool]()
        self._names: Counter[str] = Counter()
        self._drawn: dict[Treatment, dict[object, str]] = {each: {} for each in Treatment}

    def note(self, event: Event) -> None:
        self.events += 1
        context, name = event.get("context"), event.get("event", "")
        visit = (event["anonymousId"], context["sessionId"]) if context else None
        if visit:
            self._visits.add(visit)
        if name in _NOTED:
            self._names[name] += 1
            self._note(name, event["properties"], visit)

    def list_lines(self, truth: Truth) -> list[str]:
        """Return the shop's figures in words, then the treatments'."""
        orders, visits = self._names["Order Completed"], len(self._visits)
        again = sum(times > 1 for times in self._buyers.values())
        parcels = self._delivered.total()
        left = len(self._carts - self._ordered_carts)
        lines = [
            f"{visits:,} visits, {orders:,} orders: {_percent(orders, visits)} of visits end with one",
            f"{len(self._carts):,} carts, {_percent(left, len(self._carts))} left behind",
            f"{_percent(again, len(self._buyers))} of buyers bought again",
            f"{_percent(self._delivered[False], parcels)} of {parcels:,} parcels came in time",
            f"{_percent(self._names['Return Requested'], orders)} of orders were given back",
        ]
        return [*lines, *self._list_treatments(truth)]

    def find_difference(self, treatment: Treatment) -> Difference | None:
        """Return the plain difference of means between the arms of a treatment, or None where one is empty."""
        outcomes: Mapping[Treatment, set[object]] = {
            Treatment.RECOMMENDATION: set(self._ordered_visits),
            Treatment.CART_MAIL: set(self._ordered_carts),
            Treatment.LATE_NOTICE: set(self._complaints),
        }
        arms = {False: Arm(), True: Arm()}
        for unit, drawn in self._drawn[treatment].items():
            arm = arms[drawn == CONTROL]
            arm.units += 1
            arm.outcomes += unit in outcomes[treatment]
        return compare(arms[False], arms[True])

    def _list_treatments(self, truth: Truth) -> Iterator[str]:
        for treatment in Treatment:
            seen = self.find_difference(treatment)
            if seen is not None:
                yield (
                    f"{treatment}: adds {truth.lifts[treatment]:+.1%} in truth; "
                    f"measured {seen.estimate:+.1%} ({seen.low:+.1%} to {seen.high:+.1%})"
                )

    def _note(self, name: str, said: Event, visit: _Visit | None) -> None:
        if name == "Product Added":
            self._carts.add(said["cart_id"])
        elif name == "Order Completed":
            self._buyers[said["email"]] += 1
            self._ordered_carts.add(said["cart_id"])
            if visit:
                self._ordered_visits.add(visit)
        elif name == "Order Delivered":
            self._delivered[said["is_late"]] += 1
        elif name == "Support Requested":
            self._complaints.add(said["order_id"])
        elif name == "Experiment Viewed":
            unit = said.get("cart_id") or said.get("order_id") or visit
            self._drawn[Treatment(said["experiment_id"])].setdefault(unit, said["variation_id"])


def _percent(part: int, whole: int) -> str:
    return f"{part / whole:.1%}" if whole else "none"
