"""The texts that people read, and their translations.

    python -m tools.messages extract    write every text of the code into the catalogues
    python -m tools.messages check      say which lacks a translation
    python -m tools.messages compile    make what the running program reads

The catalogues have no dates and no line numbers: a change of code that changes no text changes no catalogue.
Staff read English and Italian. Shoppers read more languages: their texts are marked with the context "shopper",
and the catalogues of those languages hold nothing else.
"""

import io
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract
from babel.messages.pofile import read_po, write_po
from django.utils.translation.template import templatize

from tools.front_end import compile_messages
from tools.tracked import Fault, run

ROOT = Path(__file__).resolve().parent.parent
CATALOGUES = Path("commesso/ui/locale")
_FOR_SHOPPERS = frozenset({"es", "zh"})
_SHOPPER = "shopper"
_HEADER = 'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=utf-8\\n"\n"Plural-Forms: {plural}\\n"\n\n'
_KEYWORDS: dict[str, Any] = {
    "_": None,
    "gettext": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    "lazy": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
}
_ALIAS = re.compile(r"\bn?p?gettext\w* as (\w+)")
_PLACE = re.compile(r"%\([a-z_]+\)[sd]")


def list_sources(root: Path) -> Iterator[Path]:
    for file in sorted((root / "commesso").rglob("*")):
        if file.suffix in {".py", ".html", ".txt"} and "tests" not in file.parts:
            yield file


def list_texts(root: Path) -> Catalog:
    """Return every text of the code that is marked for translation."""
    found = Catalog(charset="utf-8")
    for file in list_sources(root):
        source = file.read_text(encoding="utf-8")
        if file.suffix != ".py":
            source = templatize(source)
        for _line, text, _comments, context in extract(
            "python", io.BytesIO(source.encode()), keywords=_KEYWORDS
        ):
            found.add(text, context=context)
    return found


def read_catalogue(file: Path) -> Catalog:
    with file.open("rb") as text:
        return read_po(text, locale=file.parts[-3], charset="utf-8")


def choose_texts(texts: Catalog, file: Path) -> Catalog:
    """Return the texts that belong into this catalogue."""
    if file.parts[-3] not in _FOR_SHOPPERS:
        return texts
    chosen = Catalog(charset="utf-8")
    for message in texts:
        if message.id and message.context == _SHOPPER:
            chosen.add(message.id, context=message.context)
    return chosen


def extract_texts(root: Path) -> None:
    """Bring every catalogue up to date: new texts wait without a translation, those gone are taken out."""
    texts = list_texts(root)
    for file in sorted((root / CATALOGUES).glob("*/LC_MESSAGES/django.po")):
        catalogue = read_catalogue(file)
        catalogue.update(choose_texts(texts, file), no_fuzzy_matching=True)
        catalogue.obsolete.clear()
        out = io.BytesIO()
        write_po(
            out,
            catalogue,
            width=110,
            no_location=True,
            omit_header=True,
            sort_output=True,
            ignore_obsolete=True,
        )
        header = _HEADER.format(plural=f"nplurals={catalogue.num_plurals}; plural={catalogue.plural_expr};")
        file.write_text(header + out.getvalue().decode("utf-8").lstrip(), encoding="utf-8")


def find_unknown_names(root: Path) -> Iterator[Fault]:
    """Texts are found by the name of the function round them: another name would hide them."""
    for file in list_sources(root):
        for name in _ALIAS.findall(file.read_text(encoding="utf-8")):
            if name not in _KEYWORDS:
                yield Fault(
                    str(file.relative_to(root)),
                    f"texts in {name}(…) are not found.",
                    f"Import it as one of {', '.join(_KEYWORDS)}.",
                )


def find_faults(root: Path) -> Iterator[Fault]:
    yield from find_unknown_names(root)
    yield from find_missing_translations(root)


def find_missing_translations(root: Path) -> Iterator[Fault]:
    every = list_texts(root)
    for file in sorted((root / CATALOGUES).glob("*/LC_MESSAGES/django.po")):
        texts = [message for message in choose_texts(every, file) if message.id]
        place = str(file.relative_to(root))
        catalogue = read_catalogue(file)
        known = {(message.id, message.context) for message in texts}
        for message in texts:
            translated = catalogue.get(message.id, message.context)
            yield from _faults_of(place, message, translated)
        for message in catalogue:
            if message.id and (message.id, message.context) not in known:
                yield Fault(place, f"{_first(message.id)!r} is no longer in the code.", _ADVICE)


_ADVICE = "Run python -m tools.messages extract, then translate."


def _faults_of(place: str, message: Message, translated: Message | None) -> Iterator[Fault]:
    name = repr(_first(message.id))
    strings = _all(translated.string) if translated else []
    if translated is None or not all(strings):
        yield Fault(place, f"{name} has no translation.", _ADVICE)
    elif translated.fuzzy:
        yield Fault(place, f"{name} is marked fuzzy.", "Look at the translation and take the mark off.")
    elif any(set(_PLACE.findall(each)) != set(_PLACE.findall(_first(message.id))) for each in strings[-1:]):
        yield Fault(
            place, f"{name} and its translation have different places.", "Keep every %(name)s as it is."
        )


def _first(text: Any) -> str:
    return str(_all(text)[-1])


def _all(text: Any) -> list[str]:
    return list(text) if isinstance(text, list | tuple) else [text]


if __name__ == "__main__":
    match sys.argv[1:]:
        case ["extract"]:
            extract_texts(ROOT)
        case ["compile"]:
            compile_messages()
        case ["check"]:
            run("messages", find_faults)
        case _:
            sys.exit(__doc__)
