"""One function a page. Django must be set up before this is imported."""

import dataclasses
import importlib
import pkgutil
import types
import typing
from argparse import Action, ArgumentParser
from collections.abc import Iterator
from itertools import groupby

from django.core.management import get_commands, load_command_class
from prometheus_client import REGISTRY

from commesso import events
from commesso.config.options import OPTIONS
from commesso.events.facts import Fact, list_facts
from tools.reference import imports
from tools.reference.http import list_api_rows, list_collector_rows, list_endpoint_rows, list_tag_rows
from tools.reference.table import code, first_words, page, table

_SETTINGS = """
Commesso reads each setting from the environment, else from `commesso.toml` in the data folder (or the
file that `COMMESSO_CONFIG` names). In the file a setting has its name without `COMMESSO_`, in small
letters: `url`, `database`. `COMMESSO_DATA` can only come from the environment. A wrong value, and a name
that is no setting, stop the start with a line that says what is right.
"""
_EVENTS = """
Two kinds of event share one stream. What a shop tells us has the names and properties of the [Segment
specification](https://segment.com/docs/connections/spec/), e-commerce included. What a room of Commesso
decided is a *fact*: the classes below, from `commesso/events/`. A fact's name is its address for ever.
"""
_COLLECTOR = """
The key is the user of HTTP Basic, the header `X-Write-Key`, or `writeKey` in the body. The body is JSON,
gzip or plain, whatever the content type says. A `200` is sent when the event is on disk. Every address
under `/v1/` also answers under `/c/`, a path that blockers do not match.
"""
_TAG = """
What the tag, or a shop's own script, fetches and asks. The key is the public write key, `key` in the query or in the
body. A body is JSON, whatever its content type says, so a browser need not ask for leave first; unknown fields are
passed over. Every site may ask. Errors are `application/problem+json` with the `field` that is wrong; `401` is an
unknown key, `429` too many requests of a key or an address. What is asked and told: [the tag](../explanation/tag-doors.md),
[guides](../howto/guides.md).
"""
_API = """
The key is a secret API key, sent as `Authorization: Bearer`. Errors are `application/problem+json`. An unknown
parameter is an error. A list comes in pages: ask again with `cursor` set to its `next_cursor`. All fields stand
on the server itself, at `/api/v1/docs`, and for programs at `/api/v1/openapi.json`.
"""
_HEADER = {field.name for field in dataclasses.fields(Fact)}
# What Django gives every command; `--help` shows them.
_COMMON = {
    "help",
    "version",
    "verbosity",
    "settings",
    "pythonpath",
    "traceback",
    "no_color",
    "force_color",
    "skip_checks",
}


def write_pages() -> dict[str, str]:
    """Return every page of docs/reference/ by file name."""
    return {
        "settings.md": _settings(),
        "events.md": _events(),
        "http.md": _http(),
        "commands.md": _commands(),
        "metrics.md": _metrics(),
        "imports.md": imports.write_page(),
    }


def _settings() -> str:
    rows = [(code(each.name), code(each.default) or "empty", each.help) for each in OPTIONS]
    return page(
        "Settings",
        _SETTINGS,
        table(("Setting", "When not set", "What it means"), rows),
    )


def _events() -> str:
    for module in pkgutil.iter_modules(events.__path__, f"{events.__name__}."):
        importlib.import_module(module.name)
    parts = [
        _EVENTS,
        "Every fact has these fields:",
        table(
            ("Field", "Type"),
            [(code(each.name), code(_type(each.type))) for each in dataclasses.fields(Fact)],
        ),
    ]
    for room, facts in groupby(
        sorted(list_facts(), key=lambda each: (each.room, each.__name__)), lambda each: each.room
    ):
        parts.append(f"## Facts of {room}")
        for fact in facts:
            own = [each for each in dataclasses.fields(fact) if each.name not in _HEADER]
            parts += [f"### {fact.__name__}", _words_of(fact)]
            if own:
                parts.append(
                    table(("Field", "Type"), [(code(each.name), code(_type(each.type))) for each in own])
                )
    return page("Events", *parts)


def _words_of(fact: type[Fact]) -> str:
    words = first_words(fact)
    return "" if words.startswith(f"{fact.__name__}(") else words  # the dataclass's own signature


def _type(annotation: object) -> str:
    if isinstance(annotation, types.GenericAlias) or typing.get_origin(annotation):
        return str(annotation).replace("commesso.", "").replace("typing.", "")
    return getattr(annotation, "__name__", str(annotation))


def _http() -> str:
    head = ("Method", "Address", "What it does")
    return page(
        "HTTP",
        "## Taking events in",
        _COLLECTOR,
        table(head, list_collector_rows()),
        "## In the shop's pages",
        _TAG,
        table(head, list_tag_rows()),
        "## The JSON API",
        _API,
        table(head, list_api_rows()),
        "## For machines that watch",
        table(head, list_endpoint_rows()),
    )


def _commands() -> str:
    parts = ["Every command is a word after `commesso`. Django's own work too, such as `commesso migrate`."]
    for name, app in sorted(get_commands().items()):
        if not app.startswith("commesso."):
            continue
        command = load_command_class(app, name)
        parser = command.create_parser("commesso", name)
        parts += [f"## commesso {name}", command.help, *_arguments(f"commesso {name}", parser)]
    return page("Commands", *parts)


def _arguments(name: str, parser: ArgumentParser) -> Iterator[str]:
    """Yield the table of a command's arguments, and then the same for each command within it."""
    actions = [each for each in vars(parser)["_actions"] if each.dest not in _COMMON]
    within = [each for each in actions if isinstance(each.choices, dict)]
    rows = [_argument(each) for each in actions if each not in within]
    if rows:
        yield table(("Argument", "What it means"), rows)
    for action in within:
        for word, part in typing.cast("dict[str, ArgumentParser]", action.choices).items():
            yield from (f"### {name} {word}", str(part.description), *_arguments(f"{name} {word}", part))


def _argument(action: Action) -> tuple[str, str]:
    name = ", ".join(action.option_strings) or str(action.metavar or action.dest)
    choices = f" One of {', '.join(map(str, action.choices))}." if action.choices else ""
    return code(name), f"{action.help or ''}{choices}"


def _metrics() -> str:
    rows = sorted(_list_metrics())
    return page(
        "Metrics",
        "`GET /metrics` answers in Prometheus' text format.",
        table(("Metric", "Type", "What it says"), rows),
    )


def _list_metrics() -> Iterator[tuple[str, str, str]]:
    for metric in REGISTRY.collect():
        if metric.name.startswith("commesso"):
            name = f"{metric.name}_total" if metric.type == "counter" else metric.name
            yield code(name), metric.type, metric.documentation
