"""Lines and bodies: smooth curves, what a potter turns, and boxes seen from a corner."""

import math
import re
from collections.abc import Callable, Sequence
from itertools import pairwise
from typing import NamedTuple

from commesso.demo.rules.pictures.canvas import number

_FRACTION = re.compile(r"-?\d+\.\d+(?:e-\d+)?")

Point = tuple[float, float]
Profile = Sequence[Point]  # radius and height on the picture, from the top down; a repeated point is a corner


def join(*parts: float | str) -> str:
    """Return numbers and commands as one path, with no space that is not needed."""
    text = ""
    for part in parts:
        piece = part if isinstance(part, str) else number(part)
        needs_space = text and not text[-1].isalpha() and not piece[0].isalpha() and piece[0] != "-"
        text += (" " if needs_space else "") + piece
    return text


def polygon(points: Sequence[Point]) -> str:
    return "M" + "L".join(join(x, y) for x, y in points) + "Z"


def polyline(points: Sequence[Point]) -> str:
    return "M" + "L".join(join(x, y) for x, y in points)


def smooth(points: Sequence[Point], *, closed: bool = False) -> str:
    """Return a curve through all points; a point given twice is a corner."""
    start = join("M", *points[0])
    return start + (_loop(points) + "Z" if closed else curve_on(points))


def curve_on(points: Sequence[Point]) -> str:
    """Return the curve through the points, for a pen that is at the first one already."""
    runs: list[list[Point]] = [[points[0]]]
    for before, point in pairwise(points):
        if point == before:
            runs.append([point])
        else:
            runs[-1].append(point)
    return "".join(_run([run[0], *run, run[-1]]) for run in runs if len(run) > 1)


def _loop(points: Sequence[Point]) -> str:
    return _run([points[-1], *points, points[0], points[1]])


def _run(points: Sequence[Point]) -> str:
    """Catmull-Rom through all but the first and last point, as Bezier curves relative to the pen."""
    if len(points) == 4:
        return join("L", *points[2])
    text, pen = "", (round(points[1][0], 1), round(points[1][1], 1))
    for i in range(1, len(points) - 2):
        before, start, end, after = points[i - 1 : i + 3]
        curve = (*_handle(start, before, end, end), *_handle(end, after, start, start), *end)
        steps = [round(at - pen[axis % 2], 1) for axis, at in enumerate(curve)]
        text += join("c", *steps)
        pen = (pen[0] + steps[4], pen[1] + steps[5])
    return text


def _handle(point: Point, before: Point, after: Point, towards: Point) -> Point:
    """Return where the curve leaves a point for; a short step gets a short handle, so no bend shoots over."""
    step, other = math.dist(point, towards), math.dist(point, before)
    part = step / (step + other) / 3 if step + other else 0.0
    return point[0] + (after[0] - before[0]) * part, point[1] + (after[1] - before[1]) * part


def half(profile: Profile, cx: float, *, part: float = 1.0) -> list[Point]:
    """Return the outline of a turned body at `part` of its radius: 1 the right edge, -1 the left."""
    return [(cx + part * radius, y) for radius, y in profile]


def turned(profile: Profile, cx: float, *, tilt: float) -> str:
    """Return the silhouette of a turned body; `tilt` is how round its circles look, 0 to 1."""
    (top, top_y), (foot, foot_y) = profile[0], profile[-1]
    left, right = half(profile, cx, part=-1), half(profile, cx)[::-1]
    text = join("M", cx - top, top_y) + curve_on(left)
    if foot > 0.5:
        text += join("A", foot, foot * tilt, 0, 0, 0, cx + foot, foot_y)
    text += curve_on(right)
    if top > 0.5:
        text += join("A", top, top * tilt, 0, 0, 0, cx - top, top_y)
    return text + "Z"


def between(profile: Profile, cx: float, left: float, right: float) -> str:
    """Return the strip of a turned body between two parts of its radius."""
    down, up = _whole(half(profile, cx, part=left)), _whole(half(profile, cx, part=right)[::-1])
    return join("M", *down[0]) + curve_on(down) + join("L", *up[0]) + curve_on(up) + "Z"


def _whole(points: Sequence[Point]) -> list[Point]:
    """Return the points on whole units: what is blurred needs no more, and is shorter to send."""
    return [(round(x), round(y)) for x, y in points]


