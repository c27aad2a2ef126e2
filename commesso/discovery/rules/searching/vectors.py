"""Products as places in a space that somebody else's model made: what means the like lies close together."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from commesso.catalog.contracts import ProductInfo

# Every model has a cosine of its own for things that have nothing in common. What stands out from its usual one is near.
_STANDS_OUT = 2.5  # standard deviations
_FEWEST = 20  # products; fewer have no usual
_MOST_LETTERS = 1_000


@dataclass(frozen=True, eq=False)
class Vectors:
    """Rows have length 1, in the order of the products."""

    product_ids: tuple[str, ...]
    rows: NDArray[np.float32]


def describe(product: ProductInfo) -> str:
    """Return the text that stands for a product."""
    said = [product.title, product.brand, *product.categories, product.description]
    return "\n".join(text for text in said if text)[:_MOST_LETTERS]


def find_near(vectors: Vectors, row: NDArray[np.float32], *, limit: int) -> list[str]:
    """Return the products that lie nearer than usual, the nearest first."""
    if len(vectors.product_ids) < _FEWEST or vectors.rows.shape[1:] != row.shape:
        return []
    near = vectors.rows @ row
    least = float(near.mean() + _STANDS_OUT * near.std())
    ordered = np.argsort(-near, kind="stable")[:limit].tolist()
    return [vectors.product_ids[at] for at in ordered if near[at] > least]
