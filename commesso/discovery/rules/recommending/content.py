"""What is like what by its words: title, categories, attributes. Knows a product the minute it is added."""

from collections import Counter
from collections.abc import Mapping, Sequence

import numpy as np
import scipy
from numpy.typing import NDArray


class Content:
    """TF-IDF over the words of each product, compared by cosine."""

    def __init__(self, words: Mapping[str, Sequence[str]]) -> None:
        self.products = tuple(words)
        self._place = {product: place for place, product in enumerate(self.products)}
        self._prints = [hash(tuple(each)) for each in words.values()]
        bags = [Counter(each) for each in words.values()]
        found = Counter(word for bag in bags for word in bag)
        # A word that all products have tells none apart.
        self._rarity = {
            word: float(np.log(len(bags) / count)) for word, count in found.items() if count < len(bags)
        }
        self._column = {word: place for place, word in enumerate(self._rarity)}
        self._rows = self._weigh(bags)
        self._columns = self._rows.T.tocsr()

    def knows(self, product: str, words: Sequence[str]) -> bool:
        """Say whether these are the words the product was compared by."""
        place = self._place.get(product)
        return place is not None and self._prints[place] == hash(tuple(words))

    def find_similar(self, product: str, count: int) -> list[tuple[str, float]]:
        """Return the products most like one, with how alike from 0 to 1; none for a product without words."""
        place = self._place.get(product)
        if place is None:
            return []
        likeness = (self._rows[place] @ self._columns).toarray().ravel()
        likeness[place] = 0.0
        return [(self.products[each], float(likeness[each])) for each in _best(likeness, count)]

    def _weigh(self, bags: Sequence[Mapping[str, int]]) -> "scipy.sparse.csr_matrix":
        entries = [
            (row, self._column[word], count)
            for row, bag in enumerate(bags)
            for word, count in bag.items()
            if word in self._column
        ]
        rows, columns, counts = np.array(entries, dtype=np.int64).reshape(-1, 3).T
        rarity = np.fromiter(self._rarity.values(), dtype=np.float64, count=len(self._rarity))
        values = (1 + np.log(counts)) * rarity[columns]
        shape = (len(bags), len(self._column))
        matrix = scipy.sparse.csr_matrix((values.astype(np.float32), (rows, columns)), shape=shape)
        lengths = np.sqrt(np.asarray(matrix.multiply(matrix).sum(axis=1)).ravel())
        matrix.data /= np.repeat(np.maximum(lengths, 1e-9), np.diff(matrix.indptr)).astype(np.float32)
        return matrix


def _best(likeness: NDArray[np.float32], count: int) -> NDArray[np.intp]:
    known = np.flatnonzero(likeness > 0)
    if len(known) > count:
        known = known[np.argpartition(likeness[known], -count)[-count:]]
    return known[np.lexsort((known, -likeness[known]))]
