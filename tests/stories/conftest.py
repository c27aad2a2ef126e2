"""What the stories share: the demo; those about the tag a browser, somebody who visits, and the street they walk."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext

from tests.stories.chromium import open_chromium
from tests.stories.demo import Demo, open_demo
from tests.stories.street import Street, open_street


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--shots", metavar="FOLDER", help="Keep a picture of every page that a story looks at.")


@pytest.fixture(scope="session")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Demo]:
    """The demo, opened once, since its past takes long to make: stories leave its settings as they found them."""
    with open_demo(tmp_path_factory.mktemp("demo")) as demo:
        yield demo


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    with open_chromium() as browser:
        yield browser


@pytest.fixture
def visitor(chromium: Browser) -> Iterator[BrowserContext]:
    """Somebody with a phone whose browser was never here."""
    context = chromium.new_context(viewport={"width": 360, "height": 740}, locale="en-GB")
    yield context
    context.close()


@pytest.fixture
def street() -> Iterator[Street]:
    with open_street() as street:
        yield street
