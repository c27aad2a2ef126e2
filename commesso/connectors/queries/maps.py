from itertools import islice
from pathlib import Path

from commesso.connectors.adapters.files.read import has_fixed_columns, list_columns, read_first
from commesso.connectors.adapters.ready import list_ready_files, read_ready
from commesso.connectors.contracts import Kind, MapError, Preview, ReadyMap
from commesso.connectors.queries.runs import imports_folder
from commesso.connectors.rules.guess import pick_ready, write_map
from commesso.connectors.rules.making import group_in_memory, make_all
from commesso.connectors.rules.maps import FileMap, check_columns, parse_map
from commesso.connectors.rules.shaping import show
from commesso.connectors.rules.specs import find_value

_SEGMENT = "segment"
GUESSED = "guessed"
_LOOKED_AT = 50
_SHOWN = 40


def list_ready_maps(kind: Kind | None = None) -> list[ReadyMap]:
    """Return the maps that come with Commesso."""
    found = []
    for of, name in list_ready_files():
        if kind in (None, of):
            each = read_ready(of, name, zone="UTC")
            found.append(ReadyMap(name=name, kind=of, title=each.title, about=each.about))
    return found


def find_map(kind: Kind, file: Path, *, told: str, zone: str) -> FileMap:
    """Return the map of a file: a ready one by name, a TOML file, or a guess when `told` is "".

    Raise MapError when there is none, or when it does not fit the columns.
    """
    if told.endswith(".toml"):
        file_map = _read_own(Path(told), kind, zone)
    elif told:
        file_map = read_ready(kind, told, zone=zone)
    else:
        return guess_map(kind, file, zone=zone)
    check_fit(file_map, file)
    return file_map


def check_fit(file_map: FileMap, file: Path) -> None:
    """Raise MapError when the map reads columns the file does not have."""
    if has_fixed_columns(file):
        check_columns(file_map, _columns(file, file_map))


def guess_map(kind: Kind, file: Path, *, zone: str) -> FileMap:
    """Return the ready map that fits the columns, else one from their names. Raise MapError if none does."""
    columns = list_columns(file, folder=imports_folder())
    if kind is Kind.EVENTS and "type" in columns:
        return read_ready(kind, _SEGMENT, zone=zone)
    ready = (read_ready(of, name, zone=zone) for of, name in list_ready_files() if of is kind)
    found = pick_ready(ready, columns)
    if found is not None:
        return found
    try:
        return parse_map(write_map(kind, columns), name=GUESSED, zone=zone)
    except MapError as error:
        raise MapError(
            f"The columns {', '.join(columns[:30])} do not say enough to import {kind}: "
            f"{str(error).partition(': ')[2]} Name a ready map, or write one (docs/howto/import.md).",
            field=error.field,
        ) from None


def propose_map(kind: Kind, file: Path, *, zone: str) -> tuple[str, str]:
    """Return name and TOML of the map a person begins with: a ready one that fits, else a guess."""
    try:
        name = guess_map(kind, file, zone=zone).name
    except MapError:
        name = GUESSED
    if name == GUESSED:
        return name, write_map(kind, list_columns(file, folder=imports_folder()))
    return name, read_map_text(kind, name)


def read_map_text(kind: Kind, name: str) -> str:
    """Return the TOML of a ready map."""
    read_ready(kind, name, zone="UTC")
    return list_ready_files()[kind, name].read_text(encoding="utf-8")


def list_examples(file: Path) -> dict[str, str]:
    """Return the columns of a file, each with the first value that stands in it, shortened."""
    examples: dict[str, str] = {}
    for record in read_first(file, folder=imports_folder(), count=_LOOKED_AT):
        for column in record.values:
            value = find_value(record.values, column)
            if value is not None and not examples.get(column):
                examples[column] = str(value)[:_SHOWN]
            examples.setdefault(column, "")
    return examples


def preview(file_map: FileMap, file: Path, *, count: int = 20) -> Preview:
    """Return the first rows as they are, and as the map would take them."""
    first = read_first(
        file, folder=imports_folder(), count=count, delimiter=file_map.delimiter, encoding=file_map.encoding
    )
    made = list(make_all(file_map, group_in_memory(file_map, first)))
    columns = tuple(dict.fromkeys(name for record in first for name in record.values))
    rows = tuple({name: record.values.get(name) for name in islice(columns, 60)} for record in first)
    return Preview(
        columns=columns,
        rows=rows,
        mapped=tuple(show(each.thing) for each in made if each.fault is None),
        rejections=tuple(each.fault for each in made if each.fault is not None),
    )


def _read_own(path: Path, kind: Kind, zone: str) -> FileMap:
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise MapError(f"The map {path} cannot be read: {error}. Check its name.", field="map") from None
    file_map = parse_map(text, name=path.name, zone=zone)
    if file_map.kind is not kind:
        raise MapError(
            f"{path.name} is a map of {file_map.kind}, not of {kind}. Import the file as {file_map.kind}.",
            field="kind",
        )
    return file_map


def _columns(file: Path, file_map: FileMap) -> tuple[str, ...]:
    return list_columns(
        file, folder=imports_folder(), delimiter=file_map.delimiter, encoding=file_map.encoding
    )
