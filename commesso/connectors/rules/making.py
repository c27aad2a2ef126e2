"""From a file's rows to things, with a count of what was seen and of what could not be taken."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from commesso.connectors.contracts import Kind, Record, Rejection, RowError
from commesso.connectors.rules.maps import FileMap
from commesso.connectors.rules.reading import Row
from commesso.connectors.rules.shaping import make_customer, make_event, make_order, make_product
from commesso.connectors.rules.specs import fill_template, find_value
from commesso.connectors.rules.transforms import write_text
from commesso.orders.contracts import Document

MAKERS: Mapping[Kind, Callable[[FileMap, Sequence[Row]], Any]] = {
    Kind.PRODUCTS: make_product,
    Kind.ORDERS: make_order,
    Kind.CUSTOMERS: make_customer,
    Kind.EVENTS: make_event,
}


@dataclass(slots=True)
class Made:
    """One thing, the line it begins on, and its place among those of the file. `fault` when there is none."""

    place: int
    line: int
    thing: Any = None
    fault: Rejection | None = None
    row: Row = field(default_factory=dict)


def find_key(file_map: FileMap, record: Record) -> str:
    """Return what a row is grouped by; "" where it has none of it."""
    for by in file_map.group_by:
        if "{" in by:
            filled = fill_template(by, record.values)
            if filled:
                return filled
            continue
        value = find_value(record.values, by)
        if value is not None:
            return write_text(value)
    return ""


def make_all(file_map: FileMap, groups: Iterable[Sequence[Record]]) -> Iterator[Made]:
    """Yield one `Made` a group (a single row, where the map does not group)."""
    for place, group in enumerate(groups):
        first = group[0]
        made = Made(place, first.line, row=first.values)
        try:
            made.thing = _make(file_map, group)
        except RowError as error:
            made.fault = Rejection(first.line, error.field, str(error))
        yield made


def _make(file_map: FileMap, group: Sequence[Record]) -> Any:
    for record in group:
        if record.fault:
            raise RowError("", record.fault)
    return MAKERS[file_map.kind](file_map, [record.values for record in group])


def group_in_memory(file_map: FileMap, records: Iterable[Record]) -> list[list[Record]]:
    """Bring the few rows of a preview together as the map groups them."""
    groups: dict[str, list[Record]] = {}
    for record in records:
        key = find_key(file_map, record) if file_map.group_by else ""
        groups.setdefault(key or f"\0{record.line}", []).append(record)
    return list(groups.values())


def count_made(kind: Kind, made: Made, rows: int, counts: dict[str, int]) -> None:
    """Add one thing to what the file holds."""
    counts["rows"] = counts.get("rows", 0) + rows
    if made.fault is not None:
        return
    counts[kind] = counts.get(kind, 0) + 1
    if kind is Kind.ORDERS:
        is_credit = made.thing.document is Document.CREDIT
        lines = len(made.thing.lines or ())
        counts["lines"] = counts.get("lines", 0) + lines
        if is_credit:
            counts["credits"] = counts.get("credits", 0) + 1
            counts["cancelled_lines"] = counts.get("cancelled_lines", 0) + lines
