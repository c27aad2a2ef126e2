"""The search page asks Commesso, and searches by itself where nobody answers."""

import json
import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest
from django.test import Client

BOWL = {"product_id": "cer-luna-bowl"}
TOLD = {"matched": "all", "count": 1, "redirect": "", "products": [BOWL, {"product_id": "not-ours"}]}


class Fake(ThreadingHTTPServer):
    """A Commesso that says what it was told to say."""

    told: dict[str, Any]
    waits_seconds = 0.0
    asked: list[tuple[str, str, dict[str, Any]]]


class Door(BaseHTTPRequestHandler):
    server: Fake

    def do_POST(self) -> None:
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        self.server.asked.append((self.path, self.headers["Authorization"], body))
        time.sleep(self.server.waits_seconds)
        answer = json.dumps(self.server.told).encode()
        self.send_response(200)
        self.send_header("Content-Length", str(len(answer)))
        self.end_headers()
        self.wfile.write(answer)

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 the base class's own name
        """Say nothing: pytest's output is for failures."""


@pytest.fixture
def fake(commesso: dict[str, str]) -> Iterator[Fake]:
    server = Fake(("127.0.0.1", 0), Door)
    server.told, server.asked = dict(TOLD), []
    threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True).start()
    commesso.update(address=f"http://127.0.0.1:{server.server_port}", secret="sk_shop")
    yield server
    server.shutdown()
    server.server_close()


def seek(cleo: Client, query: str) -> str:
    return cleo.get("/it/search", {"q": query}).content.decode()


def test_what_commesso_finds_is_shown(cleo: Client, fake: Fake) -> None:
    page = seek(cleo, "qualcosa di tondo")
    assert "/it/products/cer-luna-bowl" in page
    assert page.count('class="card"') == 1
    ((path, authorization, body),) = fake.asked
    assert (path, authorization) == ("/api/v1/discovery/search", "Bearer sk_shop")
    assert (body["query"], body["language"]) == ("qualcosa di tondo", "it")


def test_what_finds_nothing_offers_something_else(cleo: Client, fake: Fake) -> None:
    fake.told |= {"matched": "none", "count": 0}
    page = seek(cleo, "xyzzy")
    assert "xyzzy" in page
    assert "/it/products/" in page


def test_a_query_may_lead_to_a_page(cleo: Client, fake: Fake) -> None:
    fake.told |= {"redirect": "/it/shipping"}
    answer = cleo.get("/it/search", {"q": "resi"})
    assert (answer.status_code, answer.headers["Location"]) == (302, "/it/shipping")


def test_who_does_not_answer_within_a_second_is_not_waited_for(cleo: Client, fake: Fake) -> None:
    fake.waits_seconds = 3.0
    begun = time.monotonic()
    assert "/it/products/cer-luna-bowl" in seek(cleo, "ciotola luna")
    assert time.monotonic() - begun < 2.5


def test_where_nobody_is_the_shop_searches_by_itself(cleo: Client, commesso: dict[str, str]) -> None:
    commesso.update(secret="sk_shop")
    assert "/it/products/cer-luna-bowl" in seek(cleo, "ciotola luna")
