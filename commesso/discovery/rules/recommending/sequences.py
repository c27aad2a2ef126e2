"""What follows what: sequential rules, by which a product says something of those that came soon after it."""

import numpy as np
import scipy
from numpy.typing import NDArray

from commesso.discovery.contracts.recommending import ClickLog, Question
from commesso.discovery.rules.recommending.logs import age_weights
from commesso.discovery.rules.recommending.members import Scores
from commesso.discovery.rules.recommending.tables import Table, doubt, scale_rows

_STEPS = 10
_PAIRS_AT_MOST = 6_000_000


class Sequences:
    """Rules from the products of a visit, the last one first; a gap of n products counts 1/n.

    Ludewig and Jannach 2018 (SR). `reach` is how many of the last products speak, each half as loud as the next.
    """

    knows = True

    def __init__(
        self,
        log: ClickLog,
        *,
        steps: int = _STEPS,
        reach: int = 1,
        now: float = 0.0,
        half_life_days: float | None = None,
    ) -> None:
        self.name = f"sequences {steps}/{reach}"
        self._reach = reach
        weights = age_weights(log, now, half_life_days) if half_life_days else np.ones(len(log))
        matrix = _count_pairs(log, weights, min(steps, max(1, _PAIRS_AT_MOST // max(1, len(log)))))
        totals = np.asarray(matrix.sum(axis=1)).ravel()
        self._table = Table(scale_rows(matrix, doubt(totals)))

    def score(self, question: Question) -> Scores:
        last = question.seen[: -self._reach - 1 : -1]
        return self._table.add_up(last, [0.5**place for place in range(len(last))])


def _count_pairs(log: ClickLog, weights: NDArray[np.float64], steps: int) -> "scipy.sparse.csr_matrix":
    rows, columns, values = [], [], []
    for gap in range(1, steps + 1):
        same = log.visit[gap:] == log.visit[:-gap]
        rows.append(log.product[:-gap][same])
        columns.append(log.product[gap:][same])
        values.append(weights[gap:][same] / gap)
    shape = (len(log.products), len(log.products))
    pairs = (np.concatenate(rows), np.concatenate(columns))
    return scipy.sparse.csr_matrix((np.concatenate(values).astype(np.float32), pairs), shape=shape)
