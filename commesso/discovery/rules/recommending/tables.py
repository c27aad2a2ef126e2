"""Product-by-product tables: how much one product says about another. Sparse, pruned, quick to read."""

from collections.abc import Sequence

import numpy as np
import scipy
from numpy.typing import NDArray

from commesso.discovery.rules.recommending.members import Scores

_NEIGHBOURS = 400
_DOUBT = 5.0


class Table:
    """Rows of a sparse matrix, each with its strongest entries alone, added up with weights."""

    def __init__(self, matrix: "scipy.sparse.csr_matrix", *, neighbours: int = _NEIGHBOURS) -> None:
        matrix = keep_strongest(matrix, neighbours)
        self._starts = matrix.indptr
        self._columns = matrix.indices
        self._values = matrix.data.astype(np.float32)
        self._width = matrix.shape[1]

    def add_up(self, rows: Sequence[int], weights: Sequence[float]) -> Scores:
        total = np.zeros(self._width, dtype=np.float32)
        for row, weight in zip(rows, weights, strict=True):
            part = slice(self._starts[row], self._starts[row + 1])
            total[self._columns[part]] += self._values[part] * np.float32(weight)
        return total


def keep_strongest(matrix: "scipy.sparse.csr_matrix", count: int) -> "scipy.sparse.csr_matrix":
    """Return the matrix with at most `count` entries a row, the largest."""
    sizes = np.diff(matrix.indptr)
    if not (sizes > count).any():
        return matrix
    keep = np.ones(matrix.nnz, dtype=np.bool_)
    for row in np.flatnonzero(sizes > count):
        first, last = matrix.indptr[row], matrix.indptr[row + 1]
        weakest = np.argpartition(matrix.data[first:last], last - first - count)[: last - first - count]
        keep[first + weakest] = False
    kept_before = np.concatenate([[0], np.cumsum(keep)])
    return scipy.sparse.csr_matrix(
        (matrix.data[keep], matrix.indices[keep], kept_before[matrix.indptr]), shape=matrix.shape
    )


def scale_rows(matrix: "scipy.sparse.csr_matrix", factors: NDArray[np.float64]) -> "scipy.sparse.csr_matrix":
    """Return the matrix with every row multiplied by its factor."""
    scaled = matrix.copy()
    scaled.data *= np.repeat(factors, np.diff(matrix.indptr)).astype(scaled.data.dtype)
    return scaled


def doubt(counts: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return what to multiply a product's counts by to get shares, those of a product seldom met being small.

    One meeting must not look as certain as a hundred: the shares add up to 1 only in the long run.
    """
    return np.divide(1.0, counts + _DOUBT, out=np.zeros_like(counts, dtype=np.float64), where=counts > 0)
