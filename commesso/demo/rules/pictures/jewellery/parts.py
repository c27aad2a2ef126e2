"""A goldsmith's parts: the stone, the wire, the chain, the collar."""

import math
from collections.abc import Callable
from dataclasses import replace

from commesso.demo.rules.pictures.bodies import metal, sheen
from commesso.demo.rules.pictures.canvas import Canvas
from commesso.demo.rules.pictures.colour import fade, from_oklch, is_metal, lightness, mix, oklch, shade, tint
from commesso.demo.rules.pictures.light import lay_shadow
from commesso.demo.rules.pictures.registry import Draw, Shot, form
from commesso.demo.rules.pictures.shapes import Point, arc, join, oval, polygon, ring_of, smooth, tidy


def piece(*names: str, stage: str = "flat", zoom: float = 1.0) -> Callable[[Draw], Draw]:
    """Register a piece of jewellery, whichever of its two colours is the metal and whichever the stone."""

    def register(draw: Draw) -> Draw:
        def sort_and_draw(shot: Shot) -> None:
            if shot.given_accent and _is_precious(shot.given_accent) and not _is_precious(shot.body):
                shot = replace(shot, body=shot.given_accent, given_accent=shot.body)
            draw(shot)

        form(*names, stage=stage, zoom=zoom)(sort_and_draw)
        return draw

    return register


def _is_precious(colour: str) -> bool:
    """Return whether a colour is a jeweller's metal: silver, also blackened, gold, bronze."""
    light, chroma, hue = oklch(colour)
    silver = 0.35 < light < 0.9 and chroma < 0.022
    gold = 40 < hue < 100 and 0.05 < chroma < 0.15 and 0.5 < light < 0.86
    return is_metal(colour) or silver or gold


def draw_gem(canvas: Canvas, colour: str, *, x: float, y: float, rx: float, ry: float) -> None:
    """Draw a cut stone: its table, and facets that take the lamp in turn."""
    outer = ring_of(8, lambda angle: (x + rx * math.cos(angle + 0.39), y + ry * math.sin(angle + 0.39)))
    inner = ring_of(
        8, lambda angle: (x + rx * 0.56 * math.cos(angle + 0.39), y + ry * 0.56 * math.sin(angle + 0.39))
    )
    canvas.path(polygon(outer), colour, stroke=shade(colour, 0.5), stroke_width=1.5)
    lights = (-0.1, -0.5, -0.25, 0.15, 0.55, 0.8, 0.3, -0.35)
    for i, light in enumerate(lights):
        face = [outer[i], outer[(i + 1) % 8], inner[(i + 1) % 8], inner[i]]
        canvas.path(polygon(face), tint(colour, light) if light > 0 else shade(colour, -light))
    canvas.path(
        polygon(inner),
        canvas.linear(
            ((0, tint(colour, 0.75)), (0.4, tint(colour, 0.12)), (1, shade(colour, 0.4))), turn=(0, 0, 1, 1)
        ),
    )
    canvas.path(polygon([inner[4], inner[5], (x, y - ry * 0.1)]), "#ffffff8c")
    _draw_spark(canvas, x - rx * 0.42, y - ry * 0.48, max(rx * 0.3, 5))


def _draw_spark(canvas: Canvas, x: float, y: float, size: float) -> None:
    d = "M" + "L".join(join(x + r * math.cos(a), y + r * math.sin(a)) for a, r in _star(size)) + "Z"
    canvas.path(d, "#ffffffe6")


def _star(size: float) -> list[Point]:
    return [(math.pi / 4 * i, size if i % 2 == 0 else size * 0.16) for i in range(8)]


def draw_pearl(canvas: Canvas, x: float, y: float, radius: float, colour: str) -> None:
    """Draw a round stone or a pearl: soft lamp, soft rim."""
    stops = (
        (0, "#ffffff"),
        (0.18, tint(colour, 0.6)),
        (0.55, colour),
        (0.88, shade(colour, 0.45)),
        (1, shade(colour, 0.25)),
    )
    canvas.circle(x, y, radius, canvas.radial(stops, centre=(0.42, 0.4), radius=0.62, focus=(0.32, 0.28)))


