"""What a merchant does to a guide's questions."""

from dataclasses import replace

from hypothesis import example, given
from hypothesis import strategies as st

from commesso.discovery.contracts.guiding import GuideOption, GuideQuestion
from commesso.discovery.rules.guiding.editing import Change, change_question, list_lacking, put_question

KEYS = ("colour", "height", "who")
WHO = GuideQuestion(
    key="who",
    is_written=True,
    words={"it": "Per chi?", "en": "Who for?"},
    options=(
        GuideOption(key="me", words={"it": "Per me", "en": "For me"}),
        GuideOption(key="you", words={"it": "Per te"}),
    ),
)


def test_questions_are_locked_in_their_order_and_moved() -> None:
    questions = change_question((WHO,), "colour", Change.LOCK)
    questions = change_question(questions, "height", Change.LOCK)
    assert [each.key for each in questions] == ["colour", "height", "who"]
    questions = change_question(questions, "height", Change.UP)
    assert [each.key for each in questions] == ["height", "colour", "who"]
    assert change_question(questions, "colour", Change.DOWN) == questions  # what follows is not locked
    assert [each.key for each in change_question(questions, "height", Change.UNLOCK)] == ["colour", "who"]


def test_what_is_hidden_is_not_locked_and_comes_back_as_it_was() -> None:
    reworded = replace(GuideQuestion(key="colour", words={"it": "Che colore?"}), is_locked=True)
    hidden = change_question((reworded,), "colour", Change.HIDE)
    assert (hidden[0].is_hidden, hidden[0].is_locked) == (True, False)
    shown = change_question(hidden, "colour", Change.SHOW)
    assert shown[0].words == {"it": "Che colore?"}
    assert change_question(shown, "colour", Change.DROP) == ()


def test_a_question_is_put_in_the_place_of_the_one_before() -> None:
    other = replace(WHO, words={"it": "Chi?"})
    assert put_question((WHO,), other) == (other,)
    assert put_question((), WHO) == (WHO,)


def test_it_is_said_in_which_languages_words_are_missing() -> None:
    assert list_lacking(WHO, ("it", "en", "es")) == ["en", "es"]
    assert list_lacking(GuideQuestion(key="colour"), ("it",)) == []
    assert list_lacking(GuideQuestion(key="colour", words={"it": "Che colore?"}), ("it", "en")) == ["en"]


@example([("colour", Change.LOCK), ("who", Change.UP)])
@given(st.lists(st.tuples(st.sampled_from(KEYS), st.sampled_from(Change)), max_size=12))
def test_whatever_is_done_locked_questions_stand_first_and_none_twice(
    changes: list[tuple[str, Change]],
) -> None:
    questions: tuple[GuideQuestion, ...] = (WHO,)
    for key, change in changes:
        questions = change_question(questions, key, change)
        keys = [each.key for each in questions]
        assert len(set(keys)) == len(keys)
        assert [each.is_locked for each in questions] == sorted(
            (each.is_locked for each in questions), reverse=True
        )
        assert not any(each.is_locked and each.is_hidden for each in questions)
