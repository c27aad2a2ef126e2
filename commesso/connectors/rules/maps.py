"""Reading a map: from TOML to a `FileMap` that turns rows into fields."""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches
from typing import Any

from commesso.connectors.contracts import Kind, MapError
from commesso.connectors.rules.fields import OPTION, SHAPES, Fields
from commesso.connectors.rules.specs import Spec, find_names, make_spec
from commesso.kernel.ids import digest

_TOP = ("kind", "title", "about", "file", "group", "fields")
_FILE = ("delimiter", "encoding", "missing_columns", "whole_events")
_GROUP = ("by",)
_EACH, _SKIP = "each", "skip"
_TRANSLATED = ("title", "description", "url")


@dataclass(frozen=True, kw_only=True)
class FileMap:
    """How the rows of a file become things of ours.

    `each` names the list inside a row that a repeated section walks; empty means the rows of the group.
    `skip` names the rows that are no entry of it. `group_by` are columns, or templates: the first that says
    something is what a row is grouped by.
    """

    name: str
    kind: Kind
    title: str
    about: str
    digest: str
    fields: tuple[Spec, ...]
    free: Mapping[str, tuple[Spec, ...]] = field(default_factory=dict)
    repeated: Mapping[str, tuple[Spec, ...]] = field(default_factory=dict)
    each: Mapping[str, str] = field(default_factory=dict)
    skip: Mapping[str, tuple[str, frozenset[str]]] = field(default_factory=dict)  # column, values
    group_by: tuple[str, ...] = ()
    delimiter: str = ""
    encoding: str = ""
    ignores_missing: bool = False
    whole_events: bool = False  # a row is an event already

    def list_specs(self) -> list[Spec]:
        return [
            *self.fields,
            *(spec for specs in (*self.free.values(), *self.repeated.values()) for spec in specs),
        ]

    def list_columns(self) -> set[str] | None:
        """Return the columns the map reads, or None when it reads whatever there is."""
        specs = self.list_specs()
        if self.whole_events or self.each or self.skip or any(spec.pattern for spec in specs):
            return None
        grouping = {column for by in self.group_by for column in find_names(by) or [by]}
        return {column for spec in specs for column in spec.columns} | grouping


class Text:
    """A map's text, to tell the line a name stands on."""

    def __init__(self, name: str, text: str) -> None:
        self.name = name
        self._lines = text.splitlines()

    def at(self, *keys: str) -> str:
        """Return "uci, line 7" for the last key, looked for behind the ones before it."""
        line = 0
        for key in keys:
            line = self._find(key, line)
        return f"{self.name}, line {line}" if line else self.name

    def _find(self, key: str, after: int) -> int:
        header = re.compile(rf"\s*\[+\s*\"?{re.escape(key)}\"?[\].]")
        entry = re.compile(rf"\s*\"?{re.escape(key)}\"?\s*[.=]")
        for number, line in enumerate(self._lines[after:], after + 1):
            if header.match(line) or entry.match(line):
                return number
        return after


def parse_map(text: str, *, name: str, zone: str = "UTC") -> FileMap:
    """Read a map. `zone` is the time zone of dates that name none. Raise MapError with the line."""
    try:
        content = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise MapError(f"{name} is not TOML: {error}.") from None
    where = Text(name, text)
    kind = _read_kind(content, where)
    shape = SHAPES[kind]
    _check_names(content, (*_TOP, *shape.free, *shape.repeated), where)
    options = _table(content, "file", where)
    _check_names(options, _FILE, where, "file")
    group = _table(content, "group", where)
    _check_names(group, _GROUP, where, "group")
    by = group.get("by", ())
    file_map = FileMap(
        name=name,
        kind=kind,
        title=str(content.get("title", name)),
        about=str(content.get("about", "")).strip(),
        digest=digest(f"{text}\n{zone}"),
        fields=_read_section(_table(content, "fields", where), shape.fields, where, "fields", zone),
        free={
            section: _read_free(_table(content, section, where), default, where, section, zone)
            for section, default in shape.free.items()
        },
        repeated={
            section: _read_section(_table(content, section, where), known, where, section, zone)
            for section, known in shape.repeated.items()
        },
        each={
            section: str(_table(content, section, where)[_EACH])
            for section in shape.repeated
            if _EACH in _table(content, section, where)
        },
        skip=_read_skips(content, tuple(shape.repeated), where),
        group_by=(by,) if isinstance(by, str) else tuple(by),
        delimiter=str(options.get("delimiter", "")),
        encoding=str(options.get("encoding", "")),
        ignores_missing=options.get("missing_columns") == "ignore",
        whole_events=bool(options.get("whole_events", False)),
    )
    _check_needed(file_map, where)
    return file_map