def hoop(cx: float, y: float, radius: float, *, tilt: float) -> str:
    """Return the front half of a circle round a turned body."""
    return join("M", cx - radius, y, "A", radius, radius * tilt, 0, 0, 0, cx + radius, y)


def radius_at(profile: Profile, y: float) -> float:
    """Return how wide a turned body is at a height."""
    for (radius, top), (next_radius, low) in pairwise(profile):
        if top <= y <= low and low > top:
            part = (y - top) / (low - top)
            return radius + (next_radius - radius) * part * part * (3 - 2 * part)
    return profile[-1][0] if y > profile[-1][1] else profile[0][0]


def arc(cx: float, cy: float, rx: float, ry: float, /, *angles: float) -> str:
    """Return part of an ellipse between two angles in degrees, clockwise from the right."""
    start, end = angles
    first, last = math.radians(start), math.radians(end)
    large, sweep = int(abs(end - start) > 180), int(end > start)
    return join(
        "M", cx + rx * math.cos(first), cy + ry * math.sin(first), "A", rx, ry, 0, large, sweep,
        cx + rx * math.cos(last), cy + ry * math.sin(last),
    )  # fmt: skip


def oval(cx: float, cy: float, rx: float, ry: float) -> str:
    """Return a whole ellipse."""
    half_way = join("a", rx, ry, 0, 0, 1)
    return join("M", cx - rx, cy) + half_way + " " + join(2 * rx, 0) + half_way + " " + join(-2 * rx, 0) + "Z"


def rounded(x: float, y: float, width: float, height: float, corner: float) -> str:
    """Return a rectangle with round corners."""
    right, low, c = x + width, y + height, corner
    return join(
        "M", x + c, y, "H", right - c, "Q", right, y, right, y + c, "V", low - c, "Q", right, low, right - c, low,
        "H", x + c, "Q", x, low, x, low - c, "V", y + c, "Q", x, y, x + c, y, "Z",
    )  # fmt: skip


def soft_polygon(points: Sequence[Point], corner: float) -> str:
    """Return a polygon with its corners cut round."""
    text = ""
    for i, point in enumerate(points):
        before, after = points[i - 1], points[(i + 1) % len(points)]
        start, end = _towards(point, before, corner), _towards(point, after, corner)
        text += join("L" if text else "M", *start) + join("Q", *point, *end)
    return text + "Z"


def _towards(point: Point, other: Point, distance: float) -> Point:
    length = math.dist(point, other) or 1.0
    part = min(distance / length, 0.5)
    return point[0] + (other[0] - point[0]) * part, point[1] + (other[1] - point[1]) * part


class View(NamedTuple):
    """An eye far away: `yaw` turns the thing, `pitch` lifts the eye, both in degrees."""

    x: float = 400.0
    y: float = 600.0
    scale: float = 1.0
    yaw: float = 32.0
    pitch: float = 20.0

    def at(self, right: float, up: float, back: float) -> Point:
        """Return where a point of the thing stands on the picture."""
        turn, lift = math.radians(self.yaw), math.radians(self.pitch)
        across = right * math.cos(turn) + back * math.sin(turn)
        away = back * math.cos(turn) - right * math.sin(turn)
        return (
            self.x + self.scale * across,
            self.y - self.scale * (up * math.cos(lift) + away * math.sin(lift)),
        )

    def face(self, points: Sequence[tuple[float, float, float]]) -> list[Point]:
        return [self.at(*point) for point in points]


def ring_of(count: int, place: Callable[[float], Point]) -> list[Point]:
    """Return points round a circle: `place` is asked for each angle in radians."""
    return [place(2 * math.pi * i / count) for i in range(count)]


def trace(text: str) -> list[Point]:
    """Return the points of '10,20 30,40! 50,60': x and y of each; '!' makes it a corner (a point given twice)."""
    points: list[Point] = []
    for word in text.split():
        x, y = word.rstrip("!").split(",")
        points += [(float(x), float(y))] * (2 if word.endswith("!") else 1)
    return points


def tidy(d: str) -> str:
    """Return a path whose long fractions are rounded, for one that is written out with names in it."""
    return _FRACTION.sub(lambda found: number(float(found[0])), d)
