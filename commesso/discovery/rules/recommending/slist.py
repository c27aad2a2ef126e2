"""One linear model over the products that sell: each is explained by the others of its visit."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from scipy import linalg, sparse

from commesso.discovery.contracts.recommending import ClickLog, Question
from commesso.discovery.rules.recommending.logs import visit_starts, visits_by_products
from commesso.discovery.rules.recommending.members import Scores

_PRODUCTS_AT_MOST = 2_000
_GAPS = 6
_SELDOM = 6_000


_Triples = tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.float64]]  # rows, columns, values


def is_worth_solving(log: ClickLog) -> bool:
    """Say whether the products that can be solved are most of what is seen here; beyond, it costs more than it tells."""
    return int((np.bincount(log.product) > 1).sum()) <= _SELDOM if len(log) else False


class Linear:
    """EASE (Steck 2019) or its form for visits, SLIST (Choi et al. 2021), over the most seen products."""

    knows = True

    def __init__(self, log: ClickLog, *, ordered: bool, ridge: float, fading: float) -> None:
        self.name = "slist" if ordered else "ease"
        self._fading = fading
        counts = np.bincount(log.product, minlength=len(log.products))
        best = np.argsort(-counts, kind="stable")[:_PRODUCTS_AT_MOST]
        self._chosen = best[counts[best] > 0]
        self._place = np.full(len(log.products), -1, dtype=np.int64)
        self._place[self._chosen] = np.arange(len(self._chosen))
        self._weights = self._solve_ordered(log, ridge) if ordered else self._solve_plain(log, ridge)

    def score(self, question: Question) -> Scores:
        total = np.zeros(len(self._place), dtype=np.float32)
        seen = question.seen[::-1]
        pairs = [
            (self._place[each], self._fading**gap) for gap, each in enumerate(seen) if self._place[each] >= 0
        ]
        if pairs:
            rows, weights = zip(*pairs, strict=True)
            answers = np.asarray(weights, dtype=np.float32) @ self._weights[list(rows)]
            total[self._chosen] = np.maximum(0.0, answers)
        return total

    def _solve_plain(self, log: ClickLog, ridge: float) -> NDArray[np.float32]:
        visits = visits_by_products(log)[:, self._chosen]
        gram = (visits.T @ visits).toarray().astype(np.float32)
        inner = _invert(_factor(gram, ridge))
        solved = inner / -np.diag(inner)[None, :]
        np.fill_diagonal(solved, 0.0)
        return np.ascontiguousarray(solved, dtype=np.float32)

    def _solve_ordered(self, log: ClickLog, ridge: float) -> NDArray[np.float32]:
        """Explain the later part of every visit by its earlier part, near products counting more."""
        before, after = _halves(log, self._place, len(self._chosen), self._fading)
        gram = (before.T @ before).toarray().astype(np.float32)
        wanted = (before.T @ after).toarray().astype(np.float32)
        solved = linalg.cho_solve((_factor(gram, ridge), False), wanted, overwrite_b=True, check_finite=False)
        return np.ascontiguousarray(solved, dtype=np.float32)


def _halves(
    log: ClickLog, place: NDArray[np.int64], width: int, fading: float
) -> tuple[sparse.csr_matrix, sparse.csr_matrix]:
    """Return, one row for every cut of a visit, what came before and what came after, fading with distance."""
    product, starts = place[log.product], visit_starts(log)
    befores: list[_Triples] = []
    afters: list[_Triples] = []
    last_row = starts[log.visit + 1] - 1
    first_row = starts[log.visit]
    cuts = np.arange(len(log))
    for gap in range(_GAPS):
        earlier = cuts - gap
        fits = (earlier >= first_row) & (cuts < last_row)
        fits[fits] &= product[earlier[fits]] >= 0
        befores.append((cuts[fits], product[earlier[fits]], np.full(int(fits.sum()), fading**gap)))
        later = cuts + 1 + gap
        fits = later <= last_row
        fits[fits] &= product[later[fits]] >= 0
        afters.append((cuts[fits], product[later[fits]], np.full(int(fits.sum()), fading**gap)))
    return _stack(befores, len(log), width), _stack(afters, len(log), width)


def _stack(parts: Sequence[_Triples], height: int, width: int) -> sparse.csr_matrix:
    rows, columns, values = (np.concatenate(each) for each in zip(*parts, strict=True))
    return sparse.csr_matrix((values.astype(np.float32), (rows, columns)), shape=(height, width))


def _factor(gram: NDArray[np.float32], ridge: float) -> NDArray[np.float32]:
    """Return the upper Cholesky factor: a third of the work of an inverse."""
    gram[np.diag_indices_from(gram)] += ridge
    factor, _ = linalg.cho_factor(gram, overwrite_a=True, check_finite=False)
    return np.asarray(factor, dtype=np.float32)


def _invert(factor: NDArray[np.float32]) -> NDArray[np.float32]:
    """Return the inverse of what was factored."""
    upper, _ = linalg.lapack.spotri(factor, overwrite_c=True)
    return np.asarray(np.triu(upper) + np.triu(upper, 1).T, dtype=np.float32)
