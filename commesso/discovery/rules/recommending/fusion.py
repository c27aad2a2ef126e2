"""One voice from many: how much each member counts in this shop, learnt from visits the members have not seen.

The blend is a conditional logit: the chance of a product is proportional to exp(w . f), where f tells, per member,
how strongly it speaks for the product on a log scale. The weights start from a prior under which all members that
know something count alike, and move away from it only as far as the shop's own visits justify: a small shop keeps
the prior.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from commesso.discovery.rules.recommending.members import Scores

_LEAST = 1e-4
_ROUNDS = 15
_CLOSE_ENOUGH = 1e-4


@dataclass(frozen=True)
class Case:
    """What the members said of some products for one question, and which of them came next."""

    features: NDArray[np.float32]  # one row a product, one column a member
    answer: int


def find_least_share(clicks: int) -> float:
    """Return the share that hardly differs from silence: what one click is of all, in a large log a ten-thousandth."""
    return max(_LEAST, 1 / max(1, clicks))


def describe(scores: Sequence[Scores], products: NDArray[np.intp], least: float) -> NDArray[np.float32]:
    """Return a row a product, a column a member: 0 where it is silent, else growing with the log of its share.

    A member that gives less than 1 in all is in doubt, and stays so. Below the `least` share the growth flattens.
    """
    shares = [each[products] / max(float(each.sum()), 1.0) for each in scores]
    return np.log1p(np.stack(shares, axis=1) / np.float32(least)).astype(np.float32)


def choose_prior(cases: Sequence[Case], priors: Sequence[NDArray[np.float64]]) -> NDArray[np.float64]:
    """Return the prior under which what came next was most likely: few cases can choose one of few."""
    if not cases:
        return priors[0]
    groups = _stack(cases)
    return min(priors, key=groups.loss)


def learn_weights(
    cases: Sequence[Case], prior: NDArray[np.float64], *, strength: float
) -> NDArray[np.float64]:
    """Return the weights under which what came next was most likely, given the prior.

    `strength` is how many cases the prior is worth. Newton's method; a step that does not help is halved.
    """
    if not cases:
        return prior
    groups = _stack(cases)
    pull = strength * np.maximum(groups.rows.var(axis=0), 1e-9)
    weights, step = prior.copy(), np.zeros_like(prior)
    best = groups.slopes(weights)
    for _ in range(_ROUNDS):
        loss, gradient, curve = best
        here = loss + _pull_back(weights, prior, pull)
        step = np.linalg.solve(curve + np.diag(pull), -(gradient + pull * (weights - prior)))
        for _ in range(5):
            trial = groups.slopes(weights + step)
            if trial[0] + _pull_back(weights + step, prior, pull) <= here:
                break
            step /= 2
        else:
            return weights
        weights, best = weights + step, trial
        if here - best[0] - _pull_back(weights, prior, pull) < _CLOSE_ENOUGH * len(cases):
            break
    return weights


def _pull_back(weights: NDArray[np.float64], prior: NDArray[np.float64], pull: NDArray[np.float64]) -> float:
    return 0.5 * float((pull * (weights - prior) ** 2).sum())


def _stack(cases: Sequence[Case]) -> "_Groups":
    sizes = np.array([len(case.features) for case in cases])
    starts = np.concatenate([[0], np.cumsum(sizes)[:-1]])
    rows = np.concatenate([case.features for case in cases]).astype(np.float64)
    return _Groups(rows, starts, sizes, starts + np.array([case.answer for case in cases]))


@dataclass(frozen=True)
class _Groups:
    """All cases below one another."""

    rows: NDArray[np.float64]
    starts: NDArray[np.intp]
    sizes: NDArray[np.intp]
    answers: NDArray[np.intp]

    def loss(self, weights: NDArray[np.float64]) -> float:
        """Return minus the log likelihood."""
        spoken = self.rows @ weights
        tops = np.maximum.reduceat(spoken, self.starts)
        totals = np.add.reduceat(np.exp(spoken - np.repeat(tops, self.sizes)), self.starts)
        return float((np.log(totals) + tops - spoken[self.answers]).sum())

    def slopes(self, weights: NDArray[np.float64]) -> tuple[float, NDArray[np.float64], NDArray[np.float64]]:
        """Return minus the log likelihood, its gradient and its second derivative."""
        spoken = self.rows @ weights
        tops = np.maximum.reduceat(spoken, self.starts)
        chances = np.exp(spoken - np.repeat(tops, self.sizes))
        totals = np.add.reduceat(chances, self.starts)
        chances /= np.repeat(totals, self.sizes)
        weighted = self.rows * chances[:, None]
        means = np.add.reduceat(weighted, self.starts, axis=0)
        loss = float((np.log(totals) + tops - spoken[self.answers]).sum())
        gradient = means.sum(axis=0) - self.rows[self.answers].sum(axis=0)
        return loss, gradient, self.rows.T @ weighted - means.T @ means
