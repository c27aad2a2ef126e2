"""Every benchmark, one after the other: `make bench`, or `make bench ARGS="collector state"` for some."""

import subprocess
import sys

from benchmarks.harness import ROOT

QUESTIONS = (
    "collector",
    "event_store",
    "state",
    "profiles",
    "orders",
    "visible",
    "home",
    "history",
    "lighthouse",
    "tag",
    "recommendations",
    "guide",
    "search",
    "doors",
)


def main() -> None:
    asked = sys.argv[1:] or QUESTIONS
    unknown = sorted(set(asked) - set(QUESTIONS))
    if unknown:
        sys.exit(f"{', '.join(unknown)} is no benchmark. There are {', '.join(QUESTIONS)}.")
    failed = [name for name in asked if not _finishes(name)]
    if failed:
        sys.exit(f"Did not finish: {', '.join(failed)}.")


def _finishes(name: str) -> bool:
    """Run one in a process of its own, so that none warms another's caches."""
    return subprocess.run([sys.executable, "-m", f"benchmarks.{name}"], cwd=ROOT, check=False).returncode == 0


if __name__ == "__main__":
    main()