def draw_stone(shot: Shot, x: float, y: float, rx: float, ry: float = 0.0) -> None:
    """Draw the stone this piece is set with: cut if it is deep, round if it is pale."""
    colour = shot.accent(shot.body)  # no stone: a ball of the same metal
    if lightness(colour) > 0.82 or not shot.given_accent:
        draw_pearl(shot.canvas, x, y, rx * 0.92, colour)
    else:
        draw_gem(shot.canvas, colour, x=x, y=y, rx=rx, ry=ry or rx)


def draw_wire(shot: Shot, d: str, width: float, *, lift: float = 7.0) -> None:
    """Draw round polished wire along a line, with its shadow on the plaster."""
    canvas, body = shot.canvas, shot.body
    line = canvas.outline(d)
    with canvas.group(fill="none", stroke_linecap="round", stroke_linejoin="round"):
        if lift:
            canvas.use(
                line,
                "",
                stroke=fade(shade(shot.ground, 0.7), 0.5),
                stroke_width=width,
                transform=f"translate({lift:.0f} {lift * 1.2:.0f})",
                filter=canvas.blur(max(lift * 0.45, 1.5)),
            )
        canvas.use(line, "", stroke=shade(body, 0.5), stroke_width=width)
        canvas.use(line, "", stroke=metal(canvas, body, turn=(0, 0, 1, 1)), stroke_width=width * 0.86)
        canvas.use(
            line,
            "",
            stroke=fade(tint(body, 0.9), 0.85),
            stroke_width=width * 0.22,
            transform=f"translate({-width * 0.16:.1f} {-width * 0.2:.1f})",
        )


def draw_chain(shot: Shot, d: str, *, link: float = 9.0) -> None:
    """Draw a fine chain along a line, link by link."""
    canvas, body = shot.canvas, shot.body
    line = canvas.outline(d)
    with canvas.group(fill="none", stroke_linecap="round"):
        canvas.use(
            line,
            "",
            stroke=fade(shade(shot.ground, 0.7), 0.42),
            stroke_width=link * 0.8,
            transform="translate(5 6)",
            filter=canvas.blur(2.5),
        )
        canvas.use(line, "", stroke=shade(body, 0.55), stroke_width=link * 0.3)
        canvas.use(
            line,
            "",
            stroke=shade(body, 0.35),
            stroke_width=link * 0.78,
            stroke_dasharray=f"{link * 0.6:.1f} {link:.1f}",
        )
        canvas.use(
            line,
            "",
            stroke=tint(body, 0.35),
            stroke_width=link * 0.5,
            stroke_dasharray=f"{link * 0.6:.1f} {link:.1f}",
            transform="translate(-.6 -.8)",
        )
        canvas.use(
            line,
            "",
            stroke="#ffffffb0",
            stroke_width=link * 0.16,
            stroke_dasharray=f"{link * 0.3:.1f} {link * 1.3:.1f}",
            transform="translate(-1 -1.6)",
        )


def set_plaster(shot: Shot, radius: float = 320.0) -> None:
    """Lay a round plaster dish under the piece."""
    canvas, (light, chroma, _) = shot.canvas, oklch(shot.body)
    plaster = mix(shot.ground, "#f7f1e6", 0.62)  # gold and copper glow on pale plaster
    if light > 0.72 and chroma < 0.05:
        hue = oklch(shot.ground)[2]
        plaster = from_oklch(0.41, 0.035, 255 if 35 < hue < 125 else hue)  # silver needs a dark one
    dish = canvas.outline(oval(400, 400, radius, radius))
    lay_shadow(canvas, shot.ground, dish, lift=22)
    canvas.use(dish, sheen(canvas, plaster, contrast=0.9))
    inner = canvas.linear(
        ((0, shade(plaster, 0.16)), (0.4, plaster), (1, tint(plaster, 0.5))), turn=(0, 0, 1, 1)
    )
    canvas.circle(400, 400, radius - 16, inner)
    canvas.circle(400, 400, radius - 40, sheen(canvas, plaster, contrast=0.35))


