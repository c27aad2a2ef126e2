"""What a shop's page asks of a guide, and what it is told."""

from typing import Any

import msgspec

from commesso.discovery.actions.guiding import Stand
from commesso.discovery.contracts.guiding import GuideInfo, GuideWords
from commesso.discovery.forms.cards import tell_money
from commesso.discovery.queries.guiding import Card
from commesso.discovery.rules.guiding.asking import (
    ANY,
    UNKNOWN,
    Answers,
    Guide,
    Match,
    Step,
    find_step,
)
from commesso.discovery.rules.guiding.families import FamilyStep
from commesso.discovery.rules.guiding.wording import (
    ANY_WORDS,
    UNKNOWN_WORDS,
    Voice,
    ask,
    ask_family,
    give_reason,
    label,
    label_family,
)
from commesso.kernel.errors import Invalid

_MOST_PRODUCTS = 48
_MOST_ANSWERS = 100
_TEXT = 500
_NO_WAY = FamilyStep(path="", question="", options=())


class GuideAsk(msgspec.Struct, kw_only=True):
    """Where a shopper stands: the guide or category, and all answers so far. What was answered can be left out again.

    `again` is a question to be asked once more; its answer does not count meanwhile.
    """

    key: str
    guide: str = ""
    category: str = ""
    answers: dict[str, str] = {}
    again: str = ""
    language: str = ""
    limit: int = 12

    def check(self) -> None:
        """Raise Invalid with the field that cannot be taken."""
        if not 1 <= self.limit <= _MOST_PRODUCTS:
            raise Invalid(
                f"limit={self.limit} is not possible. Use a number from 1 to {_MOST_PRODUCTS}.", field="limit"
            )
        if len(self.answers) > _MOST_ANSWERS:
            raise Invalid(
                f"{len(self.answers)} answers are too many. Send at most {_MOST_ANSWERS}.", field="answers"
            )
        if len(self.category) > _TEXT:
            raise Invalid(
                f"category is longer than {_TEXT} letters. Send a category's path.", field="category"
            )

    @property
    def kept_answers(self) -> Answers:
        return {key: option for key, option in self.answers.items() if key != self.again}


def tell_step(stand: Stand, asked: GuideAsk, *, own_language: str) -> dict[str, Any]:
    """Return the next question, the products so far with their reasons, and what was answered."""
    voice = Voice(
        language=asked.language or own_language, otherwise=own_language, rewordings=stand.rewordings
    )
    ready, answers, wanted = stand.ready, asked.kept_answers, stand.wanted
    way = stand.way or _NO_WAY
    step = find_step(ready.guide, answers, most=asked.limit, again=asked.again)
    return {
        "guide": wanted.key if wanted else "",
        "version": wanted.version if wanted else 0,
        "words": _tell_words(wanted, voice),
        "question": _tell_way(way, voice) if way.options else _tell_question(step, voice),
        "sure": step.sure and not way.options,
        "count": step.count,
        "total": len(ready.guide.keys),
        "products": [
            _tell_product(ready.guide, answers, match, ready.cards[match.key], voice)
            for match in step.matches
        ],
        "answers": _tell_answers(ready.guide, answers, step, way, voice),
        "ignored": [key for key in step.ignored if key not in way.answered],
    }


def _tell_words(wanted: GuideInfo | None, voice: Voice) -> dict[str, str]:
    """Return the merchant's words around a guide; "" where there are none."""
    words = wanted.words if wanted else {}
    return {
        name: voice.say({language: getattr(said, name) for language, said in words.items()})
        for name in GuideWords.__dataclass_fields__
    }


def _tell_way(way: FamilyStep, voice: Voice) -> dict[str, Any]:
    options = [
        {"key": option.key, "label": label_family(option.key, voice), "count": option.count}
        for option in way.options
    ]
    count = sum(option.count for option in way.options)
    return {
        "key": way.question,
        "text": ask_family(way.question, voice),
        "kind": "choice",
        "options": options + _tell_neutral(count, voice),
    }


def _tell_question(step: Step, voice: Voice) -> dict[str, Any] | None:
    question = step.question
    if question is None:
        return None
    counted = list(zip(question.options, step.counts, strict=True))
    possible = [each for each in counted if each[1]]  # nobody should choose what nothing fits any more
    options = [
        {"key": option.key, "label": label(question, option, voice), "count": count}
        for option, count in (possible if len(possible) > 1 else counted)
    ]
    return {
        "key": question.key,
        "text": ask(question, voice),
        "kind": question.kind.value,
        "options": options + _tell_neutral(step.count, voice),
    }


def _tell_neutral(count: int, voice: Voice) -> list[dict[str, Any]]:
    return [
        {"key": key, "label": voice.say(words), "count": count}
        for key, words in ((ANY, ANY_WORDS), (UNKNOWN, UNKNOWN_WORDS))
    ]


def _tell_answers(
    guide: Guide, answers: Answers, step: Step, way: FamilyStep, voice: Voice
) -> list[dict[str, str]]:
    """Return the answers in words, in the order they were sent: each can be changed."""
    told = []
    for key, chosen in answers.items():
        question = guide.find_question(key)
        neutral = {ANY: ANY_WORDS, UNKNOWN: UNKNOWN_WORDS}.get(chosen)
        if key in way.answered:
            text, said = ask_family(key, voice), label_family(chosen, voice)
        elif question is not None and key not in step.ignored:
            place = question.place_of(chosen)
            text = ask(question, voice)
            said = label(question, question.options[place], voice) if place is not None else ""
        else:
            continue
        told.append(
            {
                "question": key,
                "text": text,
                "option": chosen,
                "label": voice.say(neutral) if neutral else said,
            }
        )
    return told


def _tell_product(guide: Guide, answers: Answers, match: Match, card: Card, voice: Voice) -> dict[str, Any]:
    return {
        "product_id": card.product_id,
        "title": card.title_in(voice.language),
        "url": card.url_in(voice.language),
        "image": card.image,
        "price": None if card.price is None else tell_money(card.price),
        "belief": round(match.belief, 4),
        "reasons": _list_reasons(guide, answers, match.fulfils, voice),
        "misses": _list_reasons(guide, answers, match.contradicts, voice),
    }


def _list_reasons(guide: Guide, answers: Answers, keys: tuple[str, ...], voice: Voice) -> list[str]:
    found = []
    for key in keys:
        question = guide.find_question(key)
        place = question.place_of(answers[key]) if question is not None else None
        if question is not None and place is not None:
            found.append(give_reason(question, question.options[place], voice))
    return [reason for reason in found if reason]
