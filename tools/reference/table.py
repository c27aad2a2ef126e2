"""Markdown tables."""

import inspect
from collections.abc import Iterable, Sequence

NOTE = "<!-- Written from the code by `make reference`. Change the code, not this page. -->"


def page(title: str, *parts: str) -> str:
    return "\n\n".join([NOTE, f"# {title}", *(part.strip() for part in parts if part.strip())]) + "\n"


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join(f"| {' | '.join(_cell(text) for text in line)} |" for line in lines)


def first_words(thing: object) -> str:
    """Return the first paragraph of a docstring as one line, "" where there is none."""
    paragraph = (inspect.getdoc(thing) or "").strip().partition("\n\n")[0]
    return " ".join(paragraph.split())


def code(text: str) -> str:
    return f"`{text}`" if text else ""


def _cell(text: str) -> str:
    return text.replace("|", "\\|").replace("\n", " ")
