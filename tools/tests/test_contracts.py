"""The import contracts of `.importlinter` hold a house of two rooms, and break where it breaks."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

from tools.tests.conftest import Write
from tools.tracked import ROOT

LINT = Path(sys.executable).parent / "lint-imports"
# Every room that a contract names: the one about the demo names all that it may not know.
ABOVE = ("config", "demo", "backoffice", "connectors", "onsite", "profiles", "catalog", "orders")
FLOORS = (*ABOVE, "collector", "stores", "ui", "infra", "events", "kernel")


def build(write: Write, extra: dict[str, str]) -> None:
    write("commesso/__init__.py", "")
    files = {f"{floor}/__init__.py": "" for floor in FLOORS}
    files |= {"stores/api.py": "from commesso.stores import queries\n", "stores/queries.py": ""}
    files |= {"collector/endpoints.py": "from commesso.stores import api as stores\n"}
    for name, text in (files | extra).items():
        write(f"commesso/{name}", text)


def lint(root: Path) -> set[str]:
    """Return the contracts that broke."""
    command = [str(LINT), "--no-cache", "--no-logo", "--config", str(ROOT / ".importlinter")]
    environment = {"PYTHONPATH": f"{root}:{ROOT}", "PATH": ""}
    done = subprocess.run(command, cwd=root, env=environment, capture_output=True, text=True, check=False)
    assert "Contracts:" in done.stdout, done.stdout + done.stderr
    return set(re.findall(r"^(\w+):.* BROKEN$", done.stdout, re.MULTILINE))


def test_a_house_in_order_keeps_every_contract(write: Write, tmp_path: Path) -> None:
    build(write, {})
    assert lint(tmp_path) == set()


@pytest.mark.parametrize(
    ("name", "text", "broken"),
    [
        ("stores/actions.py", "from commesso.collector import api\n", {"tiers"}),
        ("attic/__init__.py", "", {"tiers"}),
        ("stores/carts.py", "", {"shape"}),
        ("stores/queries.py", "from commesso.stores import actions\n", {"shape"}),
        ("collector/jobs.py", "from commesso.collector import endpoints\n", {"shape"}),
        ("collector/jobs.py", "from commesso.stores import queries\n", {"doors"}),
        ("collector/jobs.py", "from commesso.stores.queries import get_store\n", {"doors"}),
        ("stores/rules.py", "import django\n", {"pure"}),
        ("kernel/clock.py", "from django.utils import timezone\n", {"pure"}),
        ("config/urls.py", "from commesso.stores import queries\n", set()),
        ("demo/jobs.py", "from commesso.stores import api\n", {"client"}),
    ],
)
def test_a_contract_breaks_where_the_house_does(
    write: Write, tmp_path: Path, name: str, text: str, broken: set[str]
) -> None:
    build(write, {"stores/actions.py": "", "collector/api.py": "", name: text})
    assert lint(tmp_path) == broken
