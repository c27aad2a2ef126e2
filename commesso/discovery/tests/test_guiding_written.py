"""Questions that a merchant writes by hand."""

import pytest

from commesso.discovery.rules.guiding.asking import find_step, make_guide, measure_belief
from commesso.discovery.rules.guiding.drawing import derive_questions
from commesso.discovery.rules.guiding.written import (
    Condition,
    WrittenOption,
    WrittenQuestion,
    make_written,
)
from commesso.discovery.tests.lamps import LAMPS, make_items
from commesso.kernel.errors import Invalid

WHO = WrittenQuestion(
    key="who",
    words={"en": "Who is it for?"},
    options=(
        WrittenOption(
            key="reader",
            words={"en": "For reading in bed"},
            conditions=(
                Condition(attribute="power", at_most=8),
                Condition(attribute="dimmable", any_of=("yes",), weight=2),
            ),
        ),
        WrittenOption(key="cook", conditions=(Condition(attribute="power", at_least=0.01, unit="kW"),)),
        WrittenOption(key="anyone"),
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


@pytest.mark.parametrize(
    ("options", "words"),
    [
        ((), "0 options"),
        ((WrittenOption(key="a"), WrittenOption(key="a")), "'a'"),
        ((WrittenOption(key="*any"), WrittenOption(key="b")), "star"),
        ((WrittenOption(key="a", conditions=(Condition(attribute="colur", any_of=("x",)),)),), "1 options"),
        (
            (
                WrittenOption(key="a", conditions=(Condition(attribute="colur", any_of=("x",)),)),
                WrittenOption(key="b"),
            ),
            "colour",
        ),
        (
            (WrittenOption(key="a", conditions=(Condition(attribute="colour"),)), WrittenOption(key="b")),
            "nothing is asked",
        ),
        (
            (
                WrittenOption(key="a", conditions=(Condition(attribute="price", at_most=5, weight=0),)),
                WrittenOption(key="b"),
            ),
            "weight=0",
        ),
    ],
)
def test_a_question_written_wrongly_says_what_is_wrong(
    options: tuple[WrittenOption, ...], words: str
) -> None:
    with pytest.raises(Invalid, match=words.replace("*", r"\*")):
        make_written(WrittenQuestion(key="who", options=options), make_items(LAMPS))
