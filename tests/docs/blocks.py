"""The code blocks of the documentation, each with its page and line."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from tools.tracked import ROOT, list_files

_BLOCK = re.compile(r"^```(\w+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)


@dataclass(frozen=True)
class Block:
    """One code block; `str()` is what a failing test is called."""

    page: str
    line: int
    language: str
    text: str

    def __str__(self) -> str:
        return f"{self.page}:{self.line}"


def list_blocks(*languages: str) -> list[Block]:
    return [block for block in _all() if block.language in languages]


def find_block(page: str, language: str, holding: str) -> Block:
    """Return the one block of a page that holds these words."""
    found = [each for each in list_blocks(language) if each.page == page and holding in each.text]
    assert len(found) == 1, f"{page} has {len(found)} blocks of {language} with {holding!r}."
    return found[0]


def _all() -> Iterator[Block]:
    for file in list_files():
        if file.suffix == ".md":
            text = (ROOT / file).read_text(encoding="utf-8")
            for found in _BLOCK.finditer(text):
                line = text.count("\n", 0, found.start()) + 1
                yield Block(str(file), line, found[1], found[2])
