"""A language model that says what a test wants, at an OpenAI-compatible address on this machine."""

import json
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

# What it says to a request: words, a list of calls (name and arguments), or bytes sent as they are.
Said = str | list[tuple[str, Any]] | bytes


@dataclass
class FakeModel:
    """`answer` is asked with the messages so far. `drip`: seconds between the letters of what it says."""

    answer: Callable[[list[dict[str, Any]]], Said] = lambda _messages: ""
    status: int = 200
    drip: float = 0.0
    url: str = ""
    asked: list[dict[str, Any]] = field(default_factory=list)
    keys: list[str] = field(default_factory=list)


def search_then(
    words: Said, *, query: str = "lampada", **more: Any
) -> Callable[[list[dict[str, Any]]], Said]:
    """Search once, then say this."""

    def answer(messages: list[dict[str, Any]]) -> Said:
        has_searched = any(each["role"] == "tool" for each in messages)
        return words if has_searched else [("search_products", {"query": query, **more})]

    return answer


def told_by_tools(messages: list[dict[str, Any]]) -> str:
    """Return all that tools told the model."""
    return " ".join(each["content"] for each in messages if each["role"] == "tool")


@contextmanager
def open_fake_model() -> Iterator[FakeModel]:
    fake = FakeModel()
    server = ThreadingHTTPServer(("127.0.0.1", 0), type("Door", (_Door,), {"fake": fake}))
    threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True).start()
    fake.url = f"http://127.0.0.1:{server.server_port}/v1"
    try:
        yield fake
    finally:
        server.shutdown()
        server.server_close()


class _Door(BaseHTTPRequestHandler):
    fake: FakeModel

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 - the base class's own name
        """Say nothing: pytest's output is for failures."""

    def do_POST(self) -> None:
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        self.fake.asked.append({"path": self.path, **body})
        self.fake.keys.append(self.headers.get("Authorization", ""))
        sent = _write(self.fake.answer(body["messages"]))
        self.send_response(self.fake.status)
        self.send_header("Content-Length", str(len(sent)))
        self.end_headers()
        try:
            for at in range(0, len(sent), 1 if self.fake.drip else len(sent)):
                self.wfile.write(sent[at : at + 1] if self.fake.drip else sent)
                time.sleep(self.fake.drip)
        except OSError:
            return  # whoever asked has gone


def _write(said: Said) -> bytes:
    if isinstance(said, bytes):
        return said
    message: dict[str, Any] = {"role": "assistant", "content": said if isinstance(said, str) else None}
    if isinstance(said, list):
        message["tool_calls"] = [
            {
                "id": f"call-{at}",
                "type": "function",
                "function": {
                    "name": name,
                    "arguments": given if isinstance(given, str) else json.dumps(given),
                },
            }
            for at, (name, given) in enumerate(said)
        ]
    return json.dumps({"choices": [{"message": message}]}).encode()
