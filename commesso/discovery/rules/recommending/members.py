"""What every member of the blend can do."""

from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from commesso.discovery.contracts.recommending import Question

Scores = NDArray[np.float32]


class Member(Protocol):
    """Gives every product a score for a question: none is negative, more is better, 0 is 'I cannot say'.

    `knows` says whether it looks at the visit or the person at all, or says the same to everybody.
    """

    name: str
    knows: bool

    def score(self, question: Question) -> Scores: ...


def best_of(scores: Scores, count: int) -> NDArray[np.intp]:
    """Return the places of the highest scores, at most `count`, in no order, none of them 0."""
    spoken = np.flatnonzero(
        scores > 0
    )  # a comparison first: looking for nonzero floats takes ten times as long
    if len(spoken) <= count:
        return spoken
    return spoken[np.argpartition(scores[spoken], -count)[-count:]]