def draw_setting(shot: Shot, x: float, y: float, rx: float, ry: float = 0.0, *, edge: float = 7.0) -> None:
    """Draw a stone in its collar."""
    canvas, ry = shot.canvas, ry or rx
    canvas.ellipse(
        x + 6, y + 8, rx + edge, ry + edge, fade(shade(shot.ground, 0.7), 0.4), filter=canvas.blur(5)
    )
    canvas.ellipse(x, y, rx + edge, ry + edge, metal(canvas, shot.body, turn=(0, 0, 1, 1)))
    canvas.ellipse(x, y, rx + 1, ry + 1, shade(shot.body, 0.55))
    draw_stone(shot, x, y, rx, ry)


def draw_petals(shot: Shot, x: float, y: float, reach: float, count: int = 6) -> None:
    """Draw a flower of hammered metal."""
    canvas = shot.canvas
    petal = canvas.outline(
        smooth(
            [
                (x, y),
                (x - reach * 0.5, y - reach * 0.8),
                (x, y - reach * 1.5),
                (x + reach * 0.5, y - reach * 0.8),
            ],
            closed=True,
        )
    )
    paint = metal(canvas, shot.body, turn=(0, 0, 1, 0.4))
    for i in range(count):
        turn = f"rotate({360 * i / count:.0f} {x:.0f} {y:.0f})"
        canvas.use(
            petal,
            fade(shade(shot.ground, 0.7), 0.4),
            transform=f"translate(6 8) {turn}",
            filter=canvas.blur(4),
        )
    for i in range(count):
        canvas.use(
            petal,
            paint,
            transform=f"rotate({360 * i / count:.0f} {x:.0f} {y:.0f})",
            stroke=shade(shot.body, 0.4),
            stroke_width=1.5,
        )


def draw_drop(shot: Shot, x: float, y: float, size: float) -> None:
    """Draw a drop of stone that hangs from a cap of metal."""
    canvas, colour = shot.canvas, shot.accent(shot.body)
    d = tidy(
        f"M{x} {y - size * 1.7}"
        f"C{x + size * 0.3} {y - size} {x + size} {y - size * 0.5} {x + size} {y + size * 0.2}"
        f"A{size} {size} 0 0 1 {x - size} {y + size * 0.2}"
        f"C{x - size} {y - size * 0.5} {x - size * 0.3} {y - size} {x} {y - size * 1.7}Z"
    )
    drop = canvas.outline(d)
    lay_shadow(canvas, shot.ground, drop, lift=10)
    stops = ((0, tint(colour, 0.8)), (0.2, tint(colour, 0.35)), (0.6, colour), (1, shade(colour, 0.55)))
    canvas.use(
        drop,
        canvas.radial(stops, centre=(0.4, 0.55), radius=0.62, focus=(0.28, 0.42)),
        stroke=shade(colour, 0.4),
        stroke_width=1.5,
    )
    canvas.path(
        smooth(
            [
                (x - size * 0.62, y + size * 0.1),
                (x - size * 0.5, y - size * 0.4),
                (x - size * 0.22, y - size * 0.8),
                (x - size * 0.34, y - size * 0.1),
            ],
            closed=True,
        ),
        "#ffffffb8",
    )
    canvas.line(
        arc(x, y + size * 0.2, size * 0.78, size * 0.78, 20, 80), "#ffffff66", 5, stroke_linecap="round"
    )
    canvas.path(
        polygon(
            [
                (x - 6, y - size * 1.85),
                (x + 6, y - size * 1.85),
                (x + size * 0.34, y - size * 1.05),
                (x - size * 0.34, y - size * 1.05),
            ]
        ),
        metal(canvas, shot.body),
    )
