"""What every embedder must do, and what search makes of one. A new one is added to `MAKERS`."""

import json
import threading
from collections.abc import Callable, Iterator, Sequence
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import numpy as np
import pytest
from django.test import override_settings
from numpy.typing import NDArray

from commesso.catalog.contracts import ProductInput
from commesso.discovery.actions.searching import close_searches, prepare_searches, refresh_searches
from commesso.discovery.adapters.openai_embeddings import OpenAiEmbedder
from commesso.discovery.contracts.searching import Embedder, EmbeddingFailed
from commesso.discovery.queries.embedding import find_meaning
from commesso.discovery.rules.searching.vectors import Vectors, find_near
from commesso.discovery.tests.searching import fill, ids, search
from commesso.kernel.memory import forget_everything
from commesso.stores.contracts import SourceInfo, StoreInfo

SENSES = (("luce", "lume", "lampada", "illuminare"), ("sedere", "sedia", "poltrona"))


def sense(text: str) -> list[float]:
    """Two senses and a rest: what is of light, what is to sit on, and how long it is."""
    counts = [float(sum(text.lower().count(word) for word in words)) for words in SENSES]
    return [*counts, 0.2 + len(text) % 7 / 100]


class FakeEmbedder:
    name = "fake"

    def embed(self, texts: Sequence[str], *, patience_seconds: float) -> NDArray[np.float32]:
        assert patience_seconds > 0
        rows = np.array([sense(text) for text in texts], dtype=np.float32).reshape(-1, 3)
        lengths: NDArray[np.float32] = np.linalg.norm(rows, axis=1, keepdims=True)
        return np.asarray(rows / lengths, dtype=np.float32)


class FakeServer(ThreadingHTTPServer):
    """An OpenAI-compatible address on this machine."""

    asked: list[dict[str, Any]]
    keys: list[str | None]
    status = 200
    body: bytes | None = None

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.server_port}/v1"


class Door(BaseHTTPRequestHandler):
    server: FakeServer

    def do_POST(self) -> None:
        asked = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        self.server.asked.append(asked)
        self.server.keys.append(self.headers["Authorization"])
        rows = [{"index": at, "embedding": sense(text)} for at, text in enumerate(asked["input"])]
        body = self.server.body or json.dumps({"data": rows[::-1]}).encode()
        self.send_response(self.server.status if self.path == "/v1/embeddings" else 404)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 the base class's own name
        """Say nothing: pytest's output is for failures."""


@pytest.fixture
def server() -> Iterator[FakeServer]:
    server = FakeServer(("127.0.0.1", 0), Door)
    server.asked, server.keys = [], []
    threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True).start()
    yield server
    server.shutdown()
    server.server_close()


MAKERS: dict[str, Callable[[FakeServer], Embedder]] = {
    "fake": lambda _: FakeEmbedder(),
    "openai": lambda server: OpenAiEmbedder(address=server.address, key="sk", model="m"),
}


@pytest.fixture(params=MAKERS)
def embedder(request: pytest.FixtureRequest, server: FakeServer) -> Embedder:
    return MAKERS[request.param](server)


def test_each_text_has_a_row_of_length_one_in_its_place(embedder: Embedder) -> None:
    texts = [f"lampada {'x' * number}" for number in range(130)] + ["una poltrona"]
    rows = embedder.embed(texts, patience_seconds=5)
    assert rows.shape[0] == 131
    assert np.allclose(np.linalg.norm(rows, axis=1), 1.0, atol=1e-5)
    assert rows.dtype == np.float32
    assert rows[0] @ rows[1] > rows[0] @ rows[-1]


def test_the_same_text_lies_in_the_same_place(embedder: Embedder) -> None:
    one, other = embedder.embed(["lume", "lume"], patience_seconds=5)
    assert np.array_equal(one, other)


def test_no_text_has_no_row(embedder: Embedder) -> None:
    assert len(embedder.embed([], patience_seconds=5)) == 0


@pytest.mark.parametrize(
    ("status", "body"),
    [
        (401, b"wrong key"),
        (500, b""),
        (200, b"<html>"),
        (200, b'{"data": []}'),
        (200, b'{"data": [{"index": 0, "embedding": "x"}]}'),
        (200, b'{"data": [{"index": 0}]}'),
        (200, b"[1]"),
        (200, b'{"data": [{"index": 0, "embedding": [NaN]}]}'),
    ],
)
def test_what_is_no_answer_is_said(server: FakeServer, status: int, body: bytes) -> None:
    server.status, server.body = status, body
    with pytest.raises(EmbeddingFailed):
        MAKERS["openai"](server).embed(["lume"], patience_seconds=5)


def test_an_embedder_that_does_not_answer_is_left_alone_for_a_minute(server: FakeServer) -> None:
    forget_everything()
    server.status = 503
    embedder = MAKERS["openai"](server)
    assert find_meaning(embedder, "lume") is None
    server.status = 200
    assert find_meaning(embedder, "lume") is None
    assert len(server.asked) == 1
    forget_everything()
    assert find_meaning(embedder, "lume") is not None
    assert find_meaning(embedder, "lume") is not None
    assert len(server.asked) == 2


def test_only_what_stands_out_is_near() -> None:
    rows = np.eye(40, dtype=np.float32)
    vectors = Vectors(tuple(f"p{at}" for at in range(40)), rows)
    assert find_near(vectors, rows[7], limit=5) == ["p7"]
    assert find_near(vectors, np.full(40, 0.1, dtype=np.float32), limit=5) == []
    assert find_near(vectors, np.ones(3, dtype=np.float32), limit=5) == []


@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("new_process")
def test_a_query_in_other_words_finds_what_means_the_same(
    shop: StoreInfo, source: SourceInfo, server: FakeServer
) -> None:
    goods = [ProductInput(product_id=f"cup{number}", title=f"Tazza numero {number}") for number in range(30)]
    fill(shop, *goods, ProductInput(product_id="lamp", title="Lampada da terra"))
    with override_settings(EMBEDDINGS_URL=server.address, EMBEDDINGS_KEY="sk", EMBEDDINGS_MODEL="m"):
        prepare_searches()
        assert ids(search(source, "illuminare")) == {"lamp"}
        assert search(source, "illuminare@example.com")["matched"] == "none"
        sent = [text for each in server.asked for text in each["input"]]
        assert sent.count("illuminare") == 1
        assert "illuminare@example.com" not in sent
        assert server.keys[0] == "Bearer sk"
        close_searches()
        prepare_searches()
        refresh_searches()
        told = len(server.asked)
        assert ids(search(source, "illuminare")) == {"lamp"}
        assert len(server.asked) == told == 2
    forget_everything()
    server.status = 500
    assert search(source, "illuminare")["matched"] == "none"
