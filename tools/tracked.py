"""What every check shares: the project's files, and one way to say what is wrong."""

import subprocess
import sys
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

ROOT = Path(__file__).resolve().parent.parent
_NOT_TEXT = {".png", ".jpg", ".ico", ".woff2", ".parquet", ".gz", ".mo"}


@dataclass(frozen=True, order=True)
class Fault:
    """One thing to mend: where it is, what it is, what to do."""

    where: str
    what: str
    todo: str

    def __str__(self) -> str:
        return f"{self.where}: {self.what} {self.todo}"


Check = Callable[[Path], Iterable[Fault]]


def list_files(root: Path = ROOT) -> list[PurePosixPath]:
    """Return the files of the project as Git sees them: tracked, and new ones that nothing ignores."""
    command = ["git", "-C", str(root), "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        sys.exit(f"{root} is not a Git checkout ({done.stderr.strip()}). Run the checks in a clone.")
    names = sorted(set(done.stdout.split("\0")) - {""})
    return [PurePosixPath(name) for name in names if (root / name).is_file()]


def read_lines(root: Path, file: PurePosixPath) -> Iterator[tuple[int, str]]:
    """Yield the numbered lines of a text file, none of any other."""
    if file.suffix in _NOT_TEXT:
        return
    yield from enumerate((root / file).read_text(encoding="utf-8").splitlines(), start=1)


def run(name: str, check: Check) -> None:
    """Run one check over the project, print what it found, and leave with 1 if it found anything."""
    faults = sorted(check(ROOT))
    for fault in faults:
        print(fault)
    print(f"{name}: {len(faults)} to mend" if faults else f"{name}: fine")
    sys.exit(1 if faults else 0)
