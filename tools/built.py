"""What a machine makes is not kept: built pages, compiled catalogues, data, environments."""

from collections.abc import Iterator
from pathlib import Path

from tools.tracked import Fault, list_files, run

_SUFFIXES = {".mo", ".pyc", ".map", ".whl", ".sqlite3", ".log", ".tsbuildinfo"}
_FOLDERS = {"node_modules", "dist", "build", "__pycache__", ".venv", "data"}
_BUILT = ("commesso/ui/static/ui/", "commesso/onsite/static/tag/", "commesso/demo/static/")
_LARGE = 1_000_000


def find_built_files(root: Path) -> Iterator[Fault]:
    for file in list_files(root):
        made = file.suffix in _SUFFIXES or _FOLDERS & set(file.parts[:-1]) or str(file).startswith(_BUILT)
        if made:
            yield Fault(str(file), "a machine makes this file.", "Run git rm --cached on it, and ignore it.")
        elif (root / file).stat().st_size > _LARGE:
            yield Fault(str(file), "more than 1 MB.", "Make it smaller, or make it when it is needed.")


if __name__ == "__main__":
    run("built", find_built_files)
