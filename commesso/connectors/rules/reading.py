"""From the rows of one thing to its fields, as the map says."""

from collections.abc import Mapping, Sequence
from typing import Any

from commesso.connectors.contracts import RowError
from commesso.connectors.rules.maps import FileMap
from commesso.connectors.rules.specs import Spec, find_value

Row = Mapping[str, Any]


def read_fields(specs: Sequence[Spec], row: Row) -> dict[str, Any]:
    """Return the fields that have a value. Raise RowError for the first that cannot be read."""
    found: dict[str, Any] = {}
    for spec in specs:
        if spec.pattern is not None:
            _read_pattern(spec, row, found)
            continue
        value = spec.read(row)
        if value is not None and value != "":
            found[spec.field] = value
    return found


def read_all_fields(specs: Sequence[Spec], rows: Sequence[Row]) -> dict[str, Any]:
    """Return the fields of a group: the first row that says something wins, and lists come together."""
    found = read_fields(specs, rows[0])
    if len(rows) == 1:
        return found
    # Most lines of an order repeat its head word for word; only what can still add something is read again.
    open_specs = [spec for spec in specs if spec.columns and not _is_settled(found.get(spec.field))]
    for row in rows[1:] if open_specs else ():
        for name, value in read_fields(open_specs, row).items():
            known = found.setdefault(name, value)
            if isinstance(value, tuple) and known is not value:
                found[name] = (*known, *(each for each in value if each not in known))
    return found


def _is_settled(value: Any) -> bool:
    return value is not None and not isinstance(value, tuple)


def read_repeated(file_map: FileMap, section: str, rows: Sequence[Row]) -> list[dict[str, Any]]:
    """Return the entries of a repeated section: one a row of the group, or one an entry of its list."""
    specs = file_map.repeated.get(section, ())
    if not specs:
        return []
    if section in file_map.each:
        rows = [entry for row in rows for entry in _list_entries(row, file_map.each[section], section)]
    column, skipped = file_map.skip.get(section, ("", frozenset()))
    kept = (row for row in rows if not skipped or str(find_value(row, column)) not in skipped)
    return [entry for entry in (read_fields(specs, row) for row in kept) if entry]


def _list_entries(row: Row, column: str, section: str) -> list[Row]:
    found = find_value(row, column)
    entries = [] if found is None else [found] if isinstance(found, Mapping) else found
    if not isinstance(entries, list) or not all(isinstance(entry, Mapping) for entry in entries):
        raise RowError(section, f"{column} is not a list of objects.")
    return entries


def _read_pattern(spec: Spec, row: Row, found: dict[str, Any]) -> None:
    """Every column that fits, under the part of its name the star stands for."""
    assert spec.pattern is not None
    assert spec.transform is not None
    for column in row:
        match = spec.pattern.fullmatch(column)
        value = find_value(row, column) if match else None
        if match is None or value is None:
            continue
        name = match.group(match.lastindex or 0)
        if spec.field != "*":
            name = spec.field.replace("*", name)
        try:
            found[name] = spec.transform(value)
        except (ValueError, TypeError) as error:
            raise RowError(spec.field, f"{column}={str(value)[:60]!r} {error}") from None
