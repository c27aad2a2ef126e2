"""An SVG text in the making: numbers, ids and definitions, each written once."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from hashlib import blake2s
from string import ascii_lowercase, digits

Stop = tuple[float, str]  # where, from 0 to 1, and '#rrggbb' or '#rrggbbaa'
Box = tuple[float, float, float, float]  # from x, y to x, y
Value = str | float

_LETTERS = ascii_lowercase + digits


def number(value: float) -> str:
    """Return the number as short as a picture of 800 units needs it."""
    text = f"{value:.1f}".removesuffix(".0")
    return {"-0": "0"}.get(text, text.replace("0.", ".", 1) if text.startswith(("0.", "-0.")) else text)


def small(value: float) -> str:
    """Return a share between 0 and 1 (an offset, an opacity) as short as it may be."""
    return f"{value:.2f}".rstrip("0").rstrip(".").replace("0.", ".", 1) or "0"


class Canvas:
    """Collects definitions and marks. `key` keeps the ids of two pictures on one page apart."""

    def __init__(self, *, key: str, width: int = 800, height: int = 800) -> None:
        self.width, self.height = width, height
        self._prefix = "p" + blake2s(key.encode(), digest_size=2).hexdigest()
        self._ids: dict[str, str] = {}
        self._marks: list[str] = []

    def text(self) -> str:
        """Return the whole picture."""
        defs = "".join(markup.replace("@", name, 1) for markup, name in self._ids.items())
        size = f'viewBox="0 0 {self.width} {self.height}"'
        return (
            f'<svg xmlns="http://www.w3.org/2000/svg" {size}><defs>{defs}</defs>{"".join(self._marks)}</svg>'
        )

    def define(self, markup: str) -> str:
        """Return the id of a definition; `markup` has '@' where its id goes. Equal ones are kept once."""
        if markup not in self._ids:
            count = len(self._ids)
            name = _LETTERS[count] if count < len(_LETTERS) else f"_{count}"
            self._ids[markup] = self._prefix + name
        return self._ids[markup]

    def linear(self, stops: Sequence[Stop], *, box: Box | None = None, turn: Box = (0, 0, 1, 0)) -> str:
        """Return a paint along a line: `box` in units of the picture, or `turn` in parts of the shape."""
        where = zip(("x1", "y1", "x2", "y2"), box or turn, (0, 0, 1, 0), strict=True)
        write = number if box else small
        line = "".join(f' {name}="{write(at)}"' for name, at, usual in where if box or at != usual)
        units = ' gradientUnits="userSpaceOnUse"' if box else ""
        return self._paint(f'<linearGradient id="@"{line}{units}>{_stops(stops)}</linearGradient>')

    def radial(
        self,
        stops: Sequence[Stop],
        *,
        centre: tuple[float, float] = (0.5, 0.5),
        radius: float = 0.5,
        focus: tuple[float, float] | None = None,
    ) -> str:
        """Return a paint around a point, in parts of the shape it fills."""
        line = f' cx="{small(centre[0])}" cy="{small(centre[1])}" r="{small(radius)}"'
        if centre == (0.5, 0.5) and radius == 0.5:
            line = ""
        if focus:
            line += f' fx="{small(focus[0])}" fy="{small(focus[1])}"'
        return self._paint(f'<radialGradient id="@"{line}>{_stops(stops)}</radialGradient>')

    def pattern(self, markup: str, *, width: float, height: float, turn: float = 0.0) -> str:
        """Return a paint that repeats a tile of `width` by `height`, turned by degrees."""
        turned = f' patternTransform="rotate({number(turn)})"' if turn else ""
        size = f'width="{number(width)}" height="{number(height)}"'
        return self._paint(f'<pattern id="@" {size} patternUnits="userSpaceOnUse"{turned}>{markup}</pattern>')

    def _paint(self, markup: str) -> str:
        return f"url(#{self.define(markup)})"

    def blur(self, amount: float, *, margin: float = 0.4) -> str:
        """Return a filter that softens by `amount` units.

        Phones pay for its area, so `margin` says how far beyond the shape, in parts of it, there is anything to see.
        """
        size = small(1 + 2 * margin)
        room = f'x="{small(-margin)}" y="{small(-margin)}" width="{size}" height="{size}"'
        inside = f'<feGaussianBlur stdDeviation="{number(amount)}"/>'
        # In linear light, the usual of SVG, dark half-transparent colours break into bands.
        return self._paint(f'<filter id="@" {room} color-interpolation-filters="sRGB">{inside}</filter>')

    def outline(self, d: str) -> str:
        """Return the id of a path that is drawn several times with `use`."""
        return self.define(f'<path id="@" d="{d}"/>')

    def clip(self, outline: str) -> str:
        """Return a clip to an outline."""
        return self._paint(f'<clipPath id="@"><use href="#{outline}"/></clipPath>')

    def add(self, markup: str) -> None:
        self._marks.append(markup)

    def path(self, d: str, fill: str = "none", **rest: Value) -> None:
        self.add(f'<path d="{d}"{_fill(fill)}{_attributes(rest)}/>')

    def use(self, outline: str, fill: str = "none", **rest: Value) -> None:
        self.add(f'<use href="#{outline}"{_fill(fill)}{_attributes(rest)}/>')

    def ellipse(self, x: float, y: float, rx: float, ry: float, fill: str = "none", **rest: Value) -> None:
        place = f'cx="{number(x)}" cy="{number(y)}" rx="{number(rx)}" ry="{number(ry)}"'
        self.add(f"<ellipse {place}{_fill(fill)}{_attributes(rest)}/>")

    def circle(self, x: float, y: float, r: float, fill: str = "none", **rest: Value) -> None:
        place = f'cx="{number(x)}" cy="{number(y)}" r="{number(r)}"'
        self.add(f"<circle {place}{_fill(fill)}{_attributes(rest)}/>")

    def rect(
        self, x: float, y: float, width: float, height: float, fill: str = "none", **rest: Value
    ) -> None:
        place = "".join(f' {name}="{number(at)}"' for name, at in (("x", x), ("y", y)) if at)
        size = f' width="{number(width)}" height="{number(height)}"'
        self.add(f"<rect{place}{size}{_fill(fill)}{_attributes(rest)}/>")

    def line(self, d: str, colour: str, width: float, **rest: Value) -> None:
        """Draw a stroke without a filling."""
        self.path(d, "none", stroke=colour, stroke_width=width, **rest)

    @contextmanager
    def group(self, **rest: Value) -> Iterator[None]:
        self.add(f"<g{_attributes(rest)}>")
        yield
        self.add("</g>")


def _stops(stops: Sequence[Stop]) -> str:
    return "".join(
        (f'<stop offset="{small(at)}"' if at else "<stop") + f' stop-color="{_short(colour)}"/>'
        for at, colour in stops
    )


def _fill(fill: str) -> str:
    return f' fill="{_short(fill)}"' if fill else ""


def _attributes(rest: dict[str, Value]) -> str:
    return "".join(
        f' {name.replace("_", "-")}="{_short(value) if isinstance(value, str) else _plain(name, value)}"'
        for name, value in rest.items()
    )


def _plain(name: str, value: float) -> str:
    return small(value) if name.endswith("opacity") else number(value)


def _short(colour: str) -> str:
    if colour.startswith("#") and len(colour) in {7, 9} and colour[1::2] == colour[2::2]:
        return "#" + colour[1::2]
    return colour
