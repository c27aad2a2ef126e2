"""No mark of unfinished or forgiven work, no address of a package registry, no path of somebody's machine."""

import re
from collections.abc import Iterator
from pathlib import Path

from tools.tracked import Fault, list_files, read_lines, run

# Each pattern is written so that it does not match its own line.
_CODE = (
    (
        r"\b(TO[D]O|FIX[M]E|HAC[K])\b|(#|//|/\*|<!--).*\bXX[X]\b",
        "a mark of unfinished work.",
        "Do it, or open an issue.",
    ),
    (r"raise\s+NotImplemente[d]Error", "a stub.", "Write it, or cut it until it is needed."),
    (
        r"#\s*type:\s*ignor[e](?!\[)",
        "a type error forgiven unnamed.",
        "Name its code, or mend it.",
    ),
    (r"#\s*noq[a](?!:)", "a lint error forgiven unnamed.", "Name its rule, or mend it."),
    (
        r"mark\.(ski[p]|xfai[l])\b(?!\(.*reason=)",
        "a test skipped without a reason.",
        "Give reason=...",
    ),
    (
        r"eslint-disabl[e](?!-next-line [\w@/-]+ -- )",
        "a rule switched off.",
        "Say which and why.",
    ),
)
_EVERYWHERE = (
    (
        r"//(registry\.npmj[s]\.org|files\.pythonhoste[d]|pypi\.or[g]/simple)",
        "a registry's address.",
        "Drop it.",
    ),
    (r"(--|\b)(extra-)?index-ur[l]\b", "a registry's address.", "Leave it to the machine's own settings."),
    (r'"resolve[d]":\s*"https?:', "a registry's address.", "Lock with omit-lockfile-registry-resolved=true."),
    (
        r"(?<![\w.~{}-])/(home|Users|root|work)/[\w.]",
        "a path of one machine.",
        "Use a path in the project.",
    ),
    (r"file:///(?!\$)[\w.]", "a path of one machine.", "Use a path in the project."),
)
_PROSE = {".md", ".txt"}


def find_bad_words(root: Path) -> Iterator[Fault]:
    for file in list_files(root):
        rules = _EVERYWHERE if file.suffix in _PROSE else (*_CODE, *_EVERYWHERE)
        patterns = [(re.compile(pattern), what, todo) for pattern, what, todo in rules]
        for number, line in read_lines(root, file):
            for pattern, what, todo in patterns:
                if pattern.search(line):
                    yield Fault(f"{file}:{number}", what, todo)


if __name__ == "__main__":
    run("words", find_bad_words)
