"""Where a store's products lie in the space of an embedder. What was asked for once is kept beside the index."""

import hashlib
import logging
from collections.abc import Mapping
from pathlib import Path

import numpy as np
from django.conf import settings
from numpy.typing import NDArray

from commesso.discovery.adapters.openai_embeddings import OpenAiEmbedder
from commesso.discovery.contracts.searching import Embedder, EmbeddingFailed
from commesso.discovery.rules.searching.vectors import Vectors
from commesso.kernel.ids import StoreId

log = logging.getLogger(__name__)

_PATIENCE_SECONDS = 60.0  # nobody waits


def find_embedder() -> Embedder | None:
    """Return the embedder that whoever runs Commesso has set up."""
    if not settings.EMBEDDINGS_URL:
        return None
    return OpenAiEmbedder(
        address=settings.EMBEDDINGS_URL, key=settings.EMBEDDINGS_KEY, model=settings.EMBEDDINGS_MODEL
    )


def embed_products(embedder: Embedder, store_id: StoreId, texts: Mapping[str, str]) -> Vectors | None:
    """Return where the products lie; None where the embedder does not say. Only new texts are asked for."""
    file = Path(settings.DATA) / "search" / str(store_id) / "vectors.npz"
    digests = {product_id: _digest(embedder.name, text) for product_id, text in texts.items()}
    known = _read(file)
    new = {digest: texts[product_id] for product_id, digest in digests.items() if digest not in known}
    try:
        rows = embedder.embed(list(new.values()), patience_seconds=_PATIENCE_SECONDS) if new else ()
    except EmbeddingFailed as error:
        log.warning("Search goes by the shop's own words until it is built anew: %s", error)
        return None
    known.update(zip(new, rows, strict=True))
    kept = {digest: known[digest] for digest in digests.values()}
    if not kept:
        return None
    if new:
        _write(file, kept)
    return Vectors(tuple(digests), np.stack([kept[digest] for digest in digests.values()]))


def _digest(model: str, text: str) -> str:
    return hashlib.sha256(f"{model}\0{text}".encode()).hexdigest()[:32]


def _read(file: Path) -> dict[str, NDArray[np.float32]]:
    try:
        with np.load(file, allow_pickle=False) as kept:
            return dict(zip(kept["digests"].tolist(), kept["rows"], strict=True))
    except (OSError, ValueError, KeyError):  # not there, or of an older kind: it is made again
        return {}


def _write(file: Path, kept: Mapping[str, NDArray[np.float32]]) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    new = file.with_suffix(".new.npz")
    np.savez(new, digests=np.array(list(kept)), rows=np.stack(list(kept.values())))
    new.replace(file)
