"""Who draws what: each form names itself where it is drawn."""

from collections.abc import Callable
from dataclasses import dataclass
from random import Random
from typing import NamedTuple

from commesso.demo.rules.pictures.canvas import Canvas
from commesso.demo.rules.pictures.colour import is_metal, lightness, mix, oklch
from commesso.kernel.errors import Invalid

LINEN = "#e9dfcd"


@dataclass(slots=True)
class Shot:
    """One picture being taken: where it is drawn, of what colours, and what chance decides."""

    canvas: Canvas
    form: str
    body: str
    given_accent: str
    ground: str  # the colour of what the thing stands on
    chance: Random

    def accent(self, usual: str) -> str:
        """Return the colour of the second material, or what is usual for this form."""
        return self.given_accent or usual

    def metal(self, usual: str) -> str:
        """Return the colour of buckles and rivets: the second material, if it is a metal."""
        return self.given_accent if self.given_accent and is_metal(self.given_accent) else usual

    def second(self, usual: str) -> str:
        """Return the colour of straps and trims: the second material, if it is no metal."""
        return self.given_accent if self.given_accent and not is_metal(self.given_accent) else usual

    def contrast(self) -> str:
        """Return a second colour that is seen on the body, for a thing that has none given."""
        if self.given_accent and abs(lightness(self.given_accent) - lightness(self.body)) > 0.08:
            return self.given_accent
        return LINEN if lightness(self.body) < 0.78 else mix("#5b3a29", self.body, 0.25)

    def is_grey(self) -> bool:
        return oklch(self.body)[1] < 0.03


Draw = Callable[[Shot], None]


class Entry(NamedTuple):
    draw: Draw
    stage: str  # table, flat, wall, dusk
    zoom: float  # around the spot it stands on, or the middle if it lies or hangs


_ENTRIES: dict[str, Entry] = {}


def form(*names: str, stage: str = "table", zoom: float = 1.0) -> Callable[[Draw], Draw]:
    """Register a drawing under its names; `stage` is where the thing is photographed."""

    def register(draw: Draw) -> Draw:
        for name in names:
            _ENTRIES[name] = Entry(draw, stage, zoom)
        return draw

    return register


def entry_for(name: str) -> Entry:
    if name not in _ENTRIES:
        raise Invalid(f"form={name!r} is not known. Use one of: {', '.join(sorted(_ENTRIES))}.", field="form")
    return _ENTRIES[name]


def list_forms() -> tuple[str, ...]:
    return tuple(sorted(_ENTRIES))
