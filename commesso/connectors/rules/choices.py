"""What a person may choose for a column, without writing a map: a choice is a field, or a section and a field.

"title" is `[fields] title`, "lines.sku" is `[lines] sku`, "keep" keeps the column under its own name, and "" leaves it out.
"""

import re
from collections.abc import Mapping

from commesso.connectors.contracts import Kind
from commesso.connectors.rules.maps import FileMap

KEEP = "keep"
# Where a column goes that keeps its own name.
OWN_NAMES: Mapping[Kind, str] = {
    Kind.PRODUCTS: "attributes",
    Kind.CUSTOMERS: "traits",
    Kind.EVENTS: "properties",
}


def write_chosen(kind: Kind, chosen: Mapping[str, str]) -> str:
    """Return the TOML of a map. A field that was chosen twice takes the first of its columns that says something."""
    sections: dict[str, dict[str, list[str]]] = {"fields": {}}
    for column, choice in chosen.items():
        if not choice:
            continue
        section, field = _place(kind, column, choice)
        sections.setdefault(section, {}).setdefault(field, []).append(column)
    lines = [f'kind = "{kind}"']
    order_id = sections["fields"].get("order_id")
    if kind is Kind.ORDERS and "lines" in sections and order_id:
        lines += ["", "[group]", f"by = {_quote(order_id[0])}"]
    for section, fields in sections.items():
        lines += ["", f"[{section}]"]
        if section == "fields" and kind is Kind.EVENTS and "type" not in fields:
            lines.append('type = { value = "track" }')
        lines += [f"{_key(field)} = {_columns(columns)}" for field, columns in fields.items()]
    return "\n".join(lines) + "\n"


def read_chosen(file_map: FileMap) -> dict[str, str]:
    """Return column -> choice of a map, as far as choices can say what it says."""
    chosen = {column: spec.field for spec in file_map.fields for column in spec.columns}
    for section, specs in (*file_map.repeated.items(), *file_map.free.items()):
        for spec in specs:
            for column in spec.columns:
                keeps = OWN_NAMES.get(file_map.kind) == section and column == spec.field
                chosen.setdefault(column, KEEP if keeps else f"{section}.{spec.field}")
    return chosen


def _place(kind: Kind, column: str, choice: str) -> tuple[str, str]:
    if choice == KEEP and kind in OWN_NAMES:
        return OWN_NAMES[kind], column
    section, _, field = choice.rpartition(".")
    return section or "fields", field


def _columns(columns: list[str]) -> str:
    return _quote(columns[0]) if len(columns) == 1 else f"[{', '.join(map(_quote, columns))}]"


def _quote(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return '"' + re.sub(r"[\x00-\x1f\x7f]", " ", escaped) + '"'


def _key(name: str) -> str:
    return name if re.fullmatch(r"[A-Za-z0-9_-]+", name) else _quote(name)
