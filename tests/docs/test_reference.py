"""The reference says what the code does: every setting, event, address, command and metric is on its page."""

import pytest

from tools.reference.__main__ import FOLDER
from tools.reference.pages import write_pages

PAGES = write_pages()


@pytest.mark.parametrize("name", PAGES)
def test_a_page_of_the_reference_is_what_the_code_says(name: str) -> None:
    assert (FOLDER / name).read_text(encoding="utf-8") == PAGES[name], (
        f"{name} is behind. Run make reference."
    )


@pytest.mark.parametrize("name", PAGES)
def test_nothing_on_a_page_of_the_reference_is_without_words(name: str) -> None:
    for line in PAGES[name].splitlines():
        assert not line.endswith("|  |"), (
            f"{name} has nothing to say about {line}. Give it a docstring or a help."
        )
