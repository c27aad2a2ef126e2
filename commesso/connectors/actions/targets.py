"""Handing what a file holds to the rooms that keep it."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from commesso.catalog import api as catalog
from commesso.collector import api as collector
from commesso.connectors.contracts import Kind
from commesso.events.stream import NO_SOURCE
from commesso.infra import api as infra
from commesso.infra.contracts import LaneTaken
from commesso.kernel.clock import now
from commesso.kernel.ids import StoreId
from commesso.orders import api as orders
from commesso.orders.contracts import OrderInput
from commesso.profiles import api as profiles
from commesso.profiles.contracts import CustomerInput
from commesso.stores.contracts import ConsentPolicy, SourceInfo

SOURCE = "import"
# A few lanes are enough for imports side by side, and the stream does not grow one with each import.
_LANES = tuple(f"import-{number}" for number in range(1, 9))


@dataclass(frozen=True, slots=True)
class Taken:
    """What became of a batch: counts to add up, and (place in the batch, field, reason) of the refused."""

    counts: Mapping[str, int]
    refused: Sequence[tuple[int, str, str]] = field(default=())


Target = Callable[[Sequence[Any]], Taken]


def make_target(kind: Kind, store_id: StoreId, *, at: datetime) -> Target:
    """Return the function that takes a batch of one kind. It may run in the caller's transaction.

    `at` is when the file was true, for rows that do not say it.
    """
    if kind is Kind.EVENTS:
        return _EventTarget(store_id).take
    if kind is Kind.PRODUCTS:
        return lambda batch: _taken(catalog.import_products(store_id, batch, source=SOURCE, at=at))
    if kind is Kind.ORDERS:
        return lambda batch: _take_orders(store_id, batch)
    return lambda batch: _taken(profiles.import_customers(store_id, batch, source=SOURCE))


def _take_orders(store_id: StoreId, batch: Sequence[OrderInput]) -> Taken:
    taken = _taken(orders.import_orders(store_id, batch, SOURCE))
    customers = _find_customers(batch)
    if customers:
        profiles.import_customers(store_id, customers, source=SOURCE)
    return taken


def _find_customers(batch: Sequence[OrderInput]) -> list[CustomerInput]:
    """The people of the orders, each once, with what their last order says."""
    people: dict[str, OrderInput] = {}
    began = {order.user_id or order.email or order.phone: order.placed_at for order in reversed(batch)}
    for order in batch:
        key = order.user_id or order.email or order.phone
        if key:
            began[key] = min(began[key], order.placed_at)
            if key not in people or people[key].placed_at <= order.placed_at:
                people[key] = order
    return [
        CustomerInput(
            user_id=order.user_id,
            email=order.email,
            phone=order.phone,
            traits={
                name: value for name, value in (("name", order.name), ("country", order.country)) if value
            },
            created_at=began[key],
            at=order.placed_at,
        )
        for key, order in people.items()
    ]


def _taken(count: Any) -> Taken:
    names = ("created", "changed", "unchanged", "stale")
    return Taken(
        {name: getattr(count, name) for name in names if getattr(count, name, 0)},
        [(each.index, "", each.reason) for each in count.rejected],
    )


class _EventTarget:
    """Puts events on a lane of the log, from where everybody who listens takes them."""

    def __init__(self, store_id: StoreId) -> None:
        self._lane = ""
        self._source = SourceInfo(
            id=NO_SOURCE,
            store_id=store_id,
            name=SOURCE,
            write_key="",
            consent_policy=ConsentPolicy.SIGNALLED,
            gpc_means_no_analytics=False,
        )

    def take(self, batch: Sequence[Mapping[str, Any]]) -> Taken:
        events, refusals = collector.read_events(self._source, batch, now())
        self._append(events)
        refused = [(place, refusal.field, refusal.message) for place, refusal in refusals]
        return Taken({"sent": len(events)}, refused)

    def _append(self, events: Sequence[Any]) -> None:
        """The first free lane; another process may be importing into the ones before."""
        for lane in (self._lane,) if self._lane else _LANES:
            try:
                infra.append_offline(lane, events)
            except LaneTaken:
                if lane == _LANES[-1] or self._lane:
                    raise
            else:
                self._lane = lane
                return
