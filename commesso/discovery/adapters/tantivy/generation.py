"""The folder of an index: generations side by side, and a file that names the one in use."""

import contextlib
import shutil
import time
from pathlib import Path

import tantivy

from commesso.discovery.adapters.tantivy.shape import VERSION, make_row, make_schema
from commesso.discovery.adapters.tantivy.vocabulary import Vocabulary
from commesso.discovery.contracts.searching import SearchDocument
from commesso.kernel.errors import Conflict

_HEAP_BYTES = 30_000_000  # of each store that changes; the least is 15 MB
_CURRENT = "current"
_OLD_SECONDS = 60.0


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
        self._vocabulary: Vocabulary | None = None
        self._read_at = 0.0
        self._new_words: list[str] = []
        self._missed_words = False
        self._commits = 0

    @property
    def writes(self) -> bool:
        return self._writer is not None

    def searcher(self) -> tantivy.Searcher:
        return self._index.searcher()

    def reload(self) -> None:
        self._index.reload()

    def vocabulary(self) -> Vocabulary:
        """Return the words there are. A process that only reads has those of another's writes a minute later."""
        known = self._vocabulary
        if known is None or (not self.writes and time.monotonic() - self._read_at > _OLD_SECONDS):
            self._read_at, commits = time.monotonic(), self._commits
            known = Vocabulary(word for word, _ in self.searcher().terms_with_prefix("words", ""))
            if commits == self._commits:  # else it is from before a change, and serves this once
                self._vocabulary = known
        return known

    def put(self, document: SearchDocument) -> None:
        writer = self._open_writer()
        if self._vocabulary is None:
            self._missed_words = True
        else:
            self._new_words += document.words
        writer.delete_documents_by_term("id", document.product_id)
        writer.add_document(make_row(document))

    def delete(self, product_id: str) -> None:
        self._open_writer().delete_documents_by_term("id", product_id)

    def commit(self) -> None:
        if self._writer is not None:
            self._writer.commit()
            self._index.reload()
            self._learn_words()

    def close(self) -> None:
        if self._writer is not None:
            self._writer.wait_merging_threads()
            self._writer = None

    def _learn_words(self) -> None:
        self._commits += 1
        if self._missed_words:  # and what was read meanwhile is from before the commit
            self._vocabulary, self._missed_words = None, False
        elif self._vocabulary is not None:
            self._vocabulary.add(self._new_words)
        self._new_words = []

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
