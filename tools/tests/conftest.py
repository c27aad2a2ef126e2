"""A small checkout to spoil, one per test."""

import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

Write = Callable[[str, str], None]


@pytest.fixture
def write(tmp_path: Path) -> Write:
    subprocess.run(["git", "init", "--quiet", str(tmp_path)], check=True)

    def write_file(name: str, text: str) -> None:
        file = tmp_path / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text)

    return write_file
