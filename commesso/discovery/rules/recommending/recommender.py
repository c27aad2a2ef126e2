"""The recommender of one shop: its members fitted on the shop's log, and the blend learnt from the log's end."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from commesso.discovery.contracts.recommending import NOBODY, ClickLog, Question, Suggestion
from commesso.discovery.rules.recommending.baskets import Together
from commesso.discovery.rules.recommending.fusion import (
    Case,
    choose_prior,
    describe,
    find_least_share,
    learn_weights,
)
from commesso.discovery.rules.recommending.habits import Habits, Taste
from commesso.discovery.rules.recommending.logs import ask, cut_rows, last_moment, question_rows, split_last
from commesso.discovery.rules.recommending.members import Member, Scores, best_of
from commesso.discovery.rules.recommending.neighbours import Neighbours
from commesso.discovery.rules.recommending.popularity import Popularity
from commesso.discovery.rules.recommending.returning import Returning
from commesso.discovery.rules.recommending.sequences import Sequences
from commesso.discovery.rules.recommending.slist import Linear, is_worth_solving, solve_linear

_HELD_OUT = 0.1
_SMALL, _FOLDS = 5_000, 5  # rows below which every visit is held out once
_QUESTIONS_AT_MOST = 1_000
_CANDIDATES = 100  # of each member
_FAVOURITES = 150
# What the members that know something count together, and the others: where to start from is tried out.
_PRIORS = tuple((knowing, general) for knowing in (0.05, 0.2, 0.6, 1.5) for general in (0.1, 0.5, 1.0))
_PRIOR_STRENGTH = 30.0


@dataclass(frozen=True, eq=False)
class Blend:
    """What a whole fit learnt and a recount keeps: the weights, and the linear models, of a log's `products`."""

    products: tuple[str, ...]
    members: tuple[str, ...]
    weights: NDArray[np.float64]
    linear: tuple[Linear, ...]
    clicks: int


@dataclass(frozen=True, eq=False)
class Recommender:
    """Answers from memory. `weights` are the members' own, in their order, learnt with this `least` share."""

    members: tuple[Member, ...]
    weights: NDArray[np.float64]
    least: float
    repeats: bool
    favourites: NDArray[np.intp]

    def rank(self, question: Question, count: int, *, never: Collection[int] = ()) -> list[Suggestion]:
        """Return the best products with the member that spoke loudest for each, the best first.

        Products of the visit are left out unless the recommender was fitted with `repeats`; `never` always.
        """
        left_out = {*never, *(() if self.repeats else question.seen)}
        scores = [member.score(question) for member in self.members]
        products = _candidates(self.members, scores, self.favourites, left_out, count)
        if not len(products):
            return []
        parts = describe(scores, products, self.least) * self.weights
        totals = parts.sum(axis=1)
        best = np.lexsort((products, -totals))[:count]
        return self._suggest(products[best], totals[best], parts[best])

    def _suggest(
        self, products: NDArray[np.intp], scores: NDArray[np.float64], parts: NDArray[np.float64]
    ) -> list[Suggestion]:
        """Name the member that spoke loudest for each: one that knows something, else it is a guess."""
        said = np.where([member.knows for member in self.members], parts, 0.0)
        guesses = said.max(axis=1) <= 0
        loudest = np.where(guesses, parts.argmax(axis=1), said.argmax(axis=1))
        columns = (products.tolist(), scores.tolist(), loudest.tolist(), guesses.tolist())
        return [
            Suggestion(product, score, self.members[member].name, is_guess=is_guess)
            for product, score, member, is_guess in zip(*columns, strict=True)
        ]


def fit_recommender(log: ClickLog, *, repeats: bool = False, seed: int = 0) -> Recommender:
    """Fit members and blend on a shop's log. What is held out teaches the blend, then all of it the members."""
    cases, least = list[Case](), find_least_share(len(log))
    for learnt, asked in _hold_out(log):
        members = fit_members(learnt, repeats=repeats, like=log)
        cases += _make_cases(members, asked, least, repeats=repeats, seed=seed)
    members = fit_members(log, repeats=repeats)
    prior = choose_prior(cases, _list_priors(members))
    weights = learn_weights(cases, prior, strength=_PRIOR_STRENGTH)
    return Recommender(members, weights, least, repeats, _favourites(members))


def keep_blend(fitted: Recommender, log: ClickLog) -> Blend:
    """Return what a later recount needs of a recommender that was fitted whole on this log."""
    return Blend(
        products=log.products,
        members=tuple(member.name for member in fitted.members),
        weights=fitted.weights,
        linear=tuple(member for member in fitted.members if isinstance(member, Linear)),
        clicks=len(log),
    )


