"""Every room can be found and says what it is."""

import re
from pathlib import Path

import pytest
from django.conf import settings

from commesso.config import shop_settings

PACKAGE: Path = settings.PACKAGE
NO_ROOMS = {"config", "kernel", "events"}
ROOMS = sorted(each.parent.name for each in PACKAGE.glob("*/__init__.py") if each.parent.name not in NO_ROOMS)
HEADINGS = ("we own", "our words", "events in", "events out", "doors")
SCREEN = 70


@pytest.mark.parametrize("room", ROOMS)
def test_a_room_is_installed(room: str) -> None:
    # The demo shop is a process of its own, with settings of its own.
    assert room in [*settings.ROOMS, *shop_settings.ROOMS], (
        f"Put {room!r} on its floor in commesso/config/settings.py, and give it an apps.py."
    )


@pytest.mark.parametrize("room", ROOMS)
def test_a_room_has_a_page_of_one_screen_about_itself(room: str) -> None:
    page = PACKAGE / room / "README.md"
    assert page.exists(), f"Write {page.relative_to(PACKAGE.parent)} with the headings {', '.join(HEADINGS)}."
    text = page.read_text()
    headings = " ".join(re.findall(r"^(?:##+|\*\*)\s*(.+?)(?:\*\*|$)", text, re.MULTILINE)).lower()
    missing = [each for each in HEADINGS if each not in headings]
    assert not missing, f"{room}/README.md lacks the headings: {', '.join(missing)}."
    assert text.count("\n") <= SCREEN, f"{room}/README.md is longer than a screen ({SCREEN} lines)."


@pytest.mark.parametrize("room", ROOMS)
def test_a_room_has_something_in_it(room: str) -> None:
    modules = {each.stem for each in (PACKAGE / room).rglob("*.py")} - {"__init__", "apps"}
    assert modules, f"{room} is empty. A room is made when its first feature is."
