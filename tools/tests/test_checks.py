"""Every check finds what it is for, and only that."""

from pathlib import Path

import pytest

from tools.built import find_built_files
from tools.names import find_stray_names
from tools.sizes import FILE_LINES, FUNCTION_LINES, find_long_parts
from tools.tests.conftest import Write
from tools.tracked import Check
from tools.words import find_bad_words


def found(check: Check, root: Path) -> list[str]:
    return [fault.where for fault in check(root)]


def test_a_file_may_have_400_lines_and_not_one_more(write: Write, tmp_path: Path) -> None:
    write("good.py", "x = 1\n" * FILE_LINES)
    write("long.css", "a {}\n" * (FILE_LINES + 1))
    assert found(find_long_parts, tmp_path) == ["long.css"]


def test_a_function_may_have_60_lines_and_not_one_more(write: Write, tmp_path: Path) -> None:
    write("good.py", "def good():\n" + "    x = 1\n" * (FUNCTION_LINES - 1))
    write("long.py", "async def long():\n" + "    x = 1\n" * FUNCTION_LINES)
    assert found(find_long_parts, tmp_path) == ["long.py:1"]


@pytest.mark.parametrize(
    "name",
    [
        "commesso/orders/utils.py",
        "commesso/orders/carts.py",
        "commesso/orders/lib/carts.py",
        "commesso/orders/logo.svg",
        "commesso/orders/templates/carts.html",
        "commesso/orders/templates/catalog/list.html",
        "tools/helpers.py",
    ],
)
def test_a_name_outside_the_list_is_found(write: Write, tmp_path: Path, name: str) -> None:
    write(name, "")
    assert found(find_stray_names, tmp_path) == [name]


@pytest.mark.parametrize(
    "name",
    [
        "commesso/orders/README.md",
        "commesso/orders/actions.py",
        "commesso/orders/actions/carts.py",
        "commesso/orders/adapters/shopify/client.py",
        "commesso/orders/management/commands/expirecarts.py",
        "commesso/orders/sql/revenue.sql",
        "commesso/orders/templates/orders/list.html",
        "commesso/kernel/money.py",
        "commesso/infra/log/writer.py",
    ],
)
def test_the_names_of_the_house_pass(write: Write, tmp_path: Path, name: str) -> None:
    write(name, "")
    assert found(find_stray_names, tmp_path) == []


@pytest.mark.parametrize(
    "line",
    [
        "x = 1  # TO" + "DO: count",
        "x = 1  # XX" + "X: count",
        "raise Not" + "ImplementedError",
        "x = y()  # type: " + "ignore",
        "x = y()  # no" + "qa",
        "@pytest.mark." + "skip",
        "@pytest.mark." + "xfail(strict=True)",
        'url = "https://registry.npmj' + 's.org/x"',
        "pip install --extra-index-" + "url x",
        'data = "/ho' + 'me/alma/shop"',
        'data = "/Us' + 'ers/alma/shop"',
    ],
)
def test_a_forbidden_word_is_found(write: Write, tmp_path: Path, line: str) -> None:
    write("code.py", f"\n{line}\n")
    assert found(find_bad_words, tmp_path) == ["code.py:2"]


@pytest.mark.parametrize(
    "line",
    [
        "x = y()  # type: " + "ignore[attr-defined]",
        "x = y()  # no" + "qa: S101",
        '@pytest.mark.skipif(not chromium, reason="no Chromium here")',
        'path("settings/home/", views.home)',
        'url = "https://pypi.org/project/commesso/"',
        'data = "~/work/shop"',
        'no_currency = "XXX"',
    ],
)
def test_ordinary_words_pass(write: Write, tmp_path: Path, line: str) -> None:
    write("code.py", f"{line}\n")
    assert found(find_bad_words, tmp_path) == []


@pytest.mark.parametrize(
    "name",
    ["commesso/ui/static/ui/staff.js", "commesso/ui/locale/it/x.mo", "web/node_modules/x/index.js"],
)
def test_a_built_file_is_found(write: Write, tmp_path: Path, name: str) -> None:
    write(name, "x")
    assert found(find_built_files, tmp_path) == [name]


def test_an_ignored_file_is_nobodys_business(write: Write, tmp_path: Path) -> None:
    write(".gitignore", "node_modules/\n")
    write("node_modules/x/index.js", "x")
    assert found(find_built_files, tmp_path) == []
