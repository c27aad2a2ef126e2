"""What one person keeps coming back to."""

from functools import lru_cache

import numpy as np
import scipy
from numpy.typing import NDArray

from commesso.discovery.contracts.recommending import NOBODY, ClickLog, Question
from commesso.discovery.rules.recommending.logs import age_weights
from commesso.discovery.rules.recommending.members import Scores
from commesso.discovery.rules.recommending.tables import Table

_KEPT_IN_MIND = 64


class Habits:
    """How often a person came back to a product, lately more than long ago: the strongest sign where people rebuy."""

    knows = True

    def __init__(self, log: ClickLog, *, now: float, half_life_days: float) -> None:
        self.name = f"habits {half_life_days:g} d"
        self.people = people_by_products(log, age_weights(log, now, half_life_days))

    def score(self, question: Question) -> Scores:
        total = np.zeros(self.people.shape[1], dtype=np.float32)
        if question.person != NOBODY:
            row = slice(self.people.indptr[question.person], self.people.indptr[question.person + 1])
            total[self.people.indices[row]] = self.people.data[row]
        return total


class Taste:
    """What goes with all that a person looked at or bought before, their latest and most frequent first."""

    knows = True

    def __init__(self, habits: Habits, together: Table) -> None:
        self.name = "taste"
        self._habits, self._people = habits, habits.people
        self._together = together
        self._of = lru_cache(maxsize=256)(self._add_up)

    def score(self, question: Question) -> Scores:
        if question.person == NOBODY:
            return np.zeros(self._people.shape[1], dtype=np.float32)
        return self._of(question.person)

    def __reduce__(self) -> tuple[type["Taste"], tuple[Habits, Table]]:
        """Cross to another process without what is remembered of answers."""
        return Taste, (self._habits, self._together)

    def _add_up(self, person: int) -> Scores:
        row = slice(self._people.indptr[person], self._people.indptr[person + 1])
        products, weights = self._people.indices[row], self._people.data[row]
        best = np.argsort(-weights)[:_KEPT_IN_MIND]
        return self._together.add_up(products[best].tolist(), weights[best].tolist())


def people_by_products(log: ClickLog, weights: NDArray[np.float64]) -> "scipy.sparse.csr_matrix":
    known = log.person != NOBODY
    shape = (len(log.people), len(log.products))
    values = weights[known].astype(np.float32)
    return scipy.sparse.csr_matrix((values, (log.person[known], log.product[known])), shape=shape)
