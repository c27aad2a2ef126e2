"""From answers to the products they point to, and to the question that tells most next.

A guide keeps nothing of a shopper: all follows from the answers, whatever order they came in. Going back is
leaving an answer out, changing one is giving another.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from commesso.discovery.rules.guiding.packing import Pack, pack
from commesso.discovery.rules.guiding.questions import (
    LEAST_GAIN,
    Flags,
    Floats,
    Question,
    Rows,
    measure_gain,
    weigh_gain,
)

ANY, UNKNOWN = "*any", "*unknown"  # it doesn't matter; I don't know
SURE = 0.6  # of the belief
SURE_OF = 3  # products that hold it
_BLOCK = 256  # products
_EVEN = 0.1  # of the prior shared evenly, so that a product never looked at is found too

Answers = Mapping[str, str]


@dataclass(frozen=True, kw_only=True, slots=True, eq=False)
class Guide:
    """`prior` is how likely each product is meant before anything is asked. `first` are asked before all others."""

    keys: tuple[str, ...]
    questions: tuple[Question, ...]
    by_key: Mapping[str, Question]
    packs: tuple[Pack, ...]
    prior: Floats
    first: tuple[str, ...] = ()

    def find_question(self, key: str) -> Question | None:
        return self.by_key.get(key)


@dataclass(frozen=True, kw_only=True, slots=True)
class Match:
    """A product, how much of the belief it holds, and the questions whose answers it fulfils and contradicts."""

    key: str
    belief: float
    fulfils: tuple[str, ...]
    contradicts: tuple[str, ...]


@dataclass(frozen=True, kw_only=True, slots=True, eq=False)
class Step:
    """Where a shopper stands. Without a question it is over: sure, or there is nothing worth asking.

    `counts` are the products each option would leave, of the `count` that contradict no answer. `ignored` are
    answers to questions or with options that the guide does not have (any more).
    """

    question: Question | None
    counts: tuple[int, ...]
    gain: float
    sure: bool
    count: int
    matches: tuple[Match, ...]
    ignored: tuple[str, ...]


def smooth(counts: Floats) -> Floats:
    """Return how likely each product is meant, from how often each was looked at or bought.

    One more is added to each (Laplace), and a share is dealt evenly.
    """
    if not len(counts):
        return counts
    demand = np.maximum(counts, 0.0) + 1.0
    return np.asarray((1 - _EVEN) * demand / demand.sum() + _EVEN / len(counts), dtype=np.float64)


def make_guide(
    keys: Sequence[str],
    questions: Iterable[Question],
    *,
    counts: Floats | None = None,
    first: Sequence[str] = (),
    never: Iterable[str] = (),
) -> Guide:
    """Return a guide through the products. Questions named in `first` are asked first, in that order, and always."""
    left_out = set(never)
    asked = tuple(question for question in questions if question.attribute not in left_out)
    known = {question.key for question in asked}
    return Guide(
        keys=tuple(keys),
        questions=asked,
        by_key={question.key: question for question in asked},
        packs=pack([question for question in asked if not question.parent]),
        prior=smooth(np.zeros(len(keys)) if counts is None else counts),
        first=tuple(key for key in dict.fromkeys(first) if key in known),
    )


def is_open(guide: Guide, question: Question, answers: Answers) -> bool:
    """Say whether the question makes sense: a narrower one does while its parent's answer is the one it narrows."""
    if not question.parent:
        return True
    parent = guide.find_question(question.parent)
    return (
        parent is not None and answers.get(parent.key) == question.under and is_open(guide, parent, answers)
    )


def measure_belief(guide: Guide, answers: Answers) -> Floats:
    """Return how likely each product is the one meant, given the answers.

    In the guide's own order: the same answers give the same belief to the last digit.
    """

    def find_chance(question: Question) -> Floats | None:
        place = question.place_of(answers.get(question.key, ""))
        return None if place is None else question.chance[:, place]

    belief = guide.prior
    for chances in _look_up(guide, answers, find_chance):
        belief = belief * chances
        belief /= belief.sum()
    return belief


def _look_up(guide: Guide, answers: Answers, find: Callable[[Question], Floats | None]) -> Iterator[Floats]:
    """Yield what is found for each product, a whole pack at once, then the narrower questions."""
    for each in guide.packs:
        found = each.look_up(find)
        if found is not None:
            yield found
    for question in _list_narrower(guide, answers):
        values = find(question)
        if values is not None:
            yield values[question.codes]


def _list_narrower(guide: Guide, answers: Answers) -> list[Question]:
    if not answers:
        return []
    return [each for each in guide.questions if each.parent and is_open(guide, each, answers)]


def choose_question(guide: Guide, answers: Answers, belief: Floats) -> tuple[Question | None, float]:
    """Return the question to ask next and its gain in bits: a fixed first one, or what tells most."""
    gains = measure_gains(guide, answers, belief)
    if not gains:
        return None, 0.0
    best = next((key for key in guide.first if key in gains), max(gains, key=lambda key: gains[key]))
    if best not in guide.first and gains[best] < LEAST_GAIN:
        return None, gains[best]
    return guide.find_question(best), gains[best]


