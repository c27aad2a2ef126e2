"""What the stories share: the system's Chromium, and a look at a page with its eyes."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from enum import StrEnum

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


class Look(StrEnum):
    """What is checked of a page, as an option of axe where it is asked."""

    # Left out: a region for every word, which the parts of a page do not need to be understood.
    EVERYTHING = "rules: {region: {enabled: false}}"
    COLOURS = "runOnly: ['color-contrast', 'link-in-text-block']"
    SIZE = ""  # whether everything fits, which axe does not say


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


def faults_of(page: Page, name: str, look: Look = Look.EVERYTHING) -> list[str]:
    """Say what is wrong with the page that is open: too wide, cut off, not usable by everyone."""
    place = f"{name} at {page.viewport_size and page.viewport_size['width']}"
    found = []
    if (wide := page.evaluate("document.documentElement.scrollWidth - innerWidth")) > 0:
        found.append(f"{place} is {wide} pixels too wide")
    found += [f"{place} cuts off {box}" for box in page.evaluate(_CUT_OFF)]
    if look == Look.SIZE:
        return found
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE.read_text())
    for violation in page.evaluate(f"axe.run({{reporter: 'no-passes', {look}}})")["violations"]:
        places = ", ".join(str(node["target"]) for node in violation["nodes"][:3])
        found.append(f"{place} ({violation['impact']}): {violation['help']}: {places}")
    return found
