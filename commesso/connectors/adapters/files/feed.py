"""A product feed in XML: RSS 2.0 or Atom, with the g: names of Google Merchant."""

import xml.parsers.expat
from collections.abc import Iterator
from typing import Any, BinaryIO

from commesso.connectors.contracts import FileError, Record

_CHUNK = 1 << 18
_ITEMS = frozenset({"item", "entry"})


class _Feed:
    """Collects items while the parser walks the file."""

    def __init__(self) -> None:
        self.ready: list[Record] = []
        self._stack: list[tuple[str, dict[str, Any], list[str]]] = []
        self._line = 0
        self._parser = xml.parsers.expat.ParserCreate(namespace_separator=" ")
        self._parser.StartElementHandler = self._start
        self._parser.EndElementHandler = self._end
        self._parser.CharacterDataHandler = self._text
        self._parser.StartDoctypeDeclHandler = self._refuse

    def feed(self, piece: bytes, *, final: bool) -> None:
        try:
            self._parser.Parse(piece, final)
        except xml.parsers.expat.ExpatError as error:
            raise FileError(f"The feed is not XML: {error}. Fetch it again, or mend that line.") from None

    def _refuse(self, *_: Any) -> None:
        raise FileError("The feed has a DOCTYPE, which feeds do not need and attackers like. Remove it.")

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        short = name.rpartition(" ")[2]
        if self._stack:
            # Atom's <link href="..."/> has its text in an attribute.
            self._stack.append((short, {}, [attributes["href"]] if "href" in attributes else []))
        elif short in _ITEMS:
            self._line = self._parser.CurrentLineNumber
            self._stack.append((short, {}, []))

    def _text(self, text: str) -> None:
        if self._stack:
            self._stack[-1][2].append(text)

    def _end(self, _: str) -> None:
        if not self._stack:
            return
        name, children, parts = self._stack.pop()
        value: Any = children or "".join(parts).strip()
        if not self._stack:
            self.ready.append(Record(self._line, children))
            return
        values = self._stack[-1][1]
        if name in values:  # additional_image_link, shipping and others may stand several times
            known = values[name]
            values[name] = [*known, value] if isinstance(known, list) else [known, value]
        else:
            values[name] = value


def read_feed(stream: BinaryIO) -> Iterator[Record]:
    """Yield the items. Names lose their namespace: g:price is "price"."""
    feed = _Feed()
    while piece := stream.read(_CHUNK):
        feed.feed(piece, final=False)
        yield from feed.ready
        feed.ready.clear()
    feed.feed(b"", final=True)
    yield from feed.ready
