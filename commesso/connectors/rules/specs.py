"""One line of a map: where a field's value comes from and how it is read."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from difflib import get_close_matches
from typing import Any
from zoneinfo import ZoneInfoNotFoundError

from commesso.connectors.contracts import MapError, RowError
from commesso.connectors.rules.transforms import NEEDED, TRANSFORMS, Read, write_text
from commesso.kernel.ids import digest

_OWN = frozenset({"from", "value", "as", "template", "default", "empty", "or_empty"})
_INVENTED = "invented_time"
_SHOWN = 60
_BRACES = re.compile(r"\{([^{}]+)\}")
_EMPTY: tuple[Any, ...] = (None, "", [])

RowRead = Callable[[Mapping[str, Any]], Any]


@dataclass(frozen=True, slots=True)
class Spec:
    """A field and how its value is made from a row. `read` gives None where there is none."""

    field: str
    columns: tuple[str, ...]
    read: RowRead
    pattern: re.Pattern[str] | None = None  # many columns, each a name of its own
    transform: Read | None = None

    def finds(self, column: str, present: set[str]) -> bool:
        if self.pattern is not None:
            return any(self.pattern.fullmatch(each) for each in present)
        return column in present or column.partition(".")[0] in present


def make_spec(field: str, told: Any, default: str, place: str, zone: str) -> Spec:
    """Read `field = "column"` or `field = {from = ..., as = ...}`. Raise MapError that names the place."""
    told = {"from": told} if isinstance(told, str | list) else told
    if not isinstance(told, dict):
        raise MapError(f'{place}: {field} must be a column, or a table like {{value = "EUR"}}.', field=field)
    if "value" in told:
        constant = told["value"]
        transform = _make_transform(field, told, default, place, zone)
        value = _read_constant(field, constant, transform, place)
        return Spec(field, (), lambda _: value)
    columns = told.get("from", ())
    columns = (columns,) if isinstance(columns, str) else tuple(columns)
    if "template" in told:
        return _make_template(field, told["template"], told, default, place=place, zone=zone)
    if not columns:
        raise MapError(f"{place}: {field} needs one of from, value or template.", field=field)
    if told.get("as") == _INVENTED:
        return _make_invented(field, columns, told, place)
    transform = _make_transform(field, told, default, place, zone)
    if "*" in columns[0]:
        return Spec(field, columns, lambda _: None, _make_pattern(columns[0]), transform)
    return Spec(field, columns, _make_read(field, columns, transform, told), None, transform)


def find_value(values: Mapping[str, Any], column: str) -> Any:
    """Return what stands under a column, or under a path like customer.email; None for nothing."""
    value = values.get(column)
    if value.__class__ is str:
        return value if value and not value.isspace() else None
    if value is None and "." in column:
        value = values
        for step in column.split("."):
            value = value.get(step) if isinstance(value, Mapping) else None
    return None if value in _EMPTY or value != value else value  # noqa: PLR0124 not-a-number differs from itself


def _make_transform(field: str, told: Mapping[str, Any], default: str, place: str, zone: str) -> Read:
    name = str(told.get("as", default))
    if name not in TRANSFORMS:
        near = get_close_matches(name, (*TRANSFORMS, _INVENTED), n=1)
        hint = f" Did you mean {near[0]!r}?" if near else ""
        raise MapError(
            f"{place}: as={name!r} of {field} is not known.{hint} "
            f"Use one of {', '.join((*TRANSFORMS, _INVENTED))}.",
            field=field,
        )
    make, options = TRANSFORMS[name]
    for key in told:
        if key not in _OWN and key not in options:
            right = ", ".join(sorted(options | {"from", "value", "template", "default", "empty", "or_empty"}))
            raise MapError(
                f"{place}: {key!r} of {field} is not known for {name!r}. Use one of {right}.", field=field
            )
    for key in NEEDED.get(name, frozenset()) - told.keys():
        raise MapError(f"{place}: {name!r} of {field} needs {key!r}.", field=field)
    try:
        return make({"zone": zone, **told})
    except (ZoneInfoNotFoundError, ValueError) as error:
        raise MapError(f"{place}: {field}: {error}. Use a zone like Europe/Rome.", field=field) from None


def _read_constant(field: str, constant: Any, transform: Read, place: str) -> Any:
    try:
        return transform(constant)
    except ValueError as error:
        raise MapError(f"{place}: {field}={constant!r} {error}", field=field) from None


def _make_read(field: str, columns: tuple[str, ...], transform: Read, told: Mapping[str, Any]) -> RowRead:
    """The first of the columns that holds something, read by the transform."""
    default, lenient = told.get("default"), bool(told.get("or_empty"))
    empty = frozenset(map(str, told.get("empty", ())))

    def read(values: Mapping[str, Any]) -> Any:
        for column in columns:
            value = find_value(values, column)
            if value is None or (empty and str(value).strip() in empty):
                continue
            try:
                found = transform(value)
            except (ValueError, TypeError, IndexError) as error:
                if lenient:
                    continue
                raise RowError(field, f"{column}={str(value)[:_SHOWN]!r} {error}") from None
            if found is not None:
                return found
        return default

    return read


def _make_template(
    field: str, template: Any, told: Mapping[str, Any], default: str, *, place: str, zone: str
) -> Spec:
    """A text with columns in braces: "{session_id}-{order}". Of several, the first that can be filled."""
    templates = [template] if isinstance(template, str) else [str(each) for each in template]
    columns = tuple(dict.fromkeys(column for each in templates for column in find_names(each)))
    if not columns:
        raise MapError(
            f"{place}: the template of {field} names no column. Write one in braces, like {{id}}.",
            field=field,
        )
    transform = _make_transform(field, told, default, place, zone)

    def read(values: Mapping[str, Any]) -> Any:
        text = next((filled for each in templates if (filled := fill_template(each, values))), None)
        if text is None:
            return told.get("default")
        try:
            return transform(text)
        except (ValueError, TypeError) as error:
            raise RowError(field, f"{text[:_SHOWN]!r} {error}") from None

    return Spec(field, columns, read)


def find_names(template: str) -> list[str]:
    """Return the columns in the braces of a template."""
    return _BRACES.findall(template)


def fill_template(template: str, values: Mapping[str, Any]) -> str:
    """Return the text, or "" where a column says nothing."""
    text = template
    for column in find_names(template):
        value = find_value(values, column)
        if value is None:
            return ""
        text = text.replace("{" + column + "}", write_text(value))
    return text


def _make_pattern(pattern: str) -> re.Pattern[str]:
    """Read attr_?_*: a question mark is one letter, the star is the name that is kept."""
    parts = (re.escape(part).replace(r"\?", ".") for part in pattern.split("*"))
    return re.compile("(.+)".join(parts))


def _make_invented(field: str, columns: tuple[str, ...], told: Mapping[str, Any], place: str) -> Spec:
    """A moment for data that know the day and the order of events alone.

    `from` are the columns of year, month and day; `order` numbers the events of one visit, which are set
    20 seconds apart; `spread_by` names the visit, which begins somewhere between 8 and 22 o'clock.
    """
    order, spread_by = told.get("order"), told.get("spread_by")
    for key in told.keys() - {"from", "as", "order", "spread_by"}:
        raise MapError(
            f"{place}: {key!r} of {field} is not known. Use from, order and spread_by.", field=field
        )
    if len(columns) != 3 or not isinstance(order, str) or not isinstance(spread_by, str):
        raise MapError(
            f"{place}: {_INVENTED} of {field} needs from = [year, month, day], order and spread_by.",
            field=field,
        )

    def read(values: Mapping[str, Any]) -> datetime:
        try:
            year, month, day = (int(values[column]) for column in columns)
            begin = datetime(year, month, day, 8, tzinfo=UTC)
            offset = int(digest(str(values[spread_by]))[:8], 16) % (14 * 3600)
            return begin + timedelta(seconds=offset + 20 * (int(values[order]) - 1))
        except (KeyError, TypeError, ValueError) as error:
            raise RowError(field, f"{', '.join(columns)} and {order} give no moment: {error}.") from None

    return Spec(field, (*columns, order, spread_by), read)
