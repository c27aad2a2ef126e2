"""What sells: the same for everybody."""

import numpy as np

from commesso.discovery.contracts.recommending import ClickLog, Question
from commesso.discovery.rules.recommending.logs import age_weights
from commesso.discovery.rules.recommending.members import Scores


class Popularity:
    """How often a product was looked at or bought; with a half-life, how often lately."""

    knows = False

    def __init__(self, log: ClickLog, *, now: float = 0.0, half_life_days: float | None = None) -> None:
        self.name = f"trending {half_life_days:g} d" if half_life_days else "popularity"
        weights = age_weights(log, now, half_life_days) if half_life_days else None
        counts = np.bincount(log.product, weights=weights, minlength=len(log.products))
        self._counts = counts.astype(np.float32)

    def score(self, question: Question) -> Scores:  # noqa: ARG002 (it is the same for every question)
        return self._counts
