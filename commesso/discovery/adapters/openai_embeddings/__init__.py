"""Where texts lie, as an OpenAI-compatible address tells: a hosted model, or one on a machine of one's own."""

import json
from collections.abc import Sequence
from http import HTTPStatus
from http.client import HTTPConnection, HTTPException, HTTPSConnection
from urllib.parse import urlsplit

import numpy as np
from numpy.typing import NDArray

from commesso.discovery.contracts.searching import EmbeddingFailed

_AT_ONCE = 64  # texts of a request


class OpenAiEmbedder:
    """Implements Embedder. `address` is the API's own, "https://api.example.com/v1"."""

    def __init__(self, *, address: str, key: str, model: str) -> None:
        self._url = urlsplit(address)
        self._key = key
        self.name = model

    def embed(self, texts: Sequence[str], *, patience_seconds: float) -> NDArray[np.float32]:
        rows = [
            row
            for begin in range(0, len(texts), _AT_ONCE)
            for row in self._ask(texts[begin : begin + _AT_ONCE], patience_seconds)
        ]
        try:
            made = np.array(rows, dtype=np.float32)
        except (ValueError, TypeError):
            raise EmbeddingFailed(f"The model {self.name!r} gave rows of different lengths.") from None
        if len(texts) and (made.ndim != 2 or not np.isfinite(made).all()):
            raise EmbeddingFailed(f"The model {self.name!r} gave something else than rows of numbers.")
        lengths = np.linalg.norm(made, axis=1, keepdims=True) if len(texts) else 1.0
        return np.asarray(made / np.where(lengths > 0, lengths, 1.0), dtype=np.float32)

    def _ask(self, texts: Sequence[str], patience_seconds: float) -> list[list[float]]:
        status, body = self._post(json.dumps({"model": self.name, "input": list(texts)}), patience_seconds)
        if status != HTTPStatus.OK:
            raise EmbeddingFailed(
                f"{self._url.hostname} answered {status} to a request for embeddings. "
                "Look at COMMESSO_EMBEDDINGS_URL, _KEY and _MODEL."
            )
        try:
            rows = sorted(json.loads(body)["data"], key=lambda row: row["index"])
            found = [row["embedding"] for row in rows]
        except (ValueError, KeyError, TypeError):
            raise EmbeddingFailed(
                f"{self._url.hostname} answered something else than embeddings. Is it an OpenAI-compatible address?"
            ) from None
        if len(found) != len(texts):
            raise EmbeddingFailed(f"{self._url.hostname} gave {len(found)} rows for {len(texts)} texts.")
        return found

    def _post(self, body: str, patience_seconds: float) -> tuple[int, bytes]:
        connect = HTTPSConnection if self._url.scheme == "https" else HTTPConnection
        connection = connect(self._url.netloc, timeout=patience_seconds)
        headers = {"Content-Type": "application/json"}
        if self._key:
            headers["Authorization"] = f"Bearer {self._key}"
        try:
            connection.request("POST", f"{self._url.path.rstrip('/')}/embeddings", body.encode(), headers)
            answer = connection.getresponse()
            return answer.status, answer.read()
        except (OSError, HTTPException) as error:
            raise EmbeddingFailed(f"{self._url.hostname} does not answer: {error}.") from None
        finally:
            connection.close()
