"""What a query means, as an embedder tells: asked once, and not at all while it does not answer."""

import logging

import numpy as np
from numpy.typing import NDArray

from commesso.discovery.contracts.searching import Embedder, EmbeddingFailed
from commesso.kernel.memory import Memory

log = logging.getLogger(__name__)

_PATIENCE_SECONDS = 1.0  # a shopper waits
# A text means the same for ever; the day lets go of what nobody asks any more.
_meanings: Memory[tuple[str, str], NDArray[np.float32]] = Memory(seconds=86_400, most=5_000)
_resting: Memory[str, bool] = Memory(seconds=60)  # embedders that did not answer


def find_meaning(embedder: Embedder, query: str) -> NDArray[np.float32] | None:
    """Return where the query lies; None while the embedder does not answer."""
    key = (embedder.name, query)
    kept = _meanings.recall(key)
    if kept is not None:
        return kept.value
    if _resting.recall(embedder.name) is not None:
        return None
    try:
        found: NDArray[np.float32] = embedder.embed([query], patience_seconds=_PATIENCE_SECONDS)[0]
    except EmbeddingFailed as error:
        _resting.keep(embedder.name, True)
        log.warning("Search goes by the shop's own words for a minute: %s", error)
        return None
    return _meanings.keep(key, found)
