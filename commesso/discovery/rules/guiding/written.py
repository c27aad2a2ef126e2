"""Questions a merchant wrote: who is it for? Each option is a few conditions on the products, weighted."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from commesso.discovery.contracts.guiding import GuideCondition, GuideOption, GuideQuestion
from commesso.discovery.rules.guiding.questions import (
    NOISE,
    Flags,
    Floats,
    Kind,
    Option,
    Question,
    weigh_question,
)
from commesso.discovery.rules.guiding.values import Item, Quantity, Scalar, convert, fold

_ENOUGH = 0.5  # of its conditions by weight, for a product to fit an option


def make_written(written: GuideQuestion, items: Sequence[Item], *, noise: float = NOISE) -> Question:
    """Return a written question as one that can be asked of the products.

    A condition on what no product says any more decides nothing: the catalogue changed, and the guide goes on.
    """
    conditions = [
        condition if condition.unit else replace(condition, unit=_usual_unit(condition.attribute, items))
        for option in written.options
        for condition in option.conditions
    ]
    states = [bytes(_judge(condition, item) for condition in conditions) for item in items]
    rows = sorted(set(states))
    row_of = {state: row for row, state in enumerate(rows)}
    codes = np.asarray([row_of[state] for state in states], dtype=np.intp)
    judged = np.asarray([list(row) for row in rows], dtype=np.intp).reshape(len(rows), len(conditions))
    score, known = _score(written, judged)
    fits = known & (score >= _ENOUGH)
    least = noise / max(1, len(written.options) - 1)
    counts = np.bincount(codes, minlength=len(rows)) @ fits
    options = [
        Option(key=option.key, label=_any_words(option), count=int(count))
        for option, count in zip(written.options, counts, strict=True)
    ]
    return weigh_question(
        key=written.key,
        attribute=written.key,
        kind=Kind.WRITTEN,
        options=tuple(options),
        codes=codes,
        fits=fits,
        known=known,
        chance=least + (1 - noise - least) * score,
    )


def _usual_unit(attribute: str, items: Sequence[Item]) -> str:
    values = (value for item in items for value in item.values.get(attribute, ()))
    units = Counter(value.unit for value in values if isinstance(value, Quantity))
    return units.most_common(1)[0][0] if units else ""


_NOT_SAID, _NOT_MET, _MET = range(3)


def _judge(condition: GuideCondition, item: Item) -> int:
    values = item.values.get(condition.attribute)
    if not values:
        return _NOT_SAID
    return _MET if any(_is_met(condition, value) for value in values) else _NOT_MET


def _is_met(condition: GuideCondition, value: Scalar) -> bool:
    if isinstance(value, bool):
        return any(fold(word) == ("yes" if value else "no") for word in condition.any_of)
    if isinstance(value, Quantity):
        number = convert(value, condition.unit)
        if number is not None and (condition.at_least is not None or condition.at_most is not None):
            above = condition.at_least is None or number >= condition.at_least
            return above and (condition.at_most is None or number <= condition.at_most)
        value = f"{value.value:g} {value.unit}".strip()
    return fold(value) in {fold(word) for word in condition.any_of}


def _score(
    written: GuideQuestion, judged: np.ndarray[tuple[int, int], np.dtype[np.intp]]
) -> tuple[Floats, Flags]:
    """Return how far each row fulfils each option, from 0 to 1, and whether anything is known of it."""
    score = np.ones((len(judged), len(written.options)))
    known = np.zeros(score.shape, dtype=np.bool_)
    start = 0
    for place, option in enumerate(written.options):
        part = judged[:, start : start + len(option.conditions)]
        start += len(option.conditions)
        weights = np.asarray([condition.weight for condition in option.conditions], dtype=np.float64)
        said = (part != _NOT_SAID) @ weights
        known[:, place] = said > 0
        score[:, place] = np.where(said > 0, (part == _MET) @ weights / np.where(said > 0, said, 1.0), 1.0)
    return score, known


def _any_words(option: GuideOption) -> str:
    return next(iter(option.words.values()), option.key)
