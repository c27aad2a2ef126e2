"""What the shop's pages say, in its four languages, from the files in `words/`."""

import re
import tomllib
from collections.abc import Iterator, Mapping
from functools import cache
from importlib import resources
from typing import Any

LANGUAGES = ("it", "en", "es", "zh")
# What a browser and a search engine know the languages by.
TAGS = {"it": "it", "en": "en", "es": "es", "zh": "zh-Hans"}
NAMES = {"it": "Italiano", "en": "English", "es": "Español", "zh": "中文"}
_PLACE = re.compile(r"{(\w+)}")


@cache
def get_words() -> Mapping[str, Mapping[str, str]]:
    """Return every text by its name, like "cart.title", and by language."""
    found: dict[str, Mapping[str, str]] = {}
    for file in resources.files("commesso.demo").joinpath("words").iterdir():
        if file.name.endswith(".toml"):
            found.update(_flatten("", tomllib.loads(file.read_text(encoding="utf-8"))))
    return found


def _flatten(prefix: str, raw: Mapping[str, Any]) -> Iterator[tuple[str, Mapping[str, str]]]:
    for key, value in raw.items():
        if isinstance(next(iter(value.values())), Mapping):
            yield from _flatten(f"{prefix}{key}.", value)
        else:
            yield f"{prefix}{key}", value


def say(key: str, language: str, /, **places: object) -> str:
    """Return a text with its places filled. "one|many" is chosen by the place `n`."""
    text = get_words()[key][language]
    if "|" in text and "n" in places:
        one, many = text.split("|")
        text = one if places["n"] == 1 else many
    return _PLACE.sub(lambda place: str(places[place[1]]), text)


def list_places(text: str) -> set[str]:
    return set(_PLACE.findall(text))


def pick_language(accepted: str) -> str:
    """Return the first of the shop's languages that a browser accepts; English for those who read none."""
    wanted = []
    for part in accepted.split(","):
        name, _, weight = part.partition(";")
        try:
            rank = float(weight.partition("=")[2] or 1)
        except ValueError:
            rank = 0.0
        wanted.append((-rank, name.strip().lower().split("-")[0]))
    return next(
        (name for rank, name in sorted(wanted, key=lambda each: each[0]) if name in LANGUAGES and rank), "en"
    )
