"""How heavy is the tag beside its peers, on the same page, for the same page view and product view?"""

import contextlib
import gzip
import json
import shutil
import statistics
import sys
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import urlsplit

from playwright.sync_api import Browser, CDPSession, Page, sync_playwright

from benchmarks.harness import ROOT, print_table
from tools.front_end import make_all, run_npm

LOADS = 11
THROTTLE = 4  # times slower than this machine: a phone of the middle class
SETTLE_SECONDS = 3.0
PEERS = ROOT / "benchmarks" / "peers"
MODULES = PEERS / "node_modules"
TAG = ROOT / "commesso" / "onsite" / "static" / "tag"
KEY = "wk_bench"
CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
SEEN = "'Product Viewed', {product_id: 'lamp', name: 'Luna lamp', price: 79, currency: 'EUR'}"

STUB = "window.commesso=window.commesso||function(){(commesso.q=commesso.q||[]).push(arguments)}"
SEGMENT = "/peers/@segment/analytics-next/dist/umd/standalone.js"
POSTHOG = "/peers/posthog-js/dist/array.js"
POSTHOG_SLIM = "/peers/posthog-js/dist/module.slim.no-external.js"
RUDDER = "/peers/@rudderstack/analytics-js/dist/npm/modern/bundled/umd/index.js"
# Analytics and nothing else, as far as each lets itself be told so.
POSTHOG_OPTIONS = json.dumps(
    {
        "api_host": "HOST",
        "autocapture": False,
        "capture_pageview": True,
        "capture_pageleave": False,
        "disable_session_recording": True,
        "disable_surveys": True,
        "capture_dead_clicks": False,
        "capture_performance": False,
        "advanced_disable_flags": True,
        "disable_external_dependency_loading": True,
        "opt_out_useragent_filter": True,  # a browser that is driven is none of its shoppers
    }
)


@dataclass(frozen=True)
class Rival:
    """A tag: what its own documentation has a shop put into the page, and its main script."""

    name: str
    script: str
    head: str


def _ours(name: str, more: str) -> Rival:
    tag = f"<script async src='/commesso.js' data-key='{KEY}'{more}></script>"
    return Rival(name, "/commesso.js", f"<script>{STUB};commesso('track', {SEEN})</script>{tag}")


RIVALS = (
    _ours("commesso", " data-vitals='off'"),
    _ours("commesso, page speed too", ""),
    Rival(
        "@segment/analytics-next 1.84.3",
        SEGMENT,
        f"""<script>
          var analytics = window.analytics = []; analytics._writeKey = '{KEY}'; analytics._cdn = 'HOST';
          analytics._loadOptions = {{}};
          analytics.push(['page'], ['track', {SEEN}]);
        </script><script async src='{SEGMENT}'></script>""",
    ),
    Rival(
        "posthog-js 1.449.2, slim",
        POSTHOG_SLIM,
        f"""<script type='module'>
          import posthog from '{POSTHOG_SLIM}';
          posthog.init('{KEY}', {POSTHOG_OPTIONS}); posthog.capture({SEEN});
        </script>""",
    ),
    Rival(
        "posthog-js 1.449.2",
        POSTHOG,
        f"""<script async src='{POSTHOG}'
          onload="posthog.init('{KEY}', OPTIONS); posthog.capture({SEEN.replace("'", "&apos;")})"></script>""".replace(
            "OPTIONS", POSTHOG_OPTIONS.replace('"', "&quot;")
        ),
    ),
    Rival(
        "@rudderstack/analytics-js 3.34.1",
        RUDDER,
        f"""<script async src='{RUDDER}' onload="
          var r = new rudderanalytics.RudderAnalytics(); r.load('{KEY}', 'HOST', {{configUrl: 'HOST'}});
          r.page(); r.track({SEEN.replace("'", "&apos;")});"></script>""",
    ),
)
NOTHING = Rival("no tag", "", "")


@dataclass
class Load:
    """What one load of the page took."""

    busy_ms: float
    script_ms: float
    asked: list[tuple[str, str, int]] = field(default_factory=list)  # method, path, bytes with gzip


