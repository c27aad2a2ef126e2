"""Commesso as the shop's server sees it: an address that takes events, as from any shop, and that searches."""

import base64
import json
from collections.abc import Sequence
from http import HTTPStatus
from http.client import HTTPConnection, HTTPException, HTTPSConnection
from typing import Any
from urllib.parse import urlsplit

_PATIENCE_SECONDS = 10
_SHOPPER_SECONDS = 1  # somebody waits for the page
_FOUND = 48  # products of a page


def send_batch(events: Sequence[dict[str, Any]], *, address: str, key: str) -> int:
    """Post events; return the HTTP status, 0 where nobody answered."""
    body = json.dumps({"batch": list(events)}).encode()
    token = base64.b64encode(f"{key}:".encode()).decode()
    status, _ = _post(
        f"{address}/v1/batch", body, authorization=f"Basic {token}", patience_seconds=_PATIENCE_SECONDS
    )
    return status


def search(query: str, *, language: str, address: str, key: str, secret: str) -> dict[str, Any] | None:
    """Return what a query finds, as Commesso tells it; None where it does not answer in time."""
    asked = {"key": key, "query": query, "language": language, "limit": _FOUND}
    status, body = _post(
        f"{address}/api/v1/discovery/search",
        json.dumps(asked).encode(),
        authorization=f"Bearer {secret}" if secret else "",
        patience_seconds=_SHOPPER_SECONDS,
    )
    return json.loads(body) if status == HTTPStatus.OK else None


def _post(address: str, body: bytes, *, authorization: str, patience_seconds: float) -> tuple[int, bytes]:
    """Post JSON; return the HTTP status and the answer, 0 where nobody answered."""
    url = urlsplit(address)
    connect = HTTPSConnection if url.scheme == "https" else HTTPConnection
    connection = connect(url.netloc, timeout=patience_seconds)
    headers = {"Content-Type": "application/json"}
    if authorization:
        headers["Authorization"] = authorization
    try:
        connection.request("POST", url.path, body, headers)
        answer = connection.getresponse()
        return answer.status, answer.read()
    except (OSError, HTTPException):
        return 0, b""
    finally:
        connection.close()
