"""A click log cut, aged and asked questions of."""

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from commesso.discovery.contracts import ClickLog, Question

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


def visits_by_products(log: ClickLog) -> sparse.csr_matrix:
    """Return one row a visit, one column a product, 1 where the visit has it."""
    shape = (log.visits, len(log.products))
    ones = np.ones(len(log), dtype=np.float32)
    matrix = sparse.csr_matrix((ones, (log.visit, log.product)), shape=shape)
    matrix.data[:] = 1.0  # converting added up what was looked at twice
    return matrix


def ask(log: ClickLog, *, repeats: bool) -> Iterator[tuple[int, Question, int]]:
    """Walk through every visit: (visit, what was seen so far, the product that came next).

    Without `repeats`, a product counts the first time it is seen in a visit, and only then.
    """
    starts = visit_starts(log)
    for visit in range(log.visits):
        rows = slice(starts[visit], starts[visit + 1])
        products = [int(each) for each in log.product[rows]]
        if not repeats:
            products = list(dict.fromkeys(products))
        person = int(log.person[starts[visit]])
        for place in range(1, len(products)):
            yield visit, Question(tuple(products[:place]), person), products[place]
