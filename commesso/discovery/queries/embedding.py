"""What a query means, as an embedder tells: asked once, and not at all while it does not answer."""

import logging
import time
from collections import OrderedDict

import numpy as np
from numpy.typing import NDArray

from commesso.discovery.contracts.searching import Embedder, EmbeddingFailed

log = logging.getLogger(__name__)

_PATIENCE_SECONDS = 1.0  # a shopper waits
_REST_SECONDS = 60.0  # after it did not answer
_MOST = 5_000

_known: OrderedDict[tuple[str, str], NDArray[np.float32]] = OrderedDict()
_resting_until: dict[str, float] = {}


def find_meaning(embedder: Embedder, query: str) -> NDArray[np.float32] | None:
    """Return where the query lies; None while the embedder does not answer."""
    key = (embedder.name, query)
    if key in _known:
        return _known[key]
    if _resting_until.get(embedder.name, 0.0) > time.monotonic():
        return None
    try:
        found: NDArray[np.float32] = embedder.embed([query], patience_seconds=_PATIENCE_SECONDS)[0]
    except EmbeddingFailed as error:
        _resting_until[embedder.name] = time.monotonic() + _REST_SECONDS
        log.warning("Search goes by the shop's own words for a minute: %s", error)
        return None
    _known[key] = found
    while len(_known) > _MOST:
        _known.popitem(last=False)
    return found


def forget_meanings() -> None:
    """Begin with an empty memory, as a new process does."""
    _known.clear()
    _resting_until.clear()
