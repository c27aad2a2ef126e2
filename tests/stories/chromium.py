"""What the stories share: the system's Chromium, and a look at a page with its eyes."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from tests.conftest import ROOT

CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
AXE = ROOT / "node_modules" / "axe-core" / "axe.min.js"
QUIET = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--renderer-process-limit=1",  # a process a page takes half a second to begin
]
STORY = [
    pytest.mark.browser,
    pytest.mark.slow,
    pytest.mark.skipif(
        CHROMIUM is None, reason="No Chromium here. Install the package chromium to run the stories."
    ),
]
# Left out: a region for every word, which the parts of a page do not need to be understood.
_CHECK = "axe.run({reporter: 'no-passes', rules: {region: {enabled: false}}})"
_CHECK_COLOURS = "axe.run({reporter: 'no-passes', runOnly: ['color-contrast', 'link-in-text-block']})"
# Boxes that hold more than they show, unless they scroll on purpose: code, and tables of somebody else's columns.
_MAY_SCROLL = "pre, textarea, select, input, .visually-hidden, .table-responsive:not(:has(.table-stack))"
_CUT_OFF = f"""
[...document.querySelectorAll('main *')].filter(each =>
  each.scrollWidth > each.clientWidth + 1 && each.clientWidth > 1
  && (getComputedStyle(each).overflowX !== 'visible' || each.matches('.card')) && !each.closest('{_MAY_SCROLL}')
).map(each => `<${{each.localName}} class="${{each.className}}">`)
"""


@contextmanager
def open_chromium() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=QUIET)
        yield browser
        browser.close()


def faults_of(page: Page, name: str, *, only_colours: bool = False) -> list[str]:
    """Say what is wrong with the page that is open: too wide, cut off, not usable by everyone.

    `only_colours`: the page was looked at before, and nothing but its colours changed.
    """
    place = f"{name} at {page.viewport_size and page.viewport_size['width']}"
    found = []
    if (wide := page.evaluate("document.documentElement.scrollWidth - innerWidth")) > 0:
        found.append(f"{place} is {wide} pixels too wide")
    found += [f"{place} cuts off {box}" for box in page.evaluate(_CUT_OFF)]
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE.read_text())
    for violation in page.evaluate(_CHECK_COLOURS if only_colours else _CHECK)["violations"]:
        places = ", ".join(str(node["target"]) for node in violation["nodes"][:3])
        found.append(f"{place} ({violation['impact']}): {violation['help']}: {places}")
    return found
