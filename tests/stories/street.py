"""A shop on one address and a fake Commesso on another, for stories about the tag in somebody else's pages."""

import json
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import BrowserContext, Page

from tests.conftest import ROOT
from tests.stories.chromium import STORY

BUILT = ROOT / "commesso" / "onsite" / "static" / "tag"
TAG_STORY = [
    *STORY,
    pytest.mark.skipif(
        not (BUILT / "commesso.js").exists(), reason="The tag is not built. Run python -m tools.front_end."
    ),
]
KEY = "wk_story"
REQUIRED = {"policy": "required", "banner": True, "gpc_means_no_analytics": True, "privacy_url": ""}
ASSUMED = {**REQUIRED, "policy": "assumed"}
_FAR_MS = 10_000


@dataclass
class Street:
    """What stands in the street, and what was heard in it."""

    shop: str = ""
    host: str = ""
    pages: dict[str, tuple[str, dict[str, str]]] = field(default_factory=dict)
    consent: dict[str, Any] = field(default_factory=lambda: dict(REQUIRED))
    panels: list[dict[str, Any]] = field(default_factory=list)
    is_down: bool = False
    script_delay: float = 0.0
    asked: list[tuple[str, Any]] = field(default_factory=list)  # paths and bodies, as they came

    def put(self, path: str, body: str = "", *, head: str = "", **headers: str) -> str:
        """Put a page with the tag into the shop; return its address. `{tag}` may stand elsewhere in `head`."""
        tag = f'<script async src="{self.host}/commesso.js" data-key="{KEY}"></script>'
        head = head.replace("{tag}", tag) if "{tag}" in head else tag + head
        html = f'<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Shop {path}</title>{head}</head>'
        html += f"<body><main><h1>Lamps</h1>{body}</main></body></html>"
        self.pages[urlsplit(path).path] = (
            html,
            {name.replace("_", "-"): value for name, value in headers.items()},
        )
        return self.shop + path

    @property
    def events(self) -> list[dict[str, Any]]:
        return [event for path, body in list(self.asked) if path == "/c/b" for event in body["batch"]]

    @property
    def names(self) -> list[str]:
        return [event.get("event") or event["type"] for event in self.events]

    def wait_for(self, *names: str) -> dict[str, Any]:
        """Wait until events of these names came; return the last."""
        self.wait_until(lambda: set(names) <= set(self.names), f"{names} did not come")
        return next(
            event for event in reversed(self.events) if names[-1] in (event.get("event"), event["type"])
        )

    def wait_until(self, is_so: Callable[[], bool], fault: str) -> None:
        until = time.monotonic() + _FAR_MS / 1000
        while not is_so():
            assert time.monotonic() < until, f"{fault}; there were {self.names}"
            time.sleep(0.05)


@contextmanager
def open_street() -> Iterator[Street]:
    street = Street()
    servers = [ThreadingHTTPServer(("127.0.0.1", 0), _handler(street, role)) for role in (_Shop, _Commesso)]
    for server in servers:
        threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True).start()
    street.shop = f"http://127.0.0.1:{servers[0].server_port}"
    street.host = f"http://localhost:{servers[1].server_port}"  # another site, as it is for a real shop
    try:
        yield street
    finally:
        for server in servers:
            server.shutdown()
            server.server_close()


def look(visitor: BrowserContext, url: str) -> tuple[Page, list[str]]:
    """Open a page; return it with the list of what goes wrong in it."""
    page = visitor.new_page()
    faults: list[str] = []
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.on("console", lambda said: faults.append(said.text) if said.type in {"error", "warning"} else None)
    page.goto(url)
    return page, faults


class _Door(BaseHTTPRequestHandler):
    street: Street
    protocol_version = "HTTP/1.1"

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 - the base class's own name
        """Say nothing: pytest's output is for failures."""

    def answer(self, status: int, body: bytes, kind: str, headers: dict[str, str]) -> None:
        self.send_response(status)
        everything = {"Content-Type": kind, "Content-Length": str(len(body)), **headers}
        for name, value in everything.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)


class _Shop(_Door):
    def do_GET(self) -> None:
        page = self.street.pages.get(urlsplit(self.path).path)
        if page is None:
            self.answer(204, b"", "text/plain", {})  # an icon, which no story is about
        else:
            self.answer(200, page[0].encode(), "text/html; charset=utf-8", page[1])


class _Commesso(_Door):
    """The server's side of the tag: its files, the shop's rules, the panels, the collector."""

    def do_GET(self) -> None:
        path = urlsplit(self.path).path
        if path == "/commesso.js":
            time.sleep(self.street.script_delay)
        if path == "/commesso.js" or path.startswith("/commesso/"):
            self.say((BUILT / path.rpartition("/")[2]).read_bytes(), "text/javascript")
        elif path == "/api/v1/onsite/config":
            store = {"name": "Bottega", "languages": ["en"], "default_language": "en"}
            config = {"store": store, "consent": self.street.consent, "panels": bool(self.street.panels)}
            self.say(json.dumps(config).encode(), "application/json")
        else:
            self.say(b"", "text/plain", 404)

    def do_POST(self) -> None:
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        path = self.path
        if self.street.is_down:
            self.say(b"{}", "application/json", 503)
            return
        self.street.asked.append((path, body))
        if path.endswith("/panels"):
            self.say(json.dumps({"panels": self.street.panels}).encode(), "application/json")
        else:
            self.say(b'{"message": "Thank you"}', "application/json", 202 if "sign-ups" in path else 200)

    def say(self, body: bytes, kind: str, status: int = 200) -> None:
        headers = {"Access-Control-Allow-Origin": "*", "Cross-Origin-Resource-Policy": "cross-origin"}
        self.answer(status, body, kind, headers)


def _handler(street: Street, role: type[_Door]) -> type[_Door]:
    return type(role.__name__, (role,), {"street": street})
