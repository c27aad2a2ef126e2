"""What goes with what, in any order: seen in one visit, or bought in one order."""

from typing import TYPE_CHECKING

import numpy as np

from commesso.discovery.contracts.recommending import ClickLog, Question
from commesso.discovery.rules.recommending.logs import visits_by_products
from commesso.discovery.rules.recommending.members import Scores
from commesso.discovery.rules.recommending.tables import Table, doubt, scale_rows

if TYPE_CHECKING:
    import scipy

_PAIRS_AT_MOST = 5_000_000
_SEEN_AT_MOST = 60


class Together:
    """The share of a product's visits that have the other product too, added up over the visit so far.

    A long visit says less of each of its pairs than a short one. `fading` is how much less a product counts
    than the one after it. Pairs whose meetings weigh less than `least` are taken for chance.
    """

    knows = True

    def __init__(self, log: ClickLog, *, fading: float = 0.8, least: float = 0.0) -> None:
        self.name = "together"
        self._fading = fading
        self.table = Table(count_together(visits_by_products(log), least=least))

    def score(self, question: Question) -> Scores:
        seen = question.seen[: -_SEEN_AT_MOST - 1 : -1]
        return self.table.add_up(seen, [self._fading**place for place in range(len(seen))])


def count_together(visits: "scipy.sparse.csr_matrix", *, least: float = 0.0) -> "scipy.sparse.csr_matrix":
    sizes = np.diff(visits.indptr).astype(np.float64)
    weighted = scale_rows(visits, 1.0 / np.log2(np.maximum(sizes, 1.0) + 1.0))
    pairs = (visits.T.tocsr() @ weighted).tocsr()
    pairs.data[np.repeat(np.arange(pairs.shape[0]), np.diff(pairs.indptr)) == pairs.indices] = 0.0
    # A pair met once, among so many, is chance. One meeting weighs at most 0.63, in a visit with nothing else.
    pairs.data[pairs.data < (max(least, 0.5) if pairs.nnz > _PAIRS_AT_MOST else least)] = 0.0
    pairs.eliminate_zeros()
    counts = np.bincount(visits.indices, minlength=visits.shape[1]).astype(np.float64)
    return scale_rows(pairs, doubt(counts))
