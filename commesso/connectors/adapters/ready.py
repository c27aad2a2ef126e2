"""The maps that come with Commesso: one folder a vendor, one file a kind."""

from functools import lru_cache
from pathlib import Path

from commesso.connectors.contracts import Kind, MapError
from commesso.connectors.rules.maps import FileMap, parse_map

_FOLDER = Path(__file__).parent


@lru_cache(maxsize=1)
def list_ready_files() -> dict[tuple[Kind, str], Path]:
    """Return the files by kind and name."""
    return {
        (Kind(file.stem), file.parent.name): file
        for file in sorted(_FOLDER.glob("*/*.toml"))
        if file.stem in set(Kind)
    }


def read_ready(kind: Kind, name: str, *, zone: str) -> FileMap:
    """Return a ready map. Raise MapError with the right names."""
    file = list_ready_files().get((kind, name))
    if file is None:
        names = ", ".join(known for of, known in list_ready_files() if of == kind)
        raise MapError(
            f"--map {name!r} is not known for {kind}. Use one of {names}, or a file like my.toml.",
            field="map",
        )
    return parse_map(file.read_text(encoding="utf-8"), name=name, zone=zone)
