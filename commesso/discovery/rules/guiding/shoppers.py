"""Invented shoppers who have one product in mind and answer as it is, or not quite."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from commesso.discovery.rules.guiding.asking import (
    SURE,
    SURE_OF,
    UNKNOWN,
    Guide,
    find_fitting,
    is_open,
    measure_belief,
    measure_gains,
)
from commesso.discovery.rules.guiding.questions import LEAST_GAIN, Floats, Question

MOST_TURNS = 15  # as the literature counts: one who never gets there has taken so many
_LEAST_TURNS = 5
_TIE = 1e-9  # products told apart by no answer differ by rounding alone


class Policy(StrEnum):
    """What is asked next: what tells most now, what tells most of all at first, by the alphabet, or anything."""

    ADAPTIVE = "adaptive"
    BY_GAIN = "fixed, by gain"
    BY_NAME = "fixed, by name"
    RANDOM = "random"


@dataclass(frozen=True, kw_only=True, slots=True)
class Shopper:
    """`noise` is how often an answer does not fit the product meant, `unsure` how often it is "I don't know"."""

    noise: float = 0.0
    unsure: float = 0.0

    def answer(self, question: Question, target: int, random: np.random.Generator) -> str:
        """Return an option; "I don't know" where nothing is said of the product. One of its values, if it has more."""
        row = question.codes[target]
        fits = question.fits[row]
        if random.random() < self.unsure or not question.known[row].any():
            return UNKNOWN
        wrong = random.random() < self.noise and not fits.all()
        choices = np.flatnonzero(~fits if wrong else fits)
        return question.options[int(random.choice(choices))].key if len(choices) else UNKNOWN


@dataclass(frozen=True, kw_only=True, slots=True, eq=False)
class Walk:
    """The target's expected rank after each number of answers, from none; infinite where it is lost.

    `stopped_at` is after how many answers the guide would have asked no more.
    """

    guide: Guide
    ranks: tuple[float, ...]
    answers: dict[str, str]
    dead_end: bool = False
    stopped_at: int = MOST_TURNS

    def rank_after(self, count: int) -> float:
        return self.ranks[min(count, len(self.ranks) - 1)]

    def count_to(self, place: int) -> int:
        """Return the number of questions until the target stands among the first so many."""
        return next((count for count, rank in enumerate(self.ranks) if rank <= place), MOST_TURNS)


@dataclass(frozen=True, kw_only=True, slots=True)
class Figures:
    """`top10_after_3` is the share of shoppers whose product is in the top 10 after three questions, and so on."""

    shoppers: int
    questions_to_top10: float
    questions_to_top3: float
    reached_top10: float
    top10_after_3: float
    top10_after_5: float
    top3_after_5: float
    dead_ends: float
    stops_after: float
    top10_at_stop: float


def send_shoppers(
    guides: Sequence[Guide],
    shopper: Shopper,
    *,
    count: int,
    seed: int,
    policy: Policy = Policy.ADAPTIVE,
    hard: bool = False,
    demand: Sequence[Floats] | None = None,
) -> list[Walk]:
    """Send shoppers through some guides, each wanting a product drawn from all of them.

    All products alike, or by `demand`, a weight for each product of each guide. Whatever the policy, the same seed
    draws the same products.
    """
    weights = np.concatenate(demand or [np.ones(len(guide.keys)) for guide in guides])
    starts = np.cumsum([0, *(len(guide.keys) for guide in guides)])
    targets = np.random.default_rng(seed).choice(len(weights), count, p=weights / weights.sum())
    walks = []
    for number, target in enumerate(targets.tolist()):
        place = int(np.searchsorted(starts, target, "right")) - 1
        random = np.random.default_rng([seed, number])
        walks.append(
            walk(guides[place], target - int(starts[place]), shopper, random, policy=policy, hard=hard)
        )
    return walks


def walk(
    guide: Guide,
    target: int,
    shopper: Shopper,
    random: np.random.Generator,
    *,
    policy: Policy = Policy.ADAPTIVE,
    hard: bool = False,
) -> Walk:
    """Ask a shopper until the product is found and nothing more is to be learnt of the guide.

    `hard` drops what contradicts an answer, as filters do: then nothing may be left, a dead end.
    """
    order = list_order(guide, policy, random)
    answers: dict[str, str] = {}
    ranks: list[float] = []
    stopped_at = MOST_TURNS
    while True:
        belief = guide.prior * find_fitting(guide, answers) if hard else measure_belief(guide, answers)
        if not belief.any():
            return Walk(
                guide=guide, ranks=(*ranks, np.inf), answers=answers, dead_end=True, stopped_at=stopped_at
            )
        belief = belief / belief.sum()
        ranks.append(expect_rank(belief, target))
        gains = measure_gains(guide, answers, belief) if policy is Policy.ADAPTIVE else {}
        if stopped_at == MOST_TURNS and would_stop(belief, gains):
            stopped_at = len(answers)
        done = len(answers) >= _LEAST_TURNS and min(ranks) <= SURE_OF and stopped_at < MOST_TURNS
        key = max(gains, key=lambda each: gains[each]) if gains else find_open(guide, order, answers)
        question = guide.find_question(key)
        if question is None or done or len(answers) == MOST_TURNS:
            stopped_at = min(stopped_at, len(answers))
            return Walk(guide=guide, ranks=tuple(ranks), answers=answers, stopped_at=stopped_at)
        answers[question.key] = shopper.answer(question, target, random)


def would_stop(belief: Floats, gains: dict[str, float]) -> bool:
    """Say whether the guide would ask no more. A policy that weighs no gains stops when it is sure."""
    return bool(np.sort(belief)[-SURE_OF:].sum() >= SURE) or (
        bool(gains) and max(gains.values()) < LEAST_GAIN
    )


def list_order(guide: Guide, policy: Policy, random: np.random.Generator) -> list[str]:
    """Return the order of a policy that has one from the beginning."""
    keys = [question.key for question in guide.questions]
    if policy is Policy.ADAPTIVE:
        return []
    if policy is Policy.BY_NAME:
        return sorted(keys)
    if policy is Policy.RANDOM:
        return [str(key) for key in random.permutation(keys)]
    return [
        *(each.key for each in guide.questions if not each.parent),
        *(each.key for each in guide.questions if each.parent),
    ]  # all attributes once, then what narrows them


def find_open(guide: Guide, order: Iterable[str], answers: Mapping[str, str]) -> str:
    """Return the first in an order that is not answered and may be asked; "" at the end."""
    for key in order:
        question = guide.find_question(key)
        if key not in answers and question is not None and is_open(guide, question, answers):
            return key
    return ""


def expect_rank(belief: Floats, target: int) -> float:
    """Return the mean of a product's ranks over all orders of its equals."""
    own = belief[target]
    better = int((belief > own * (1 + _TIE)).sum())
    equal = int((belief >= own * (1 - _TIE)).sum()) - better
    return better + (equal + 1) / 2


def summarise(walks: Sequence[Walk]) -> Figures:
    def mean(values: Iterable[float]) -> float:
        return float(np.mean(list(values))) if walks else 0.0

    return Figures(
        shoppers=len(walks),
        questions_to_top10=mean(each.count_to(10) for each in walks),
        questions_to_top3=mean(each.count_to(3) for each in walks),
        reached_top10=mean(min(each.ranks) <= 10 for each in walks),
        top10_after_3=mean(each.rank_after(3) <= 10 for each in walks),
        top10_after_5=mean(each.rank_after(5) <= 10 for each in walks),
        top3_after_5=mean(each.rank_after(5) <= 3 for each in walks),
        dead_ends=mean(each.dead_end for each in walks),
        stops_after=mean(each.stopped_at for each in walks),
        top10_at_stop=mean(each.rank_after(each.stopped_at) <= 10 for each in walks),
    )
