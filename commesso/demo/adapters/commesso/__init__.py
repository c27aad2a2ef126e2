"""Commesso as the shop's server sees it: an address that takes events, as from any shop."""

import base64
import json
from collections.abc import Sequence
from http.client import HTTPConnection, HTTPException, HTTPSConnection
from typing import Any
from urllib.parse import urlsplit

_PATIENCE_SECONDS = 10


def send_batch(events: Sequence[dict[str, Any]], *, address: str, key: str) -> int:
    """Post events; return the HTTP status, 0 where nobody answered."""
    body = json.dumps({"batch": list(events)}).encode()
    token = base64.b64encode(f"{key}:".encode()).decode()
    url = urlsplit(address)
    connect = HTTPSConnection if url.scheme == "https" else HTTPConnection
    connection = connect(url.netloc, timeout=_PATIENCE_SECONDS)
    try:
        connection.request(
            "POST",
            f"{url.path}/v1/batch",
            body,
            {"Content-Type": "application/json", "Authorization": f"Basic {token}"},
        )
        return connection.getresponse().status
    except (OSError, HTTPException):
        return 0
    finally:
        connection.close()
