"""Trying recommendations out on what happened later: one way of asking for every method, so that figures compare."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from commesso.discovery.contracts.recommending import ClickLog, Question
from commesso.discovery.rules.measuring import find_rank, hit_rate, reciprocal_rank
from commesso.discovery.rules.recommending.logs import ask, question_rows, split_log

PLACES = 20
_EARLIER = 0.8

Recommend = Callable[[Question], Sequence[int]]


@dataclass(frozen=True, eq=False)
class Task:
    """What may be learnt from, and what is asked then: (visit, question, the product that came next)."""

    learn: ClickLog
    asked: tuple[tuple[int, Question, int], ...]
    split_at: float
    later: int  # questions of the later part, before a sample was drawn
    new: int  # of them left out, since nobody could have learnt of the product


@dataclass(frozen=True, eq=False)
class Answers:
    """How one method did."""

    ranks: NDArray[np.int64]
    shown: int  # different products
    known: int  # products it could have shown
    milliseconds: NDArray[np.float64]

    def metrics(self) -> dict[str, float]:
        return {
            "hr@5": hit_rate(self.ranks, 5),
            "hr@20": hit_rate(self.ranks, PLACES),
            "mrr@20": reciprocal_rank(self.ranks, PLACES),
            "coverage@20": self.shown / self.known if self.known else 0.0,
        }


def find_split(log: ClickLog) -> float:
    """Return the moment before which four fifths of the rows lie, as near as the log's own moments allow."""
    moments = np.sort(log.at)
    at = moments[int(len(moments) * _EARLIER)]
    later = moments[moments > moments[0]]
    return float(at if at > moments[0] else later[0] if len(later) else at)


def set_task(log: ClickLog, split_at: float, *, repeats: bool, most: int, seed: int) -> Task:
    """Cut a log in two. What began before the moment and went on after it is learnt up to it, and not asked.

    Where the later part has more than `most` questions, so many are drawn. Without `repeats` a product counts the
    first time it is seen in a visit.
    """
    learn, later = split_log(log, split_at)
    known = np.bincount(learn.product, minlength=len(log.products)) > 0
    every = question_rows(later, repeats=repeats)
    fair = every[known[later.product[every]]]
    drawn = np.sort(np.random.default_rng(seed).permutation(fair)[:most])
    asked = tuple(ask(later, drawn, repeats=repeats))
    return Task(learn, asked, split_at, later=len(every), new=len(every) - len(fair))


def answer_all(task: Task, recommend: Recommend, *, clock: Callable[[], float]) -> Answers:
    """Ask everything. `clock` gives seconds, for the time an answer takes."""
    ranks = np.zeros(len(task.asked), dtype=np.int64)
    times = np.zeros(len(task.asked))
    shown: set[int] = set()
    for place, (_, question, wanted) in enumerate(task.asked):
        begun = clock()
        products = recommend(question)[:PLACES]
        times[place] = (clock() - begun) * 1000
        ranks[place] = find_rank(products, wanted)
        shown.update(products)
    known = set(np.unique(task.learn.product).tolist())
    return Answers(ranks, len(shown & known), len(known), times)
