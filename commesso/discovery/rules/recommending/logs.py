"""A click log cut, aged and asked questions of."""

from collections.abc import Iterator

import numpy as np
import scipy
from numpy.typing import NDArray

from commesso.discovery.contracts.recommending import ClickLog, Question

DAY = 86_400.0


def visit_starts(log: ClickLog) -> NDArray[np.int64]:
    """Return the first row of every visit, and one past the last row at the end."""
    return np.searchsorted(log.visit, np.arange(log.visits + 1)).astype(np.int64)


def cut_rows(log: ClickLog, rows: NDArray[np.bool_]) -> ClickLog:
    """Return a log of these rows, the products and people as they were."""
    kept = log.visit[rows]
    visit = np.unique(kept, return_inverse=True)[1].astype(np.int32)
    return ClickLog(
        log.products, log.people, visit, log.product[rows], log.person[rows], log.at[rows], log.bought[rows]
    )


def split_log(log: ClickLog, at: float) -> tuple[ClickLog, ClickLog]:
    """Return what happened before a moment, and the visits that began later. The rest of a visit across it is lost."""
    later = (log.at[visit_starts(log)[:-1]] >= at)[log.visit]
    return cut_rows(log, log.at < at), cut_rows(log, later)


def split_last(log: ClickLog, share: float) -> tuple[ClickLog, ClickLog]:
    """Return the earlier visits, and the last ones that hold about this share of the rows."""
    starts = visit_starts(log)
    first = int(np.searchsorted(starts, len(log) * (1 - share)))
    before = log.visit < first
    return cut_rows(log, before), cut_rows(log, ~before)


def age_weights(log: ClickLog, now: float, half_life_days: float) -> NDArray[np.float64]:
    """Return 1 for a row of now, one half for one that is a half-life old."""
    return np.asarray(0.5 ** (np.maximum(0.0, now - log.at) / (half_life_days * DAY)), dtype=np.float64)


def last_moment(log: ClickLog) -> float:
    return float(log.at.max()) if len(log) else 0.0


def visits_by_products(log: ClickLog) -> "scipy.sparse.csr_matrix":
    """Return one row a visit, one column a product, 1 where the visit has it."""
    shape = (log.visits, len(log.products))
    ones = np.ones(len(log), dtype=np.float32)
    matrix = scipy.sparse.csr_matrix((ones, (log.visit, log.product)), shape=shape)
    matrix.data[:] = 1.0  # converting added up what was looked at twice
    return matrix


def question_rows(log: ClickLog, *, repeats: bool) -> NDArray[np.intp]:
    """Return the rows that answer a question: all but a visit's first.

    Without `repeats`, a product counts the first time it is seen in a visit, and only then.
    """
    is_answer = np.ones(len(log), dtype=np.bool_)
    is_answer[visit_starts(log)[:-1]] = False
    if not repeats:
        pairs = log.visit.astype(np.int64) * len(log.products) + log.product
        is_first = np.zeros(len(log), dtype=np.bool_)
        is_first[np.unique(pairs, return_index=True)[1]] = True
        is_answer &= is_first
    return np.flatnonzero(is_answer)


def ask(log: ClickLog, rows: NDArray[np.intp], *, repeats: bool) -> Iterator[tuple[int, Question, int]]:
    """Give for each of these rows its visit, what the visit had seen before, and the product that came next."""
    starts = visit_starts(log)
    for row in rows:
        visit, product = int(log.visit[row]), int(log.product[row])
        seen = log.product[starts[visit] : row].tolist()
        yield visit, Question(tuple(seen if repeats else dict.fromkeys(seen)), int(log.person[row])), product
