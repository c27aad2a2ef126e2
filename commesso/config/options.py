"""Every setting: its name, what it means, what it may be. Read from the environment, then `commesso.toml`.

The environment wins. The file is `$COMMESSO_CONFIG`, else `commesso.toml` in the data folder.
"""

import os
import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from commesso.kernel.errors import Invalid


@dataclass(frozen=True)
class Option:
    """One setting. `read` turns text into its value and raises ValueError with the right values."""

    name: str
    default: str
    help: str
    read: Callable[[str], Any] = str


def _yes_or_no(text: str) -> bool:
    if text.lower() in {"1", "true", "yes", "on"}:
        return True
    if text.lower() in {"0", "false", "no", "off", ""}:
        return False
    raise ValueError("Use 'yes' or 'no'.")


def _whole(text: str) -> int:
    try:
        number = int(text)
    except ValueError:
        raise ValueError("Use a whole number.") from None
    if number < 0:
        raise ValueError("Use a number of 0 or more.")
    return number


def _names(text: str) -> list[str]:
    return [part.strip() for part in text.split(",") if part.strip()]


def _url(text: str) -> str:
    if text and urlsplit(text).scheme not in {"http", "https"}:
        raise ValueError("Use an address such as 'https://commesso.example.com'.")
    return text.rstrip("/")


def _database(text: str) -> str:
    if text == "sqlite" or urlsplit(text).scheme in {"postgres", "postgresql"}:
        return text
    raise ValueError("Use 'sqlite' or 'postgresql://user:password@host/name'.")


def _event_store(text: str) -> str:
    if text == "chdb" or urlsplit(text).scheme in {"clickhouse", "clickhouses"}:
        return text
    raise ValueError("Use 'chdb' or 'clickhouse://user:password@host:8123/name'.")


def _mail(text: str) -> str:
    if text in {"console", "off"} or urlsplit(text).scheme in {"smtp", "smtps"}:
        return text
    raise ValueError("Use 'smtp://user:password@host:587', 'console' or 'off'.")


OPTIONS = (
    Option(
        "COMMESSO_DATA", "data", "The folder that holds everything: state, log, event store, files.", Path
    ),
    Option(
        "COMMESSO_URL",
        "",
        "The public address, for links in mails. Empty: taken from the request; no password mail leaves while "
        "COMMESSO_HOSTS is '*'.",
        _url,
    ),
    Option(
        "COMMESSO_HOSTS", "*", "Host names this server answers to, separated by commas. '*' is any.", _names
    ),
    Option(
        "COMMESSO_DATABASE", "sqlite", "Where the state lives: 'sqlite' or a PostgreSQL address.", _database
    ),
    Option(
        "COMMESSO_EVENT_STORE",
        "chdb",
        "Where events live: 'chdb' in this process, or a ClickHouse address.",
        _event_store,
    ),
    Option("COMMESSO_MAIL", "console", "How mail leaves: an SMTP address, 'console' or 'off'.", _mail),
    Option(
        "COMMESSO_MAIL_FROM",
        "commesso@localhost",
        "The sender of the product's own mails, such as password resets.",
    ),
    Option(
        "COMMESSO_SECRET_KEY", "", "Signs sessions and links. Empty: made once and kept in the data folder."
    ),
    Option("COMMESSO_DEBUG", "no", "Show errors in the browser. Never on a public server.", _yes_or_no),
    Option("COMMESSO_PROXIES", "0", "How many proxies stand in front and add X-Forwarded-For.", _whole),
    Option(
        "COMMESSO_EMBEDDINGS_URL",
        "",
        "An OpenAI-compatible address, such as 'https://api.example.com/v1', that tells search what texts mean. It is "
        "sent the products' texts, and queries that no product has the words of. Empty: search learns that from the "
        "shop's own products.",
        _url,
    ),
    Option("COMMESSO_EMBEDDINGS_KEY", "", "The secret key of that address; empty where it needs none."),
    Option("COMMESSO_EMBEDDINGS_MODEL", "text-embedding-3-small", "The model that is asked there."),
    Option(
        "COMMESSO_LLM_URL",
        "",
        "An OpenAI-compatible address, such as 'https://api.example.com/v1', that helps the assistant in shops' pages to "
        "understand and to phrase. It is sent what shoppers type there, and products. Empty: plain rules do both.",
        _url,
    ),
    Option("COMMESSO_LLM_KEY", "", "The secret key of that address; empty where it needs none."),
    Option("COMMESSO_LLM_MODEL", "gpt-4o-mini", "The model that is asked there; it must know tools."),
    Option("COMMESSO_LOG_DAYS", "7", "Days that consumed log segments are kept for a replay.", _whole),
    Option(
        "COMMESSO_FSYNC",
        "yes",
        "Wait for the disk before an event is acknowledged. 'no' risks loss.",
        _yes_or_no,
    ),
)


def read_options(environment: Mapping[str, str], *, folder: Path | None = None) -> dict[str, Any]:
    """Return every setting by name. Raise Invalid that names a wrong one with the right values."""
    known = {option.name: option for option in OPTIONS}
    allowed = {*known, "COMMESSO_CONFIG", "COMMESSO_TEST_CLICKHOUSE", "COMMESSO_TEST_POSTGRES"}
    for name in environment:
        if name.startswith("COMMESSO_") and name not in allowed:
            raise Invalid(f"{name} is not a setting. The settings are {', '.join(known)}.", field=name)
    data = Path(environment.get("COMMESSO_DATA", folder or "data"))
    file = Path(environment.get("COMMESSO_CONFIG", data / "commesso.toml"))
    from_file = _read_file(file, known, asked="COMMESSO_CONFIG" in environment)
    values: dict[str, Any] = {}
    for option in OPTIONS:
        text = environment.get(option.name, from_file.get(option.name, option.default))
        try:
            values[option.name] = option.read(text)
        except ValueError as error:
            raise Invalid(f"{option.name}={text!r} is not known. {error}", field=option.name) from None
    return values


def _read_file(file: Path, known: Mapping[str, Option], *, asked: bool) -> dict[str, str]:
    if not file.exists():
        if asked:
            raise Invalid(
                f"COMMESSO_CONFIG={str(file)!r} does not exist. Create it or unset it.",
                field="COMMESSO_CONFIG",
            )
        return {}
    try:
        content = tomllib.loads(file.read_text())
    except tomllib.TOMLDecodeError as error:
        raise Invalid(f"{file} is not TOML: {error}. Mend that line.", field="COMMESSO_CONFIG") from None
    values = {f"COMMESSO_{key.upper()}": value for key, value in content.items()}
    for name, value in values.items():
        if name not in known or name == "COMMESSO_DATA":
            short = ", ".join(
                key.removeprefix("COMMESSO_").lower() for key in known if key != "COMMESSO_DATA"
            )
            raise Invalid(
                f"{name.removeprefix('COMMESSO_').lower()} in {file} is not a setting. Use {short}.",
                field=name,
            )
        if isinstance(value, bool):
            values[name] = "yes" if value else "no"
    return {
        name: ",".join(value) if isinstance(value, list) else str(value) for name, value in values.items()
    }


def from_environment() -> dict[str, Any]:
    return read_options(os.environ)


def make_folder(folder: Path) -> Path:
    """Return the data folder, made if need be. Raise Invalid when this user cannot write there."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        reason = error.strerror
    else:
        if os.access(folder, os.W_OK):
            return folder
        reason = "this user may not write there"
    raise Invalid(
        f"COMMESSO_DATA='{folder}' cannot be used: {reason}. Name a folder that this user may write.",
        field="COMMESSO_DATA",
    )
