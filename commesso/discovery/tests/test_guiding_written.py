"""Questions that a merchant writes by hand."""

import pytest

from commesso.discovery.contracts.guiding import GuideCondition, GuideOption, GuideQuestion
from commesso.discovery.rules.guiding.asking import find_step, make_guide, measure_belief
from commesso.discovery.rules.guiding.drawing import derive_questions
from commesso.discovery.rules.guiding.written import make_written
from commesso.discovery.tests.lamps import LAMPS, make_items

WHO = GuideQuestion(
    key="who",
    words={"en": "Who is it for?"},
    options=(
        GuideOption(
            key="reader",
            words={"en": "For reading in bed"},
            conditions=(
                GuideCondition(attribute="power", at_most=8),
                GuideCondition(attribute="dimmable", any_of=("yes",), weight=2),
            ),
        ),
        GuideOption(key="cook", conditions=(GuideCondition(attribute="power", at_least=0.01, unit="kW"),)),
        GuideOption(key="anyone"),
    ),
)


def test_a_merchants_question_goes_by_weighted_conditions() -> None:
    items = make_items(LAMPS)
    question = make_written(WHO, items)
    guide = make_guide([item.key for item in items], [question, *derive_questions(items)], first=["who"])
    assert find_step(guide, {}).question is question
    reader = find_step(guide, {"who": "reader"})
    assert [match.key for match in reader.matches[:3]] == ["p0", "p2", "p5"]
    assert reader.count == 3
    assert [option.count for option in question.options] == [3, 4, 0]
    assert measure_belief(guide, {"who": "anyone"}).tolist() == pytest.approx(guide.prior.tolist())


def test_a_condition_on_what_the_catalogue_says_no_more_decides_nothing() -> None:
    items = make_items(
        [({key: said for key, said in given.items() if key != "power"}, price) for given, price in LAMPS]
    )
    question = make_written(WHO, items)
    guide = make_guide([item.key for item in items], [question])
    assert find_step(guide, {"who": "cook"}).count == len(items)