def recount_recommender(log: ClickLog, blend: Blend, *, repeats: bool = False) -> Recommender | None:
    """Count the members anew and keep the blend: a sixth of the time of a whole fit.

    Return None where the blend is of other members: a shop that learnt who its people are needs a whole fit.
    """
    standing = {product: place for place, product in enumerate(log.products)}
    places = np.array([standing.get(product, -1) for product in blend.products], dtype=np.intp)
    linear = [each.carry_over(places, len(log.products)) for each in blend.linear]
    members = fit_members(log, repeats=repeats, linear=linear)
    if tuple(member.name for member in members) != blend.members:
        return None
    least = find_least_share(blend.clicks)  # as when the weights were learnt
    return Recommender(members, blend.weights, least, repeats, _favourites(members))


def _hold_out(log: ClickLog) -> Iterator[tuple[ClickLog, ClickLog]]:
    """Yield what to learn from and what to ask about: the log's end, or where that is little, each fifth in turn."""
    if len(log) >= _SMALL:
        yield split_last(log, _HELD_OUT)
        return
    for fold in range(_FOLDS):
        held = log.visit % _FOLDS == fold
        yield cut_rows(log, ~held), cut_rows(log, held)


def fit_members(
    log: ClickLog, *, repeats: bool, like: ClickLog | None = None, linear: Sequence[Linear] | None = None
) -> tuple[Member, ...]:
    """Fit every member that has something to learn from this kind of log, or from the whole log it is a part of.

    `linear` are linear models solved before; otherwise they are solved now, where it is worth it.
    """
    whole = log if like is None else like
    now = last_moment(log)
    together = Together(log)
    members: list[Member] = [
        Popularity(log),
        Popularity(log, now=now, half_life_days=3),
        Popularity(log, now=now, half_life_days=21),
        Sequences(log),
        Sequences(log, steps=1),
        Sequences(log, reach=4, now=now, half_life_days=45),
        together,
        Neighbours(log),
    ]
    members += _solve(log, whole) if linear is None else linear
    if (whole.person != NOBODY).any():
        month = Habits(log, now=now, half_life_days=30)
        members += [month, Habits(log, now=now, half_life_days=365), Taste(month, together.table)]
    if repeats:
        members.append(Returning(len(log.products)))
    return tuple(members)


def _solve(log: ClickLog, whole: ClickLog) -> list[Linear]:
    if not is_worth_solving(whole):
        return []
    return [
        solve_linear(log, ordered=False, ridge=100, fading=0.8),
        solve_linear(log, ordered=True, ridge=10, fading=0.7),
    ]


def _list_priors(members: Sequence[Member]) -> list[NDArray[np.float64]]:
    """Return where the weights may start: from trusting popularity alone to trusting those that know something."""
    knows = np.array([member.knows for member in members])
    shares = np.where(knows, 1 / max(1, knows.sum()), 1 / max(1, (~knows).sum()))
    return [np.where(knows, knowing, general) * shares for knowing, general in _PRIORS]


def _make_cases(
    members: Sequence[Member], later: ClickLog, least: float, *, repeats: bool, seed: int
) -> list[Case]:
    rows = question_rows(later, repeats=repeats)
    drawn = np.sort(np.random.default_rng(seed).permutation(rows)[:_QUESTIONS_AT_MOST])
    favourites = _favourites(members)
    cases = []
    for _, question, answer in ask(later, drawn, repeats=repeats):
        scores = [member.score(question) for member in members]
        products = _candidates(
            members, scores, favourites, set() if repeats else {*question.seen}, _CANDIDATES
        )
        place = np.flatnonzero(products == answer)
        if len(place):
            cases.append(Case(describe(scores, products, least), int(place[0])))
    return cases


def _favourites(members: Sequence[Member]) -> NDArray[np.intp]:
    """Return the best of those members that say the same to everybody, looked up once instead of at each question."""
    nothing = Question(())
    best = [best_of(member.score(nothing), _FAVOURITES) for member in members if not member.knows]
    return np.unique(np.concatenate(best))


def _candidates(
    members: Sequence[Member],
    scores: Sequence[Scores],
    favourites: NDArray[np.intp],
    left_out: Collection[int],
    count: int,
) -> NDArray[np.intp]:
    """Return every product that some member names among its best and that is not left out."""
    wanted = max(_CANDIDATES, count) + len(left_out)
    spoken = [best_of(each, wanted) for member, each in zip(members, scores, strict=True) if member.knows]
    products = np.unique(np.concatenate([favourites, *spoken]))
    if left_out:
        products = products[~np.isin(products, np.fromiter(left_out, dtype=np.intp))]
    return products
