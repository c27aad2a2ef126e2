"""A room has the same names inside as every other, so that nobody has to search."""

from collections.abc import Iterator
from pathlib import Path, PurePosixPath

from tools.tracked import Fault, list_files, run

PACKAGE = "commesso"
_DOORS = frozenset({"views", "pages", "endpoints", "jobs", "subscribers", "api"})
_INSIDE = frozenset({"forms", "actions", "queries", "models", "rules", "contracts"})
_PACKAGES = _DOORS | _INSIDE
_FOLDERS = frozenset({"adapters", "management", "migrations", "sql", "templates", "tests"})
# What only the demo has: what its shop sells, and what it says in its own four languages.
_TEXTS = {"demo": frozenset({"catalogue", "words"})}
_FILES = frozenset(
    {"__init__.py", "README.md", "apps.py", "urls.py", *(f"{name}.py" for name in _DOORS | _INSIDE)}
)
# What is no room, or a room with a shape of its own (docs/decisions/0002).
_APART = frozenset({"config", "events", "infra", "kernel", "ui"})
_VAGUE = frozenset({"utils", "util", "helpers", "helper", "services", "service", "common", "misc"})


def find_stray_names(root: Path) -> Iterator[Fault]:
    for file in list_files(root):
        if file.suffix == ".py" and _VAGUE & {*file.parts[:-1], file.stem}:
            yield Fault(str(file), "this name says nothing.", "Name it after what it holds.")
        elif file.parts[0] == PACKAGE and len(file.parts) > 2 and file.parts[1] not in _APART:
            yield from _in_room(file)


def _in_room(file: PurePosixPath) -> Iterator[Fault]:
    room, first = file.parts[1], file.parts[2]
    if len(file.parts) == 3:
        if first not in _FILES:
            allowed = ", ".join(sorted(_FILES - {"__init__.py"}))
            yield Fault(str(file), "a room has no such file.", f"Use one of {allowed}.")
    elif first not in _FOLDERS | _PACKAGES | _TEXTS.get(room, frozenset()):
        todo = f"Use one of {', '.join(sorted(_FOLDERS))}, or a package named like a module."
        yield Fault(str(file), f"a room has no folder '{first}'.", todo)
    elif first == "templates" and file.parts[3] != room:
        yield Fault(str(file), "another room may have this name.", f"Put it in templates/{room}/.")


if __name__ == "__main__":
    run("names", find_stray_names)
