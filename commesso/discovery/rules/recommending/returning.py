"""Who comes back to what they looked at a moment ago. Only where that counts as an answer."""

import numpy as np

from commesso.discovery.contracts.recommending import Question
from commesso.discovery.rules.recommending.members import Scores


class Returning:
    """The products of the visit, the last one first."""

    name = "returning"
    knows = True

    def __init__(self, products: int) -> None:
        self._products = products

    def score(self, question: Question) -> Scores:
        total = np.zeros(self._products, dtype=np.float32)
        for gap, product in enumerate(reversed(question.seen)):
            total[product] = max(total[product], 1 / (gap + 1))
        return total