def check_columns(file_map: FileMap, columns: tuple[str, ...]) -> None:
    """Raise MapError when the map reads a column the file does not have."""
    if file_map.ignores_missing or file_map.whole_events:
        return
    present = set(columns)
    if file_map.group_by and not any(present >= set(find_names(by) or [by]) for by in file_map.group_by):
        raise MapError(_miss(file_map.name, "group.by", file_map.group_by[0], columns), field="group.by")
    for spec in file_map.list_specs():
        if spec.columns and not any(spec.finds(column, present) for column in spec.columns):
            raise MapError(_miss(file_map.name, spec.field, spec.columns[0], columns), field=spec.field)


def _miss(name: str, field: str, column: str, columns: tuple[str, ...]) -> str:
    near = get_close_matches(column, columns, n=1)
    hint = f" Did you mean {near[0]!r}?" if near else ""
    listed = ", ".join(columns)
    return (
        f"{name}: {field} reads the column {column!r}, which the file does not have.{hint} It has {listed}."
    )


def _read_kind(content: Mapping[str, Any], where: Text) -> Kind:
    try:
        return Kind(content.get("kind", ""))
    except ValueError:
        raise MapError(
            f"{where.at('kind')}: kind={content.get('kind', '')!r} is not known. "
            f"Use one of {', '.join(Kind)}.",
            field="kind",
        ) from None


def _table(content: Mapping[str, Any], key: str, where: Text) -> Mapping[str, Any]:
    found = content.get(key, {})
    if not isinstance(found, dict):
        raise MapError(f"{where.at(key)}: {key} must be a table. Write [{key}] above its lines.", field=key)
    return found


def _check_names(found: Mapping[str, Any], known: tuple[str, ...], where: Text, section: str = "") -> None:
    for key in found:
        if key not in known:
            raise MapError(_unknown(key, known, where, section), field=key)


def _unknown(key: str, known: tuple[str, ...], where: Text, section: str) -> str:
    near = get_close_matches(key, known, n=1)
    hint = f" Did you mean {near[0]!r}?" if near else ""
    inside = f" in [{section}]" if section else ""
    place = where.at(*filter(None, (section, key)))
    return f"{place}: {key!r} is not known{inside}.{hint} Use one of {', '.join(known)}."


def _read_section(
    found: Mapping[str, Any], known: Fields, where: Text, section: str, zone: str
) -> tuple[Spec, ...]:
    specs = []
    for key, told in found.items():
        if key in (_EACH, _SKIP) and section != "fields":
            continue
        if key == "options" and isinstance(told, dict) and section != "fields":
            specs += [
                make_spec(OPTION + name, each, "text", where.at(section, name), zone)
                for name, each in told.items()
            ]
        elif key not in known:
            raise MapError(_unknown(key, tuple(known), where, section), field=key)
        else:
            specs.append(make_spec(key, told, known[key], where.at(section, key), zone))
    return tuple(specs)


def _read_skips(
    content: Mapping[str, Any], sections: tuple[str, ...], where: Text
) -> dict[str, tuple[str, frozenset[str]]]:
    """Read skip = { Type = ["variable"] }: rows that say so are no entry of the section."""
    skips = {}
    for section in sections:
        told = _table(content, section, where).get(_SKIP)
        if told is None:
            continue
        if not isinstance(told, dict) or len(told) != 1 or not isinstance(next(iter(told.values())), list):
            raise MapError(f'{where.at(section, _SKIP)}: write skip = {{ Column = ["value"] }}.', field=_SKIP)
        ((column, values),) = told.items()
        skips[section] = (column, frozenset(map(str, values)))
    return skips


def _read_free(
    found: Mapping[str, Any], default: str, where: Text, section: str, zone: str
) -> tuple[Spec, ...]:
    """Any name goes. A language has its own small table: [languages.it] title = "titolo"."""
    if section != "languages":
        return tuple(
            make_spec(key, told, default, where.at(section, key), zone) for key, told in found.items()
        )
    specs = []
    for language, words in found.items():
        for key, told in _table(found, language, where).items():
            if key not in _TRANSLATED:
                raise MapError(_unknown(key, _TRANSLATED, where, f"languages.{language}"), field=key)
            specs.append(make_spec(f"{language}.{key}", told, default, where.at(language, key), zone))
        del words
    return tuple(specs)


def _check_needed(file_map: FileMap, where: Text) -> None:
    shape = SHAPES[file_map.kind]
    filled = {spec.field for spec in file_map.fields} | {
        name for name, specs in file_map.free.items() if specs
    }
    for names in () if file_map.whole_events else shape.needed:
        if not filled & set(names):
            raise MapError(
                f"{where.name}: the map does not fill {' or '.join(names)}. Add it to [fields].",
                field=names[0],
            )
    for section, specs in file_map.repeated.items():
        present = {spec.field for spec in specs}
        for name in shape.needed_in.get(section, ()) if specs else ():
            if name not in present:
                raise MapError(f"{where.at(section)}: [{section}] does not fill {name}. Add it.", field=name)
