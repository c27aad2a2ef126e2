"""What a batch of entries led to."""

from dataclasses import dataclass, field
from typing import Any

from commesso.orders.models import Order
from commesso.orders.rules.orders import Order as Folded
from commesso.orders.rules.payments import Refund


@dataclass(kw_only=True, slots=True)
class Fold:
    """One order before and after. `before` holds the columns as they stood; None for a new order."""

    row: Order
    after: Folded
    before: dict[str, Any] | None
    is_changed: bool = True
    news: list[Refund] = field(default_factory=list)  # refunds nobody was told of

    @property
    def was_placed(self) -> bool:
        return self.before is not None and bool(self.before["is_placed"])


@dataclass(kw_only=True)
class Outcome:
    folds: list[Fold] = field(default_factory=list)
    stale: set[str] = field(default_factory=set)  # order ids whose platform row was older than ours
    unchanged: set[str] = field(default_factory=set)
    lost_keys: set[str] = field(default_factory=set)

    def list_keys(self) -> set[str]:
        """Keys by which carts may now be closed, or reopened."""
        return self.lost_keys.union(*(fold.after.keys for fold in self.folds if fold.after.is_placed))
