"""Meaning without weights from elsewhere: latent semantic analysis, fitted on the shop's own catalogue.

Words that stand in the same products come to lie close together (Deerwester and others, 1990). It is asked only when
too few products have the words themselves.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import scipy
from numpy.typing import NDArray

from commesso.discovery.contracts.searching import SearchDocument

DIMENSIONS = 128
_MOST_FITTED = 20_000  # products tell what words mean; of more every n-th is asked
_SEED, _SPARE, _ROUNDS = 1, 10, 4
_LEAST_PRODUCTS = 2  # a word of one product says nothing of others
_MOST_SHARE = 0.5  # a word of more products than that tells none apart
_LEAST_ALIKE = 0.05  # cosine; below it two things have nothing in common
_FEWEST = 20  # products; fewer are no basis
_FEW = 1_000  # products; of so many the exact answer is also the faster one
_LEAST_STRENGTH = 1e-6  # of a direction; below it there is none


@dataclass(frozen=True, eq=False)
class Meanings:
    """Where each word and each product lies. Rows of `products` have length 1."""

    words: Mapping[str, int]
    weights: NDArray[np.float32]  # of each word: how rare it is
    directions: NDArray[np.float32]  # words x dimensions
    product_ids: tuple[str, ...]
    products: NDArray[np.float32]  # products x dimensions


def fit_meanings(documents: Iterable[SearchDocument], *, dimensions: int = DIMENSIONS) -> Meanings | None:
    """Return the meanings of a catalogue; None where it is too small."""
    ids: list[str] = []
    bags: list[Counter[str]] = []
    for document in documents:
        ids.append(document.product_id)
        bags.append(Counter(document.tokens))
    products_of = Counter(word for bag in bags for word in bag)
    most = max(len(bags) * _MOST_SHARE, _LEAST_PRODUCTS)
    kept = sorted(word for word, count in products_of.items() if _LEAST_PRODUCTS <= count <= most)
    if len(bags) < _FEWEST or len(kept) < _FEWEST:
        return None
    words = {word: at for at, word in enumerate(kept)}
    weights = np.log(len(bags) / np.array([products_of[word] for word in kept])).astype(np.float32)
    matrix = _matrix(bags, words, weights)
    turned = _find_directions(matrix[:: len(bags) // _MOST_FITTED + 1], dimensions)
    return Meanings(
        words, weights, turned, tuple(ids), _normed(np.asarray(matrix @ turned, dtype=np.float32))
    )


def find_alike(meanings: Meanings, tokens: Sequence[str], *, limit: int) -> list[tuple[str, float]]:
    """Return the products whose meaning is nearest, with the cosine; none where no word is known."""
    asked = _matrix([Counter(tokens)], meanings.words, meanings.weights)
    if not asked.nnz:
        return []
    near = meanings.products @ _normed(np.asarray(asked @ meanings.directions, dtype=np.float32))[0]
    wanted = min(limit, near.size)
    best = np.argpartition(-near, wanted - 1)[:wanted]
    ordered = best[np.argsort(-near[best], kind="stable")]
    return [(meanings.product_ids[at], float(near[at])) for at in ordered if near[at] > _LEAST_ALIKE]


def _find_directions(matrix: "scipy.sparse.csr_matrix", dimensions: int) -> NDArray[np.float32]:
    """Return the first right singular vectors: of a small catalogue exactly, by the likeness of its products.

    Of a larger one by subspace iteration from a fixed start (Halko and others, 2011). The same catalogue gives the same
    answer.
    """
    size = min(dimensions, min(matrix.shape) - 1)
    if matrix.shape[0] <= _FEW:
        strengths, places = np.linalg.eigh((matrix @ matrix.T).toarray())
        kept = slice(-size, None)
        turned = matrix.T @ (places[:, kept] / np.sqrt(np.maximum(strengths[kept], _LEAST_STRENGTH)))
        return np.ascontiguousarray(turned[:, ::-1], dtype=np.float32)
    start = np.random.default_rng(_SEED).standard_normal((matrix.shape[1], size + _SPARE), dtype=np.float32)
    turned = matrix.T.tocsr()
    basis, _ = np.linalg.qr(start)
    for _ in range(_ROUNDS):
        basis, _ = np.linalg.qr(turned @ (matrix @ basis))
    inside = matrix @ basis
    _, vectors = np.linalg.eigh(inside.T @ inside)
    return np.ascontiguousarray(basis @ vectors[:, ::-1][:, :size], dtype=np.float32)


def _matrix(
    bags: Sequence[Mapping[str, int]], words: Mapping[str, int], weights: NDArray[np.float32]
) -> "scipy.sparse.csr_matrix":
    """Return the bags as rows of length 1: the logarithm of how often, times how rare."""
    places = [[words[word] for word in bag if word in words] for bag in bags]
    often = [[1 + np.log(count) for word, count in bag.items() if word in words] for bag in bags]
    starts = np.cumsum([0, *map(len, places)])
    columns = np.array([at for row in places for at in row], dtype=np.int32)
    values = np.array([value for row in often for value in row], dtype=np.float32)
    values *= weights[columns]
    lengths = np.sqrt(np.add.reduceat(np.append(values**2, 0), starts[:-1])) if len(bags) else np.zeros(0)
    sizes = np.diff(starts)
    lengths[(sizes == 0) | (lengths == 0)] = 1.0
    values /= np.repeat(lengths, sizes).astype(np.float32)
    return scipy.sparse.csr_matrix((values, columns, starts), shape=(len(bags), len(words)), dtype=np.float32)


def _normed(rows: NDArray[np.float32]) -> NDArray[np.float32]:
    lengths = np.linalg.norm(rows, axis=1, keepdims=True)
    return (rows / np.where(lengths > 0, lengths, 1.0)).astype(np.float32)
