"""Every benchmark, one after the other: `make bench`, or `make bench ARGS="collector state"` for some."""

import subprocess
import sys
from pathlib import Path

QUESTIONS = ("collector", "event_store", "state", "profiles", "orders", "visible", "home")


def main() -> None:
    folder = Path(__file__).resolve().parent
    asked = sys.argv[1:] or QUESTIONS
    unknown = sorted(set(asked) - set(QUESTIONS))
    if unknown:
        sys.exit(f"{', '.join(unknown)} is no benchmark. There are {', '.join(QUESTIONS)}.")
    failed = [
        name
        for name in asked
        if subprocess.run([sys.executable, str(folder / f"{name}.py")], check=False).returncode
    ]
    if failed:
        sys.exit(f"Did not finish: {', '.join(failed)}.")


if __name__ == "__main__":
    main()
