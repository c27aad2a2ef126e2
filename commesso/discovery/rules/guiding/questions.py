"""A question, and how much its answer tells."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Any

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Rows = NDArray[np.integer[Any]]
Flags = NDArray[np.bool_]

MOST_OPTIONS = 6
LEAST_GAIN = 0.2  # bits; below it the answer is not worth a shopper's time
NOISE = 0.1  # how often an answer is expected not to fit the product meant
_NEAR = 2.0  # the next band is so much likelier by mistake than one further off


class Kind(StrEnum):
    CHOICE = "choice"
    BAND = "band"
    YES_NO = "yes_no"
    WRITTEN = "written"


@dataclass(frozen=True, kw_only=True, slots=True)
class Option:
    """An answer. A band is above `low` and at most `high`; None is no bound. `count` is how many products have it."""

    key: str
    label: str = ""
    low: float | None = None
    high: float | None = None
    count: int = 0


@dataclass(frozen=True, kw_only=True, slots=True, eq=False)
class Question:
    """`codes` has a row for each product; the other arrays say of each row what it means for each option.

    So a hundred thousand products cost one count by row. `chance` is how likely a shopper who means a product of
    the row gives the answer, `telling` the same with a row's sum at 1, and `doubt` a row's entropy in bits.

    A narrower question has a `parent`, and is asked of those who answered that with the option `under`.
    """

    key: str
    attribute: str
    kind: Kind
    options: tuple[Option, ...]
    unit: str = ""
    parent: str = ""
    under: str = ""
    codes: Rows
    fits: Flags
    known: Flags
    chance: Floats
    telling: Floats
    doubt: Floats

    def place_of(self, option: str) -> int | None:
        return next((place for place, each in enumerate(self.options) if each.key == option), None)


def make_question(
    *, kind: Kind, options: tuple[Option, ...], bits: Rows, noise: float = NOISE, **others: str
) -> Question:
    """Return the question from a bit for each option that a product has. No bits: nothing is said of it."""
    patterns, codes = np.unique(bits, return_inverse=True)
    fits = (patterns[:, None] >> np.arange(len(options))) & 1 == 1
    known = np.repeat((patterns != 0)[:, None], len(options), axis=1)
    chance = np.where(fits, 1 - noise, _mistake(fits, noise, ordered=kind is Kind.BAND))
    return weigh_question(
        kind=kind, options=options, codes=codes, fits=fits, known=known, chance=chance, **others
    )


def weigh_question(*, codes: Rows, known: Flags, chance: Floats, **others: Any) -> Question:
    """Return the question with what is derived from its chances.

    Where nothing is known, the chance is the mean of the products that say something: the answer then leaves the
    belief in the product as it was.
    """
    sizes = np.bincount(codes, minlength=len(chance))[:, None] * known
    all_said = sizes.sum(axis=0)
    mean = np.where(all_said > 0, (sizes * chance).sum(axis=0) / np.maximum(1, all_said), 1.0)
    chance = np.where(known, chance, mean)
    telling = chance / chance.sum(axis=1, keepdims=True)
    doubt = -(telling * np.log2(telling)).sum(axis=1)
    codes = codes.astype(np.min_scalar_type(len(chance)))  # eight times less memory, as a rule
    return Question(codes=codes, known=known, chance=chance, telling=telling, doubt=doubt, **others)


def measure_gain(question: Question, belief: Floats) -> float:
    """Return how many bits the answer is expected to tell about which product is meant."""
    weights = np.bincount(question.codes, weights=belief, minlength=len(question.doubt))
    return weigh_gain(question, weights.astype(np.float64))


def weigh_gain(question: Question, weights: Floats) -> float:
    """Return the same from the belief in all products of each row."""
    return max(0.0, measure_entropy(weights @ question.telling) - float(weights @ question.doubt))


def measure_entropy(chances: Floats) -> float:
    """Return the entropy of a distribution in bits."""
    some = chances[chances > 0]
    return float(-(some * np.log2(some)).sum())


def _mistake(fits: Flags, noise: float, *, ordered: bool) -> Floats:
    """Return how likely each option is named for a product that does not have it."""
    weights = np.where(fits, 0.0, 1.0)
    if ordered:
        near = np.zeros_like(fits)
        near[:, 1:] |= fits[:, :-1]
        near[:, :-1] |= fits[:, 1:]
        weights = np.where(near, weights * _NEAR, weights)
    total = weights.sum(axis=1, keepdims=True)
    return np.asarray(noise * weights / np.where(total > 0, total, 1.0), dtype=np.float64)
