"""How do the demo shop's pages fare on a phone, with the tag in them?

Lighthouse (fetched with npx, as only this asks for it) opens home, family and product on its slow phone, the shop
and Commesso each in a process of its own. The middle of three rounds counts: a busy machine makes every figure worse.
"""

import contextlib
import json
import os
import shutil
import statistics
import subprocess
import sys
from collections.abc import Iterator
from typing import Any

from benchmarks.harness import ROOT, commesso, free_port, print_table, wait_until_up

PAGES = {"home": "/en/", "family": "/en/shop/ceramics", "product": "/en/products/cer-luna-bowl"}
SCORES = ("performance", "accessibility", "best-practices", "seo")
TIMES = (
    "first-contentful-paint",
    "largest-contentful-paint",
    "total-blocking-time",
    "cumulative-layout-shift",
)
ROUNDS = 3
_LIGHTHOUSE = "lighthouse@12.8.2"
_CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)


@contextlib.contextmanager
def shop() -> Iterator[str]:
    """The demo shop beside a Commesso, and its address."""
    port = free_port()
    with commesso() as server:
        command = [sys.executable, "-m", "commesso.config.cli", "shop", "--port", str(port)]
        command += ["--commesso", f"http://127.0.0.1:{server.port}", "--key", server.write_key]
        process = subprocess.Popen(
            command,
            cwd=ROOT,
            env={**os.environ, "COMMESSO_DATA": str(server.data)},
            stdout=subprocess.DEVNULL,
        )
        try:
            wait_until_up(port)
            yield f"http://127.0.0.1:{port}"
        finally:
            process.terminate()
            process.wait(30)


def look(address: str) -> dict[str, Any]:
    """Return Lighthouse's report of a page, as it fares on its slow phone."""
    flags = ["--quiet", "--output=json", "--chrome-flags=--headless=new --no-sandbox"]
    done = subprocess.run(
        ["npx", "--yes", _LIGHTHOUSE, address, *flags, f"--only-categories={','.join(SCORES)}"],
        env={**os.environ, "CHROME_PATH": str(_CHROMIUM)},
        capture_output=True,
        text=True,
        check=True,
    )
    report: dict[str, Any] = json.loads(done.stdout)
    return report


def main() -> None:
    if _CHROMIUM is None or shutil.which("npx") is None:
        sys.exit("This needs Chromium and npx. Install the packages chromium and npm.")
    rows: list[tuple[str, ...]] = [("page", *SCORES, "FCP ms", "LCP ms", "TBT ms", "CLS")]
    with shop() as address:
        for name, path in PAGES.items():
            reports = [look(address + path) for _ in range(ROUNDS)]
            scores = [
                statistics.median(100 * each["categories"][score]["score"] for each in reports)
                for score in SCORES
            ]
            times = [
                statistics.median(each["audits"][time]["numericValue"] for each in reports) for time in TIMES
            ]
            rows.append((name, *(f"{score:.0f}" for score in scores), *(f"{time:,.2f}" for time in times)))
    print_table("The demo shop on Lighthouse's phone", rows)


if __name__ == "__main__":
    main()
