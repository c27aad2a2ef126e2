"""One linear model over the products that sell: each is explained by the others of its visit."""

from collections.abc import Sequence

import numpy as np
import scipy
from numpy.typing import NDArray

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
    """A linear model over the chosen products: `weights[i, j]` is what the i-th of them says of the j-th.

    A product of the visit counts `fading` as much as the one after it.
    """

    knows = True

    def __init__(
        self,
        name: str,
        chosen: NDArray[np.intp],
        weights: NDArray[np.float32],
        *,
        fading: float,
        products: int,
    ) -> None:
        self.name = name
        self._chosen, self._weights, self._fading = chosen, weights, fading
        self._place = _place(chosen, products)

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

    def carry_over(self, places: NDArray[np.intp], products: int) -> "Linear":
        """Return the same model for a log of so many products in which product n stands at `places[n]`, or not (-1)."""
        moved = places[self._chosen]
        stays = moved >= 0
        weights = self._weights if stays.all() else self._weights[np.ix_(stays, stays)]
        return Linear(self.name, moved[stays], weights, fading=self._fading, products=products)


def solve_linear(log: ClickLog, *, ordered: bool, ridge: float, fading: float) -> Linear:
    """Return EASE (Steck 2019) or its form for visits, SLIST (Choi et al. 2021), over the most seen products."""
    counts = np.bincount(log.product, minlength=len(log.products))
    best = np.argsort(-counts, kind="stable")[:_PRODUCTS_AT_MOST]
    chosen = best[counts[best] > 0]
    weights = _solve_ordered(log, chosen, ridge, fading) if ordered else _solve_plain(log, chosen, ridge)
    name = "slist" if ordered else "ease"
    return Linear(name, chosen, weights, fading=fading, products=len(log.products))


def _place(chosen: NDArray[np.intp], products: int) -> NDArray[np.int64]:
    place = np.full(products, -1, dtype=np.int64)
    place[chosen] = np.arange(len(chosen))
    return place


def _solve_plain(log: ClickLog, chosen: NDArray[np.intp], ridge: float) -> NDArray[np.float32]:
    visits = visits_by_products(log)[:, chosen]
    gram = (visits.T @ visits).toarray().astype(np.float32)
    inner = _invert(_factor(gram, ridge))
    solved = inner / -np.diag(inner)[None, :]
    np.fill_diagonal(solved, 0.0)
    return np.ascontiguousarray(solved, dtype=np.float32)


def _solve_ordered(
    log: ClickLog, chosen: NDArray[np.intp], ridge: float, fading: float
) -> NDArray[np.float32]:
    """Explain the later part of every visit by its earlier part, near products counting more."""
    before, after = _halves(log, _place(chosen, len(log.products)), len(chosen), fading)
    gram = (before.T @ before).toarray().astype(np.float32)
    wanted = (before.T @ after).toarray().astype(np.float32)
    solved = scipy.linalg.cho_solve(
        (_factor(gram, ridge), False), wanted, overwrite_b=True, check_finite=False
    )
    return np.ascontiguousarray(solved, dtype=np.float32)


def _halves(
    log: ClickLog, place: NDArray[np.int64], width: int, fading: float
) -> "tuple[scipy.sparse.csr_matrix, scipy.sparse.csr_matrix]":
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


def _stack(parts: Sequence[_Triples], height: int, width: int) -> "scipy.sparse.csr_matrix":
    rows, columns, values = (np.concatenate(each) for each in zip(*parts, strict=True))
    return scipy.sparse.csr_matrix((values.astype(np.float32), (rows, columns)), shape=(height, width))


def _factor(gram: NDArray[np.float32], ridge: float) -> NDArray[np.float32]:
    """Return the upper Cholesky factor: a third of the work of an inverse."""
    gram[np.diag_indices_from(gram)] += ridge
    factor, _ = scipy.linalg.cho_factor(gram, overwrite_a=True, check_finite=False)
    return np.asarray(factor, dtype=np.float32)


def _invert(factor: NDArray[np.float32]) -> NDArray[np.float32]:
    """Return the inverse of what was factored."""
    upper, _ = scipy.linalg.lapack.spotri(factor, overwrite_c=True)
    return np.asarray(np.triu(upper) + np.triu(upper, 1).T, dtype=np.float32)
