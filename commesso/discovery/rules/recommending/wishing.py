"""A merchant's stored rules: when they hold, and what they are kept as."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from commesso.discovery.contracts.recommending import MerchantRule, RuleAction, SlotKind


@dataclass(frozen=True, kw_only=True)
class StoredRule:
    """A rule as staff keep it. No slots: it speaks of all. It holds from `active_from` until before `active_until`."""

    id: int
    rule: MerchantRule
    slots: frozenset[SlotKind] = frozenset()
    is_active: bool = True
    active_from: datetime | None = None
    active_until: datetime | None = None


def is_on(stored: StoredRule, kind: SlotKind, at: datetime) -> bool:
    """Say whether a rule speaks of this kind of slot at this moment."""
    return (
        stored.is_active
        and (not stored.slots or kind in stored.slots)
        and (stored.active_from is None or stored.active_from <= at)
        and (stored.active_until is None or at < stored.active_until)
    )


def read_rule(
    *, name: str, action: str, place: int, strength: float, conditions: Mapping[str, Any]
) -> MerchantRule:
    """Return a rule from what was kept of it."""
    return MerchantRule(
        name=name,
        action=RuleAction(action),
        product_ids=frozenset(conditions.get("product_ids", ())),
        brand=conditions.get("brand", ""),
        category=conditions.get("category", ""),
        price_from=conditions.get("price_from"),
        price_to=conditions.get("price_to"),
        details=conditions.get("details", {}),
        place=place,
        strength=strength,
    )


def write_conditions(rule: MerchantRule) -> dict[str, Any]:
    """Return what to keep of which products a rule means; what lets every product fit is left out."""
    conditions = {
        "product_ids": sorted(rule.product_ids),
        "brand": rule.brand,
        "category": rule.category,
        "price_from": rule.price_from,
        "price_to": rule.price_to,
        "details": dict(rule.details),
    }
    return {name: value for name, value in conditions.items() if value not in ([], "", None, {})}
