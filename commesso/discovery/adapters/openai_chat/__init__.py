"""A language model at an OpenAI-compatible address: a hosted one, or one on a machine of one's own."""

import json
import time
from collections.abc import Mapping, Sequence
from http import HTTPStatus
from http.client import HTTPConnection, HTTPException, HTTPResponse, HTTPSConnection
from typing import Any
from urllib.parse import urlsplit

from commesso.discovery.rules.assisting.model import ModelDown, Reply, ToolCall

_MOST_BYTES = 256 * 1024
_MOST_TOKENS = 300  # two sentences, or a call
_CHUNK = 16 * 1024


class OpenAiChat:
    """Implements ChatModel. `address` is the API's own, "https://api.example.com/v1"."""

    def __init__(self, *, address: str, key: str, model: str) -> None:
        self._url = urlsplit(address)
        self._key = key
        self._model = model

    def reply(
        self, messages: Sequence[Mapping[str, Any]], tools: Sequence[Mapping[str, Any]], *, until: float
    ) -> Reply:
        asked = {"model": self._model, "messages": messages, "tools": tools, "max_tokens": _MOST_TOKENS}
        status, body = self._post(json.dumps(asked), until)
        if status != HTTPStatus.OK:
            raise ModelDown(
                f"{self._url.hostname} answered {status} to a request for words. "
                "Look at COMMESSO_LLM_URL, _KEY and _MODEL."
            )
        try:
            return _read(json.loads(body)["choices"][0]["message"])
        except (ValueError, KeyError, TypeError, IndexError, AttributeError, RecursionError):
            raise ModelDown(
                f"{self._url.hostname} answered something else than a chat completion. Is it an OpenAI-compatible address?"
            ) from None

    def _post(self, body: str, until: float) -> tuple[int, bytes]:
        connect = HTTPSConnection if self._url.scheme == "https" else HTTPConnection
        connection = connect(self._url.netloc, timeout=self._left(until))
        headers = {"Content-Type": "application/json"}
        if self._key:
            headers["Authorization"] = f"Bearer {self._key}"
        try:
            connection.request(
                "POST", f"{self._url.path.rstrip('/')}/chat/completions", body.encode(), headers
            )
            answer = connection.getresponse()
            return answer.status, self._take(answer, connection, until)
        except (OSError, HTTPException) as error:
            raise ModelDown(f"{self._url.hostname} does not answer: {error!r}.") from None
        finally:
            connection.close()

    def _take(self, answer: HTTPResponse, connection: HTTPConnection, until: float) -> bytes:
        """Read an answer that may come in drops: each must come in time."""
        body = b""
        while chunk := answer.read1(_CHUNK):
            body += chunk
            left = self._left(until)
            if len(body) > _MOST_BYTES:
                raise ModelDown(f"{self._url.hostname} answered more than {_MOST_BYTES // 1024} KB.")
            if connection.sock is not None:
                connection.sock.settimeout(left)
        return body

    def _left(self, until: float) -> float:
        left = until - time.monotonic()
        if left <= 0:
            raise ModelDown(f"{self._url.hostname} did not answer in time.")
        return left


def _read(message: Mapping[str, Any]) -> Reply:
    calls = tuple(
        ToolCall(
            id=str(call["id"]), name=str(call["function"]["name"]), arguments=_arguments(call["function"])
        )
        for call in message.get("tool_calls") or ()
    )
    return Reply(words=str(message.get("content") or ""), calls=calls)


def _arguments(function: Mapping[str, Any]) -> Mapping[str, Any]:
    """Return what a tool is given; nothing where the model wrote something else than an object."""
    read = json.loads(function.get("arguments") or "{}")
    return read if isinstance(read, dict) else {}
