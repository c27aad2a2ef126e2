"""Making, changing and switching what merchants wish of slots."""

from django.db import transaction

from commesso.discovery.models import RecommendationRule
from commesso.discovery.queries.merchant_rules import forget_rules, rule_for, to_rule
from commesso.discovery.rules.recommending.wishing import StoredRule, write_conditions
from commesso.kernel.clock import now
from commesso.kernel.ids import StoreId


@transaction.atomic
def create_rule(*, store_id: StoreId, wish: StoredRule) -> StoredRule:
    """Keep a rule. Slots hear it within seconds. The id of `wish` is not looked at."""
    return _write(RecommendationRule(store_id=store_id), wish)


@transaction.atomic
def save_rule(*, store_id: StoreId, wish: StoredRule) -> StoredRule:
    """Write a rule anew under its id; whether it is active stays. Raise NotFound."""
    return _write(rule_for(store_id, wish.id), wish)


@transaction.atomic
def switch_rule(*, store_id: StoreId, rule_id: int, is_active: bool) -> None:
    row = rule_for(store_id, rule_id)
    row.is_active = is_active
    row.save(update_fields=("is_active",))
    forget_rules()


@transaction.atomic
def remove_rule(*, store_id: StoreId, rule_id: int) -> None:
    """Take a rule away; `restore_rule` takes that back."""
    row = rule_for(store_id, rule_id)
    row.removed_at = now()
    row.save(update_fields=("removed_at",))
    forget_rules()


@transaction.atomic
def restore_rule(*, store_id: StoreId, rule_id: int) -> None:
    row = rule_for(store_id, rule_id, removed_too=True)
    row.removed_at = None
    row.save(update_fields=("removed_at",))
    forget_rules()


def _write(row: RecommendationRule, wish: StoredRule) -> StoredRule:
    rule = wish.rule
    row.name, row.action = rule.name, rule.action.value
    row.conditions = write_conditions(rule)
    row.slots = sorted(each.value for each in wish.slots)
    row.place, row.strength = rule.place, rule.strength
    row.active_from, row.active_until = wish.active_from, wish.active_until
    row.save()
    forget_rules()
    return to_rule(row)
