"""The folder of an index: generations side by side, and a file that names the one in use."""

import contextlib
import shutil
from pathlib import Path

import tantivy

from commesso.discovery.adapters.tantivy.shape import VERSION, make_row, make_schema
from commesso.discovery.contracts.searching import SearchDocument
from commesso.kernel.errors import Conflict

_HEAP_BYTES = 30_000_000  # of each store that changes; the least is 15 MB
_CURRENT = "current"


class Generation:
    """One index on disk. The writer is opened with the first write: only one process may have it."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self.folder = folder
        self.schema = make_schema()
        self._index = tantivy.Index(self.schema, path=str(folder), reuse=True)
        self._index.config_reader("manual")
        self._index.reload()
        self._writer: tantivy.IndexWriter | None = None

    @property
    def writes(self) -> bool:
        return self._writer is not None

    def searcher(self) -> tantivy.Searcher:
        return self._index.searcher()

    def reload(self) -> None:
        self._index.reload()

    def put(self, document: SearchDocument) -> None:
        writer = self._open_writer()
        writer.delete_documents_by_term("id", document.product_id)
        writer.add_document(make_row(document))

    def delete(self, product_id: str) -> None:
        self._open_writer().delete_documents_by_term("id", product_id)

    def commit(self) -> None:
        if self._writer is not None:
            self._writer.commit()
            self._index.reload()

    def close(self) -> None:
        if self._writer is not None:
            self._writer.wait_merging_threads()
            self._writer = None

    def _open_writer(self) -> tantivy.IndexWriter:
        if self._writer is None:
            try:
                self._writer = self._index.writer(_HEAP_BYTES, 1)
            except ValueError as error:
                raise Conflict(
                    f"The search index {self.folder.name!r} is written by another process. End that one first: {error}"
                ) from error
        return self._writer


def find_current(folder: Path) -> str:
    """Return the name of the generation in use; that of a first one where there is none of this version."""
    with contextlib.suppress(FileNotFoundError):
        name = (folder / _CURRENT).read_text(encoding="utf-8").strip()
        if name.startswith(f"v{VERSION}-") and (folder / name).is_dir():
            return name
    return f"v{VERSION}-1"


def name_next(current: str) -> str:
    version, _, number = current.partition("-")
    return f"{version}-{int(number) + 1}"


def use(folder: Path, name: str) -> None:
    """Name the generation in use, in one step that a crash cannot halve, and remove the others."""
    new = folder / f"{_CURRENT}.new"
    new.write_text(name, encoding="utf-8")
    new.replace(folder / _CURRENT)
    for other in folder.iterdir():
        if other.is_dir() and other.name != name:
            shutil.rmtree(other, ignore_errors=True)
