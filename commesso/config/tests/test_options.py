"""What an operator sets, and what is said when it is wrong."""

from pathlib import Path

import pytest

from commesso.config.options import OPTIONS, make_folder, read_options
from commesso.kernel.errors import Invalid


def test_without_any_setting_everything_has_its_default(tmp_path: Path) -> None:
    values = read_options({}, folder=tmp_path)
    assert values["COMMESSO_EVENT_STORE"] == "chdb"
    assert set(values) == {option.name for option in OPTIONS}


@pytest.mark.parametrize(
    ("name", "value", "says"),
    [
        ("COMMESSO_EVENT_STORE", "clickhous", "'clickhous' is not known. Use 'chdb'"),
        ("COMMESSO_DATABASE", "mysql://x", "Use 'sqlite' or 'postgresql://"),
        ("COMMESSO_MAIL", "mail.example.com", "Use 'smtp://"),
        ("COMMESSO_DEBUG", "perhaps", "Use 'yes' or 'no'"),
        ("COMMESSO_PROXIES", "-1", "0 or more"),
        ("COMMESSO_PROXIES", "one", "whole number"),
        ("COMMESSO_URL", "shop.example.com", "https://"),
        ("COMMESSO_EVENTSTORE", "chdb", "is not a setting. The settings are"),
    ],
)
def test_a_wrong_setting_is_named_with_the_right_values(
    tmp_path: Path, name: str, value: str, says: str
) -> None:
    with pytest.raises(Invalid, match=name) as error:
        read_options({name: value, "COMMESSO_DATA": str(tmp_path)})
    assert says in str(error.value)


def test_the_file_gives_settings_and_the_environment_wins(tmp_path: Path) -> None:
    (tmp_path / "commesso.toml").write_text(
        'mail = "off"\nproxies = 2\nhosts = ["a.example", "b.example"]\ndebug = true\n'
    )
    values = read_options({"COMMESSO_DATA": str(tmp_path), "COMMESSO_PROXIES": "1"})
    assert values["COMMESSO_MAIL"] == "off"
    assert values["COMMESSO_HOSTS"] == ["a.example", "b.example"]
    assert values["COMMESSO_DEBUG"] is True
    assert values["COMMESSO_PROXIES"] == 1


@pytest.mark.parametrize(
    ("text", "says"), [("mail = ", "is not TOML"), ("eventstore = 'chdb'", "is not a setting")]
)
def test_a_wrong_file_is_named_with_what_to_do(tmp_path: Path, text: str, says: str) -> None:
    (tmp_path / "commesso.toml").write_text(text)
    with pytest.raises(Invalid, match=says):
        read_options({"COMMESSO_DATA": str(tmp_path)})


def test_a_file_that_was_asked_for_must_exist(tmp_path: Path) -> None:
    with pytest.raises(Invalid, match="does not exist"):
        read_options({"COMMESSO_CONFIG": str(tmp_path / "none.toml")})


def test_a_data_folder_that_cannot_be_made_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(Invalid, match="file/data' cannot be used"):
        make_folder(tmp_path / "file" / "data")
