"""A link in the documentation leads somewhere."""

import re

import pytest

from tools.tracked import ROOT, list_files

PAGES = [str(file) for file in list_files() if file.suffix == ".md"]
_LINK = re.compile(r"\]\((?!https?:|mailto:|#)([^)#\s]+)")
_NAMED = re.compile(r"`((?:commesso|docs|tests|tools|web|benchmarks)/[\w./-]+\.\w+)`")


@pytest.mark.parametrize("page", PAGES)
def test_a_link_leads_to_a_file(page: str) -> None:
    file = ROOT / page
    for target in _LINK.findall(file.read_text()):
        assert (file.parent / target).exists(), f"{page} links to {target}, which is not there."


@pytest.mark.parametrize("page", PAGES)
def test_a_file_that_is_named_is_there(page: str) -> None:
    folder = (ROOT / page).parent  # a room's page names its own files
    for target in _NAMED.findall((ROOT / page).read_text()):
        assert (ROOT / target).exists() or (folder / target).exists(), (
            f"{page} names {target}: it is not there."
        )