def measure_gains(guide: Guide, answers: Answers, belief: Floats) -> dict[str, float]:
    """Return what each question not yet answered is expected to tell, in bits."""
    gains = {
        question.key: weigh_gain(question, weights)
        for each in guide.packs
        if any(question.key not in answers for question in each.questions)
        for question, weights in each.count(belief)
        if question.key not in answers
    }
    narrower = (each for each in _list_narrower(guide, answers) if each.key not in answers)
    return gains | {each.key: measure_gain(each, belief) for each in narrower}


def find_step(guide: Guide, answers: Answers, *, most: int = 12, again: str = "") -> Step:
    """Return what to ask next and what to show, never nothing while there are products.

    `again` is a question that the shopper wants to be asked now, if it makes sense and is not answered.
    """
    belief = measure_belief(guide, answers)
    fitting = find_fitting(guide, answers)
    best = rank(belief, most=max(most, SURE_OF))
    sure = bool(belief[best[:SURE_OF]].sum() >= SURE)
    question, gain = choose_question(guide, answers, belief)
    if sure and (question is None or question.key not in guide.first):
        question = None
    wanted = guide.find_question(again)
    if wanted is not None and again not in answers and is_open(guide, wanted, answers):
        question = wanted
    given = _list_given(guide, answers)
    matches = tuple(_match(guide, given, place, float(belief[place])) for place in best[:most])
    return Step(
        question=question,
        counts=() if question is None else count_options(question, fitting),
        gain=gain,
        sure=sure,
        count=int(fitting.sum()),
        matches=matches,
        ignored=tuple(key for key, option in answers.items() if not _is_known(guide, answers, key, option)),
    )


def find_fitting(guide: Guide, answers: Answers) -> Flags:
    """Return which products contradict no answer. What is not said of a product contradicts nothing."""

    def find_passes(question: Question) -> Floats | None:
        place = question.place_of(answers[question.key]) if question.key in answers else None
        if place is None:
            return None
        return (question.fits[:, place] | ~question.known[:, place]).astype(np.float64)

    fitting = np.ones(len(guide.keys), dtype=np.bool_)
    for passes in _look_up(guide, answers, find_passes):
        fitting &= passes > 0
    return fitting


def count_options(question: Question, fitting: Flags) -> tuple[int, ...]:
    """Return how many of the products fit each option."""
    passes = question.fits | ~question.known
    sizes = np.bincount(question.codes[fitting], minlength=len(passes))
    return tuple((sizes @ passes).astype(int).tolist())


def rank(belief: Floats, *, most: int) -> list[int]:
    """Return the places of the products believed in most, best first; of equals, the earlier one."""
    places = _list_likely(belief, most)
    ranked = places[np.argsort(-belief[places], kind="stable")][:most]
    return [int(place) for place in ranked]


def _list_likely(belief: Floats, most: int) -> Rows:
    """Return the places among which the best are, in their order.

    A sort of 100,000 takes longer than all else together, so only the blocks with the highest tops are looked into:
    all above the last of those, and as many that equal it as there are products asked for.
    """
    blocks = len(belief) // _BLOCK
    if blocks <= most:
        return np.arange(len(belief))
    tops = belief[: blocks * _BLOCK].reshape(blocks, _BLOCK).max(axis=1)
    least = np.partition(tops, blocks - most)[blocks - most]
    chosen = np.flatnonzero(tops > least).tolist() + np.flatnonzero(tops == least)[:most].tolist()
    inside = (np.sort(np.asarray(chosen))[:, None] * _BLOCK + np.arange(_BLOCK)).reshape(-1)
    return np.concatenate([inside, np.arange(blocks * _BLOCK, len(belief))])


def _list_given(guide: Guide, answers: Answers) -> list[tuple[Question, int]]:
    """Return the questions that were answered with one of their options, with its place."""
    answered = (question for question in guide.questions if question.key in answers)
    return [
        (question, place)
        for question in answered
        if (place := question.place_of(answers[question.key])) is not None
        and is_open(guide, question, answers)
    ]


def _match(guide: Guide, given: Sequence[tuple[Question, int]], product: int, belief: float) -> Match:
    fulfils: list[str] = []
    contradicts: list[str] = []
    for question, place in given:
        row = question.codes[product]
        if question.known[row, place]:
            (fulfils if question.fits[row, place] else contradicts).append(question.key)
            if question.fits[row, place] and question.parent in fulfils:
                fulfils.remove(question.parent)  # what is narrower says it too
    return Match(
        key=guide.keys[product], belief=belief, fulfils=tuple(fulfils), contradicts=tuple(contradicts)
    )


def _is_known(guide: Guide, answers: Answers, key: str, option: str) -> bool:
    question = guide.find_question(key)
    if question is None or not is_open(guide, question, answers):
        return False
    return option in {ANY, UNKNOWN} or question.place_of(option) is not None
