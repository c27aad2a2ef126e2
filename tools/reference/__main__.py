"""`python -m tools.reference` writes the pages; with `check` it only says which are behind the code."""

import os
import sys
import tempfile

import django

from tools.tracked import ROOT

FOLDER = ROOT / "docs" / "reference"


def main() -> None:
    check = sys.argv[1:] == ["check"]
    with tempfile.TemporaryDirectory() as data:
        # The pages describe the code as it stands without anybody's settings.
        os.environ.update(COMMESSO_DATA=data, DJANGO_SETTINGS_MODULE="commesso.config.settings")  # noqa: TID251
        django.setup()
        from tools.reference.pages import write_pages  # noqa: PLC0415 (needs what stands above)

        pages = write_pages()
    behind = [name for name, text in pages.items() if not _is_current(name, text)]
    if check:
        for name in behind:
            print(f"docs/reference/{name}: behind the code. Run make reference.")
        sys.exit(1 if behind else 0)
    for name in behind:
        (FOLDER / name).write_text(pages[name], encoding="utf-8")
        print(f"docs/reference/{name}: written")


def _is_current(name: str, text: str) -> bool:
    file = FOLDER / name
    return file.exists() and file.read_text(encoding="utf-8") == text


if __name__ == "__main__":
    main()
