"""What somebody buys again and again, when a fit is due, and what reasons are called."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commesso.discovery.contracts.recommending import Recommended, SlotKind
from commesso.discovery.rules.recommending.reasons import (
    LANGUAGES,
    Reason,
    find_reason,
    say_reason,
    say_title,
)
from commesso.discovery.rules.recommending.refitting import Refit, choose_refit, has_rested
from commesso.discovery.rules.recommending.usual import Purchase, list_usual
from commesso.discovery.rules.resting import may_make_again

TODAY = date(2026, 3, 1)


def bought(product_id: str, *days_ago: int, quantity: int = 1) -> list[Purchase]:
    noon = datetime(2026, 3, 1, 12, tzinfo=UTC)
    return [
        Purchase(product_id=product_id, quantity=quantity, at=noon - timedelta(days=days))
        for days in days_ago
    ]


def test_quantity_and_interval_are_those_of_the_usual_purchase() -> None:
    lines = [*bought("coffee", 60, 46, 28, 14, quantity=2), *bought("coffee", 28, quantity=1)]
    usual = list_usual(lines, TODAY)[0]
    assert (usual.quantity, usual.every_days, usual.last_on) == (2, 14.0, date(2026, 2, 15))
    assert usual.waited(TODAY) == 1.0


def test_what_is_due_comes_first_and_what_was_given_up_or_bought_once_last() -> None:
    lines = [
        *bought("given up", 200, 190),
        *bought("just bought", 22, 2),
        *bought("overdue", 50, 30),
        *bought("due", 20, 10),
        *bought("once", 5),
    ]
    assert [each.product_id for each in list_usual(lines, TODAY)] == [
        "overdue", "due", "just bought", "given up", "once",
    ]  # fmt: skip


@given(
    st.lists(st.tuples(st.sampled_from("abc"), st.integers(0, 400), st.integers(-2, 9)), max_size=40),
)
def test_everything_bought_is_listed_once_in_numbers_that_can_be_said(
    rows: list[tuple[str, int, int]],
) -> None:
    lines = [each for product, days, quantity in rows for each in bought(product, days, quantity=quantity)]
    usual = list_usual(lines, TODAY)
    assert sorted(each.product_id for each in usual) == sorted({product for product, _, _ in rows})
    assert all(each.quantity >= 1 and (each.every_days is None or each.every_days > 0) for each in usual)


@pytest.mark.parametrize(
    ("age", "fit_seconds", "rested"),
    [(30, 0.1, False), (70, 0.1, True), (400, 10, False), (600, 10, True)],
)
def test_fits_rest_and_a_long_one_does_not_take_all_the_time(
    age: float, fit_seconds: float, rested: bool
) -> None:
    assert has_rested(age_seconds=age, fit_seconds=fit_seconds) is rested


@pytest.mark.parametrize(
    ("whole_age_hours", "hour", "clicks", "new", "due"),
    [
        (1, 12, 100_000, 5, None),
        (1, 12, 100_000, 20, Refit.RECOUNT),
        (1, 12, 101_000, 10_000, Refit.WHOLE),  # a tenth more than at the last whole fit
        (1, 12, 100_500, 0, None),
        (12, 3, 100_000, 0, Refit.WHOLE),  # at night, anyway
        (2, 3, 100_000, 0, None),  # but once a night
        (25, 12, 100_000, 0, Refit.WHOLE),  # the night was slept through
    ],
)
def test_what_is_new_is_counted_by_day_and_all_is_learnt_anew_by_night(
    whole_age_hours: float, hour: int, clicks: int, new: int, due: Refit | None
) -> None:
    found = choose_refit(
        whole_age_seconds=whole_age_hours * 3600,
        whole_clicks=100_000,
        clicks=clicks,
        new_clicks=new,
        hour=hour,
    )
    assert found == due


@pytest.mark.parametrize("language", [*LANGUAGES, "de", "zh-CN", ""])
def test_every_reason_and_slot_has_words_in_every_language(language: str) -> None:
    assert all(say_reason(reason, language) for reason in Reason)
    assert all(say_title(kind, [], language) for kind in SlotKind)


def test_a_slot_goes_by_its_promise_when_half_of_it_keeps_it() -> None:
    kept, other = (
        Recommended("a", "bought together", is_guess=False),
        Recommended("b", "trending", is_guess=True),
    )
    assert say_title(SlotKind.TOGETHER, [kept, other], "en") == "Often bought with it"
    assert say_title(SlotKind.TOGETHER, [kept, other, other], "en") == "You may also like"
    assert find_reason("trending 3 d") is Reason.TRENDING
    assert find_reason("habits 30 d") is Reason.FITS_PERSON


@pytest.mark.parametrize(
    ("age", "made_in", "may"),
    [(0, 0.2, True), (10, 3, False), (59, 3, False), (60, 3, True), (1_000, 60, False)],
)
def test_what_takes_long_is_not_made_all_the_time(age: float, made_in: float, may: bool) -> None:
    assert may_make_again(age_seconds=age, made_in_seconds=made_in) is may
