"""What merchants wish of slots, kept in memory for a moment: it is asked with every slot."""

from collections.abc import Sequence
from datetime import datetime

from commesso.discovery.contracts.recommending import MerchantRule, SlotKind
from commesso.discovery.models import RecommendationRule
from commesso.discovery.rules.recommending.wishing import StoredRule, is_on, read_rule
from commesso.kernel.errors import NotFound
from commesso.kernel.ids import StoreId
from commesso.kernel.memory import Memory

_rules: Memory[StoreId, Sequence[StoredRule]] = Memory(seconds=2)


def list_rules(store_id: StoreId) -> list[StoredRule]:
    """Return all rules of a store, the newest first."""
    rows = RecommendationRule.objects.for_store(store_id).filter(removed_at__isnull=True)
    return [to_rule(row) for row in rows.order_by("-id")]


def rule_for(store_id: StoreId, rule_id: int, *, removed_too: bool = False) -> RecommendationRule:
    """Return a rule's row. Raise NotFound."""
    rows = RecommendationRule.objects.for_store(store_id)
    if not removed_too:
        rows = rows.filter(removed_at__isnull=True)
    row = rows.filter(pk=rule_id).first()
    if row is None:
        raise NotFound(f"There is no rule {rule_id} for recommendations.")
    return row


def list_rules_now(store_id: StoreId, kind: SlotKind, at: datetime) -> list[MerchantRule]:
    """Return what the merchant wishes of a slot at a moment; where two rules differ the older speaks first."""
    rules = _rules.read(store_id, lambda: list_rules(store_id))
    return [each.rule for each in reversed(rules) if is_on(each, kind, at)]


def forget_rules() -> None:
    """Read them anew at the next question: they changed."""
    _rules.forget_all()


def to_rule(row: RecommendationRule) -> StoredRule:
    return StoredRule(
        id=row.pk,
        rule=read_rule(
            name=row.name,
            action=row.action,
            place=row.place,
            strength=row.strength,
            conditions=row.conditions,
        ),
        slots=frozenset(SlotKind(each) for each in row.slots if each in set(SlotKind)),
        is_active=row.is_active,
        active_from=row.active_from,
        active_until=row.active_until,
    )