class _Server(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    asked: list[tuple[str, str, int]] = []
    heard: list[str] = []

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 - the base class's own name
        """Say nothing."""

    def do_GET(self) -> None:
        path = urlsplit(self.path).path
        kind = "text/javascript"
        if path.startswith("/page/"):
            body, kind = page_of(int(path.rpartition("/")[2]), self.headers["Host"]), "text/html"
        elif path.startswith("/peers/"):
            body = (MODULES / path.removeprefix("/peers/")).read_bytes()
        elif path == "/commesso.js" or path.startswith("/commesso/"):
            body = (TAG / path.rpartition("/")[2]).read_bytes()
        elif path == "/favicon.ico":
            body = b""
        else:
            body, kind = json.dumps(settings_for(path, self.headers["Host"])).encode(), "application/json"
        self.answer(path, body, kind)

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"] or 0))
        text = (gzip.decompress(body) if body[:2] == b"\x1f\x8b" else body).decode(errors="replace")
        self.heard.append(text)
        self.answer(urlsplit(self.path).path, b'{"success":true}', "application/json")

    def do_OPTIONS(self) -> None:
        self.answer(urlsplit(self.path).path, b"", "text/plain")

    def answer(self, path: str, body: bytes, kind: str) -> None:
        packed = gzip.compress(body, 9)
        if not path.startswith(("/page/", "/favicon")):
            self.asked.append((self.command, path, len(packed) if self.command == "GET" else 0))
        self.send_response(200)
        headers = {"Content-Type": kind, "Content-Encoding": "gzip", "Content-Length": str(len(packed))}
        for name, value in {**headers, "Access-Control-Allow-Origin": "*"}.items():
            self.send_header(name, value)
        self.end_headers()
        with contextlib.suppress(ConnectionError):  # the browser is gone already
            self.wfile.write(packed)


def settings_for(path: str, host: str) -> dict[str, Any]:
    """What each tag asks its server for before it speaks: the least that makes it work."""
    if path.endswith("/onsite/config"):
        return {"store": {}, "consent": {"policy": "assumed"}, "panels": False}
    if path.startswith("/sourceConfig"):
        config = {"statsCollection": {"errors": {"enabled": False}, "metrics": {"enabled": False}}}
        source = {"id": KEY, "name": "bench", "writeKey": KEY, "enabled": True, "workspaceId": "bench"}
        return {
            "source": {**source, "connections": [], "destinations": [], "dataplanes": {}, "config": config}
        }
    if path.endswith("/settings"):
        segment = {"apiKey": KEY, "apiHost": f"{host}/v1", "protocol": "http", "unbundledIntegrations": []}
        return {
            "integrations": {"Segment.io": segment},
            "plan": {},
            "edgeFunction": {},
            "analyticsNextEnabled": True,
        }
    return {}


def page_of(number: int, host: str) -> bytes:
    """The same product page for everybody, with a script of the shop's own: starting scripts at all is nobody's fault."""
    head = [*RIVALS, NOTHING][number].head.replace("HOST", f"http://{host}")
    own = "<script>document.documentElement.className = 'js'</script>"
    text = "<p>A lamp of beech wood, turned and oiled by hand in a small workshop near Lucca.</p>" * 60
    links = "".join(f"<a href='/lamps/{each}'>Lamp {each}</a> " for each in range(60))
    return (
        f"<!doctype html><html lang='en'><meta charset='utf-8'><title>Luna lamp</title>{own}{head}"
        f"<h1>Luna lamp</h1>{text}{links}</html>"
    ).encode()


@contextlib.contextmanager
def serve() -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Server)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()


def measure(browser: Browser, host: str, number: int) -> Load:
    """Load the page once, in a browser that was never here, and wait until it is quiet."""
    _Server.asked.clear()
    _Server.heard.clear()
    context = browser.new_context(viewport={"width": 360, "height": 740})
    page = context.new_page()
    cdp = context.new_cdp_session(page)
    cdp.send("Performance.enable", {"timeDomain": "threadTicks"})
    cdp.send("Emulation.setCPUThrottlingRate", {"rate": THROTTLE})
    page.goto(f"{host}/page/{number}")
    page.wait_for_timeout(SETTLE_SECONDS * 1000)
    metrics = _metrics(cdp)
    _check(page, number)
    asked = list(_Server.asked)
    context.close()
    return Load(metrics["TaskDuration"] * 1000, metrics["ScriptDuration"] * 1000, asked)


def _metrics(cdp: CDPSession) -> dict[str, float]:
    return {each["name"]: each["value"] for each in cdp.send("Performance.getMetrics")["metrics"]}


def _check(page: Page, number: int) -> None:
    """A tag that says nothing would be light indeed."""
    if number == len(RIVALS):
        return
    until = time.monotonic() + 10
    while not any("Product Viewed" in each for each in _Server.heard):
        if time.monotonic() > until:
            raise SystemExit(f"{RIVALS[number].name} did not send its event; it asked for {_Server.asked}.")
        page.wait_for_timeout(200)


def compare(loads: dict[int, list[Load]]) -> list[tuple[str, ...]]:
    """A row for each tag. Its time is what a load took more than the bare page in the same round, in the middle."""
    head = ("tag", "main script, gzip", "all it loads, gzip", "requests", "main thread ms", "of it script ms")
    rows: list[tuple[str, ...]] = [head]
    idle = loads.pop(len(RIVALS))
    for number, measured in loads.items():
        rival = RIVALS[number]
        sizes = [(path, size) for _, path, size in measured[-1].asked]
        pairs = list(zip(measured, idle, strict=True))
        rows.append(
            (
                rival.name,
                f"{next(size for path, size in sizes if path == rival.script):,}",
                f"{sum(size for _, size in sizes):,}",
                f"{statistics.median(len(each.asked) for each in measured):.0f}",
                f"{statistics.median(each.busy_ms - bare.busy_ms for each, bare in pairs):.0f}",
                f"{statistics.median(each.script_ms - bare.script_ms for each, bare in pairs):.0f}",
            )
        )
    return rows


def main() -> None:
    if CHROMIUM is None:
        sys.exit("No Chromium here. Install the package chromium to compare tags.")
    if not (TAG / "commesso.js").exists():
        make_all()
    if not MODULES.exists():
        run_npm("ci", "--prefix", str(PEERS), "--ignore-scripts")
    numbers = [*range(len(RIVALS)), len(RIVALS)]
    loads: dict[int, list[Load]] = {number: [] for number in numbers}
    with serve() as host, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu"])
        for number in numbers:
            measure(browser, host, number)  # warms the machine, not the browser's cache
        for _ in range(int(sys.argv[1]) if len(sys.argv) > 1 else LOADS):
            for number in numbers:  # in turns, so that other work on the machine falls on all
                loads[number].append(measure(browser, host, number))
        browser.close()
    title = (
        f"A page view and a product view, first visit, processor slowed {THROTTLE} times, less the bare page"
    )
    print_table(title, compare(loads))


if __name__ == "__main__":
    main()
