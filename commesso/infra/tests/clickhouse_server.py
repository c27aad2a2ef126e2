"""A ClickHouse server for tests: its HTTP interface, as far as the driver uses it, before the engine in this process."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qsl, urlsplit

from clickhouse_connect.driver.client import Client
from clickhouse_connect.driver.exceptions import ClickHouseError

_OF_HTTP = ("query_id", "session_id", "wait_end_of_query", "client_protocol_version")


class ClickHouseServer(ThreadingHTTPServer):
    """`is_down`: it answers as a proxy does whose server is gone."""

    daemon_threads = True

    def __init__(self, engine: Client) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.engine = engine
        self.guard = threading.Lock()
        self.is_down = False

    @property
    def dsn(self) -> str:
        return f"clickhouse://127.0.0.1:{self.server_port}"

    def run(self, statement: str, arguments: dict[str, str]) -> bytes:
        settings = {name: value for name, value in arguments.items() if not name.startswith("param_")}
        parameters = {name[6:]: value for name, value in arguments.items() if name.startswith("param_")}
        wanted = "Native" if statement.rstrip().endswith("FORMAT Native") else "TabSeparated"
        is_insert = statement.lstrip().upper().startswith("INSERT")
        with self.guard:
            return self.engine.raw_query(
                statement.rstrip().removesuffix("FORMAT Native"),
                parameters=parameters,
                settings={name: value for name, value in settings.items() if not name.startswith(_OF_HTTP)},
                fmt=None if is_insert else wanted,
            )


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: ClickHouseServer

    def do_GET(self) -> None:
        self.do_POST()

    def do_POST(self) -> None:
        arguments = dict(parse_qsl(urlsplit(self.path).query))
        body = self._read_body().decode()
        try:
            if self.server.is_down:
                self._answer(503, b"no server is available")
            else:
                self._answer(200, self.server.run("\n".join((arguments.pop("query", ""), body)), arguments))
        except ClickHouseError as error:
            self._answer(500, str(error).encode())

    def _read_body(self) -> bytes:
        if self.headers.get("Transfer-Encoding") != "chunked":
            return self.rfile.read(int(self.headers.get("Content-Length") or 0))
        body = b""
        while size := int(self.rfile.readline(), 16):
            body += self.rfile.read(size)
            self.rfile.readline()
        self.rfile.readline()
        return body

    def _answer(self, status: int, body: bytes) -> None:
        self.send_response(status)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: Any) -> None:
        """Say nothing."""


@contextmanager
def serve_clickhouse(engine: Client) -> Iterator[ClickHouseServer]:
    server = ClickHouseServer(engine)
    thread = threading.Thread(target=server.serve_forever, args=(0.01,))
    thread.start()
    try:
        yield server
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
