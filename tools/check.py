"""`make check`: everything that is known without running the product. Runs all, then says what failed."""

import subprocess
import sys
import time
from pathlib import Path

from tools.tracked import ROOT

_BIN = Path(sys.executable).parent
CHECKS: tuple[tuple[str, ...], ...] = (
    (str(_BIN / "ruff"), "check", "--quiet", "."),
    (str(_BIN / "ruff"), "format", "--check", "--quiet", "."),
    (sys.executable, "-m", "tools.sizes"),
    (sys.executable, "-m", "tools.names"),
    (sys.executable, "-m", "tools.words"),
    (sys.executable, "-m", "tools.built"),
    (sys.executable, "-m", "tools.messages", "check"),
    (sys.executable, "-m", "tools.reference", "check"),
    (str(_BIN / "lint-imports"), "--no-logo"),
    (sys.executable, "-m", "tools.npm", "run", "--silent", "check"),
    (str(_BIN / "mypy"),),
)


def main() -> None:
    failed = [name for command in CHECKS if not _passes(name := _name(command), command)]
    if failed:
        sys.exit(f"make check: {len(failed)} of {len(CHECKS)} failed: {', '.join(failed)}")
    print(f"make check: all {len(CHECKS)} passed")


def _name(command: tuple[str, ...]) -> str:
    words = [Path(command[0]).name, *command[1:]]
    return " ".join(word for word in words if not word.startswith(("-", "python")) and word != ".")


def _passes(name: str, command: tuple[str, ...]) -> bool:
    started = time.monotonic()
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    good = done.returncode == 0
    print(f"{'ok  ' if good else 'FAIL'} {name} ({time.monotonic() - started:.1f} s)", flush=True)
    if not good:
        print(done.stdout + done.stderr, flush=True)
    return good


if __name__ == "__main__":
    main()
