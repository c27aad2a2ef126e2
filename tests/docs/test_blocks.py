"""What a page tells people to type is what the program takes; what it shows to copy is right."""

import ast
import json
import re
import shlex
import tomllib
from pathlib import Path

import pytest
from django.core.management import CommandError, get_commands, load_command_class

from commesso.config.options import OPTIONS, read_options
from commesso.connectors import api as connectors
from tests.docs.blocks import Block, list_blocks
from tools.tracked import ROOT, list_files

SHELL = list_blocks("sh")
PAGES = [str(file) for file in list_files() if file.suffix == ".md"]
SETTINGS = {option.name for option in OPTIONS} | {"COMMESSO_CONFIG", "COMMESSO_TEST_CLICKHOUSE"}
TARGETS = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(), re.MULTILINE))
# The pattern of a whole setting's name, not of the beginning "COMMESSO_".
_SETTING = re.compile(r"\bCOMMESSO_[A-Z]+(?:_[A-Z]+)*")
_HERE = re.compile(r"<<'END'\n.*?^END$", re.MULTILINE | re.DOTALL)
_BODY = re.compile(r"'\{\n.*?\}'", re.DOTALL)  # JSON over several lines
_COMMAND = re.compile(r"`commesso ([a-z]+)[ `]")


def lines_of(block: Block) -> list[list[str]]:
    """Return what is typed, word by word, without comments and what is piped in."""
    text = _BODY.sub("{}", _HERE.sub("", block.text.replace("\\\n", " ")))
    return [shlex.split(line, comments=True) for line in text.splitlines() if line.strip()]


def words_after(block: Block, name: str) -> list[list[str]]:
    """Return the arguments of every call of a program, whatever stands before it."""
    return [words[words.index(name) + 1 :] for words in lines_of(block) if name in words]


def parse(arguments: list[str]) -> None:
    """Read a command's arguments as the command does. Raise CommandError or KeyError for a wrong one."""
    name, *rest = arguments
    command = load_command_class(get_commands()[name], name)
    command.create_parser("commesso", name).parse_args(rest)


@pytest.mark.parametrize("block", SHELL, ids=str)
def test_a_command_that_is_shown_is_one_that_the_program_takes(block: Block) -> None:
    for arguments in words_after(block, "commesso"):
        try:
            parse(arguments)
        except (CommandError, KeyError) as error:
            pytest.fail(f"{block} shows commesso {shlex.join(arguments)}: {error}")


@pytest.mark.parametrize("block", SHELL, ids=str)
def test_make_knows_every_target_that_is_shown(block: Block) -> None:
    targets = {arguments[0] for arguments in words_after(block, "make")}
    assert targets <= TARGETS, f"{block} shows targets the Makefile has not: {targets - TARGETS}"


@pytest.mark.parametrize("block", SHELL, ids=str)
def test_a_test_that_is_shown_is_there(block: Block) -> None:
    for arguments in words_after(block, ".venv/bin/pytest"):
        for place in (word for word in arguments if "/" in word and "build/" not in word):
            assert (ROOT / place).exists(), f"{block} runs {place}: it is not there."


@pytest.mark.parametrize("page", PAGES)
def test_a_page_names_only_settings_and_commands_that_are(page: str) -> None:
    text = (ROOT / page).read_text(encoding="utf-8")
    unknown = {name for name in _SETTING.findall(text) if name not in SETTINGS}
    assert not unknown, f"{page} names settings that are not: {', '.join(unknown)}"
    missing = {name for name in _COMMAND.findall(text) if name not in get_commands()}
    assert not missing, f"{page} names commands that are not: {', '.join(missing)}"


@pytest.mark.parametrize("block", list_blocks("toml"), ids=str)
def test_a_file_that_is_shown_is_taken(block: Block, tmp_path: Path) -> None:
    if "kind" in tomllib.loads(block.text):
        connectors.parse_map(block.text, name="shown", zone="Europe/Rome")
    else:
        (tmp_path / "commesso.toml").write_text(block.text)
        read_options({"COMMESSO_DATA": str(tmp_path)})


@pytest.mark.parametrize("block", list_blocks("python", "json"), ids=str)
def test_code_that_is_shown_can_be_read(block: Block) -> None:
    if block.language == "python":
        ast.parse(block.text)
    else:
        json.loads(block.text)
