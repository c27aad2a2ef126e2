"""A file has at most 400 lines and a function at most 60, so that each can be read in one go."""

import ast
from collections.abc import Iterator
from pathlib import Path, PurePosixPath

from tools.tracked import Fault, list_files, read_lines, run

FILE_LINES = 400
FUNCTION_LINES = 60
_CODE = {".py", ".ts", ".js", ".css", ".html", ".sql"}


def find_long_parts(root: Path) -> Iterator[Fault]:
    for file in list_files(root):
        if file.suffix not in _CODE or "migrations" in file.parts:
            continue
        lines = sum(1 for _ in read_lines(root, file))
        if lines > FILE_LINES:
            what = f"{lines} lines, {FILE_LINES} are allowed."
            yield Fault(str(file), what, "Make it a package of the same name, one noun a module.")
        if file.suffix == ".py":
            yield from _long_functions(root, file)


def _long_functions(root: Path, file: PurePosixPath) -> Iterator[Fault]:
    for node in ast.walk(ast.parse((root / file).read_text(encoding="utf-8"))):
        if not isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            continue
        lines = (node.end_lineno or node.lineno) - node.lineno + 1
        if lines > FUNCTION_LINES:
            what = f"{node.name} has {lines} lines, {FUNCTION_LINES} are allowed."
            yield Fault(f"{file}:{node.lineno}", what, "Give its parts names of their own.")


if __name__ == "__main__":
    run("sizes", find_long_parts)
