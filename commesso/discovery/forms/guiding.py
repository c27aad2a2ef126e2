"""What a shop's page asks of a guide, and what it is told."""

from decimal import Decimal
from typing import Any

import msgspec

from commesso.discovery.actions.guiding import ReadyGuide
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
from commesso.discovery.rules.guiding.wording import (
    ANY_WORDS,
    UNKNOWN_WORDS,
    Voice,
    ask,
    give_reason,
    label,
)
from commesso.kernel.errors import Invalid
from commesso.kernel.money import Money, exponent

_MOST_PRODUCTS = 48
_MOST_ANSWERS = 100
_TEXT = 500


class GuideAsk(msgspec.Struct, kw_only=True):
    """Where a shopper stands: the category, and all answers so far. Whatever was answered can be left out again."""

    key: str
    category: str = ""
    answers: dict[str, str] = {}
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


def tell_step(ready: ReadyGuide, asked: GuideAsk, *, own_language: str) -> dict[str, Any]:
    """Return the next question, the products so far with their reasons, and what was answered."""
    voice = Voice(language=asked.language or own_language, otherwise=own_language)
    step = find_step(ready.guide, asked.answers, most=asked.limit)
    return {
        "question": _tell_question(step, voice),
        "sure": step.sure,
        "count": step.count,
        "total": len(ready.guide.keys),
        "products": [
            _tell_product(ready.guide, asked.answers, match, ready.cards[match.key], voice)
            for match in step.matches
        ],
        "answers": _tell_answers(ready.guide, asked.answers, step, voice),
        "ignored": list(step.ignored),
    }


def _tell_question(step: Step, voice: Voice) -> dict[str, Any] | None:
    question = step.question
    if question is None:
        return None
    options = [
        {"key": option.key, "label": label(question, option, voice), "count": count}
        for option, count in zip(question.options, step.counts, strict=True)
    ]
    neutral = [
        {"key": ANY, "label": voice.say(ANY_WORDS), "count": step.count},
        {"key": UNKNOWN, "label": voice.say(UNKNOWN_WORDS), "count": step.count},
    ]
    return {
        "key": question.key,
        "text": ask(question, voice),
        "kind": question.kind.value,
        "options": options + neutral,
    }


def _tell_answers(guide: Guide, answers: Answers, step: Step, voice: Voice) -> list[dict[str, str]]:
    """Return the answers in words, in the order they were sent: each can be changed."""
    told = []
    for key, chosen in answers.items():
        question = guide.find_question(key)
        if question is not None and key not in step.ignored:
            neutral = {ANY: ANY_WORDS, UNKNOWN: UNKNOWN_WORDS}.get(chosen)
            place = question.place_of(chosen)
            said = label(question, question.options[place], voice) if place is not None else ""
            words = voice.say(neutral) if neutral else said
            told.append({"question": key, "text": ask(question, voice), "option": chosen, "label": words})
    return told


def _tell_product(guide: Guide, answers: Answers, match: Match, card: Card, voice: Voice) -> dict[str, Any]:
    return {
        "product_id": card.product_id,
        "title": card.titles.get(voice.language) or card.titles.get(voice.language[:2]) or card.titles[""],
        "url": card.url,
        "image": card.image,
        "price": None if card.price is None else _tell_money(card.price),
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


def _tell_money(money: Money) -> dict[str, str]:
    amount = money.amount.quantize(Decimal(1).scaleb(-exponent(money.currency)))
    return {"amount": f"{amount:f}", "currency": money.currency}
