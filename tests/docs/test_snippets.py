"""The code that people copy from the documentation sends events that arrive."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import ROOT, RunningShop
from tests.docs.blocks import find_block
from tests.engines.test_client_libraries import find_node

LIBRARIES = "docs/howto/connect-a-library.md"
API = "docs/howto/use-the-api.md"
TUTORIAL = "docs/tutorial/first-store.md"


def shown(shop: RunningShop, page: str, language: str, holding: str) -> str:
    """Return a block as somebody changes it: with their own address and key."""
    text = find_block(page, language, holding).text.replace("wk_...", shop.write_key)
    return text.replace("https://commesso.example.com", shop.host).replace("http://127.0.0.1:8000", shop.host)


def run(*command: str, text: str = "") -> None:
    subprocess.run(command, input=text, text=True, check=True, timeout=60, capture_output=True)


MAKE_KEY = """
import django; django.setup()
from commesso.stores import api as stores
from commesso.stores.contracts import Scope
print(stores.create_api_key(store_id=1, name="Shown", scopes=frozenset(Scope)))
"""


@pytest.mark.slow
@pytest.mark.skipif(
    shutil.which("curl") is None, reason="No curl here. Install it to run what the API's page shows."
)
def test_what_the_page_about_the_api_shows_works(running_shop: RunningShop) -> None:
    secret = running_shop.run("-c", MAKE_KEY)
    for holding in ("-X PUT", "limit=100"):
        asked = f"KEY={secret}\nCOMMESSO={running_shop.host}\n"
        run("sh", "-e", text=asked + find_block(API, "sh", holding).text)


@pytest.mark.slow
def test_what_people_copy_sends_events_that_arrive(running_shop: RunningShop, tmp_path: Path) -> None:
    for library in ("segment.analytics", "rudderstack.analytics"):
        run(sys.executable, "-", text=shown(running_shop, LIBRARIES, "python", library))
    curl = shutil.which("curl")  # a bare machine has none
    if curl:
        run("sh", "-e", text=shown(running_shop, LIBRARIES, "sh", "curl -u"))
    script = ROOT / "node_modules" / f".commesso-shown-{os.getpid()}.mjs"
    script.write_text(shown(running_shop, LIBRARIES, "js", "analytics-node"))
    run(find_node(), str(script))
    script.unlink()
    tutorial = (
        shown(running_shop, TUTORIAL, "sh", "segment.analytics")
        .partition("<<'END'\n")[2]
        .partition("END\n")[0]
    )
    run(sys.executable, "-", text=tutorial)
    running_shop.wait_until_read()
    names = sorted(row["name"] for row in running_shop.events() if row["kind"] == "track")
    assert names == ["Order Completed"] * (5 if curl else 4) + ["Product Viewed"]
