"""The shop's pages have settings of their own, so their tests run in a pytest of their own."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings
from grimp import build_graph

PAGES = Path(__file__).parent / "shop"
OURS = ("commesso.demo", "commesso.kernel")


@pytest.mark.slow(seconds=30)
def test_the_pages_of_the_shop_do_what_they_promise() -> None:
    command = [
        sys.executable,
        "-m",
        "pytest",
        "-q",
        "--ds=commesso.config.shop_settings",
        "-p",
        "no:cacheprovider",
    ]
    outside = {name: value for name, value in os.environ.items() if not name.startswith("PYTEST_")}  # noqa: TID251
    done = subprocess.run(  # noqa: S603 our own tests
        [*command, str(PAGES)], env=outside, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout[-6000:] + done.stderr[-2000:]
    assert re.search(r"[1-9]\d* passed", done.stdout)


def test_the_demo_imports_nothing_of_commesso_but_the_kernel() -> None:
    graph = build_graph("commesso", cache_dir=None)
    inside = {"commesso.demo", *graph.find_descendants("commesso.demo")}
    strangers = {
        (module, imported)
        for module in inside
        for imported in graph.find_modules_directly_imported_by(module)
        if not imported.startswith(OURS)
    }
    assert len(inside) > 20
    assert not strangers


def test_commesso_itself_does_not_install_the_shop() -> None:
    assert "commesso.demo" not in settings.INSTALLED_APPS
