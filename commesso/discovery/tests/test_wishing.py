"""A merchant's rules as they are kept."""

import json
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commesso.discovery.contracts.recommending import MerchantRule, RuleAction, SlotKind
from commesso.discovery.rules.recommending.wishing import StoredRule, is_on, read_rule, write_conditions

_RULES = st.builds(
    MerchantRule,
    name=st.text(max_size=20),
    action=st.sampled_from(RuleAction),
    product_ids=st.frozensets(st.text(min_size=1, max_size=9), max_size=5),
    brand=st.text(max_size=9),
    category=st.text(max_size=9),
    price_from=st.none() | st.integers(0, 10**9),
    price_to=st.none() | st.integers(0, 10**9),
    details=st.dictionaries(st.text(max_size=9), st.text(max_size=9), max_size=3),
    place=st.integers(1, 24),
    strength=st.floats(1, 100),
)


@given(_RULES)
def test_a_rule_that_was_kept_is_the_same_rule(rule: MerchantRule) -> None:
    kept = json.loads(json.dumps(write_conditions(rule)))
    assert (
        read_rule(
            name=rule.name,
            action=rule.action.value,
            place=rule.place,
            strength=rule.strength,
            conditions=kept,
        )
        == rule
    )


_MARCH = datetime(2026, 3, 1, tzinfo=UTC)
_APRIL = datetime(2026, 4, 1, tzinfo=UTC)


@pytest.mark.parametrize(
    ("at", "kind", "is_active", "speaks"),
    [
        (_MARCH, SlotKind.CART, True, True),
        (_MARCH, SlotKind.CART, False, False),
        (_MARCH, SlotKind.FOR_YOU, True, False),
        (_APRIL, SlotKind.CART, True, False),  # its end is not in it
        (datetime(2026, 2, 28, tzinfo=UTC), SlotKind.CART, True, False),
    ],
)
def test_a_rule_speaks_in_its_rows_and_in_its_time(
    at: datetime, kind: SlotKind, is_active: bool, speaks: bool
) -> None:
    rule = StoredRule(
        id=1,
        rule=MerchantRule(name="Spring", action=RuleAction.BOOST),
        slots=frozenset({SlotKind.CART}),
        is_active=is_active,
        active_from=_MARCH,
        active_until=_APRIL,
    )
    assert is_on(rule, kind, at) is speaks
