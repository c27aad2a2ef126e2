"""What a merchant does to a guide's questions. Nothing is said of a question that is as the catalogue makes it."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from enum import StrEnum

from commesso.discovery.contracts.guiding import GuideQuestion

Questions = tuple[GuideQuestion, ...]


class Change(StrEnum):
    LOCK = "lock"
    UNLOCK = "unlock"
    UP = "up"
    DOWN = "down"
    HIDE = "hide"
    SHOW = "show"
    DROP = "drop"  # a written question goes, a reworded one says what the catalogue says


def change_question(questions: Sequence[GuideQuestion], key: str, change: Change) -> Questions:
    """Return the questions after a change of one. Locked ones stand first, in the order they are asked."""
    found = next((each for each in questions if each.key == key), GuideQuestion(key=key))
    if change is Change.DROP:
        return _order(each for each in questions if each.key != key)
    if change in {Change.UP, Change.DOWN}:
        return _move(_order(questions), key, -1 if change is Change.UP else 1)
    changed = {
        Change.LOCK: replace(found, is_locked=True, is_hidden=False),
        Change.UNLOCK: replace(found, is_locked=False),
        Change.HIDE: replace(found, is_locked=False, is_hidden=True),
        Change.SHOW: replace(found, is_hidden=False),
    }[change]
    others = [each for each in questions if each.key != key]
    return _order([*others, changed])


def put_question(questions: Sequence[GuideQuestion], question: GuideQuestion) -> Questions:
    """Return the questions with one more, or with this one in the place of the one with its key."""
    if any(each.key == question.key for each in questions):
        return _order(question if each.key == question.key else each for each in questions)
    return _order([*questions, question])


def list_lacking(question: GuideQuestion, languages: Sequence[str]) -> list[str]:
    """Return the languages in which the merchant's words are missing, though there are some in another."""
    texts = [question.words, *(option.words for option in question.options)]
    written = texts if question.is_written else [each for each in texts if any(each.values())]
    return [language for language in languages if any(not each.get(language) for each in written)]


def _order(questions: Iterable[GuideQuestion]) -> Questions:
    kept = [each for each in questions if each != GuideQuestion(key=each.key)]
    return tuple(sorted(kept, key=lambda each: not each.is_locked))


def _move(questions: Questions, key: str, by: int) -> Questions:
    place = next((place for place, each in enumerate(questions) if each.key == key), -1)
    other = place + by
    if place < 0 or not 0 <= other < len(questions):
        return questions
    if not (questions[place].is_locked and questions[other].is_locked):
        return questions
    moved = list(questions)
    moved[place], moved[other] = moved[other], moved[place]
    return tuple(moved)
