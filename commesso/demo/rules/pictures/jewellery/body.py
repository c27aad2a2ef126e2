"""What is worn on hand, neck, wrist and cloth."""

import math

from commesso.demo.rules.pictures.bodies import metal, sheen
from commesso.demo.rules.pictures.botany import leaf
from commesso.demo.rules.pictures.colour import fade, shade, tint
from commesso.demo.rules.pictures.jewellery.parts import (
    draw_chain,
    draw_drop,
    draw_pearl,
    draw_petals,
    draw_setting,
    draw_wire,
    piece,
    set_plaster,
)
from commesso.demo.rules.pictures.light import lay_shadow, throw_shadow
from commesso.demo.rules.pictures.registry import Shot
from commesso.demo.rules.pictures.shapes import Point, arc, join, oval, polygon, ring_of, smooth, tidy, trace


@piece("ring", stage="table", zoom=1.12)
def draw_ring(shot: Shot) -> None:
    canvas, body = shot.canvas, shot.body
    x, y, radius = 400, 462, 168
    throw_shadow(canvas, shot.ground, x, 634, 110, ry=16, tall=1.6)
    kind = shot.chance.randrange(3)
    if not shot.given_accent and kind == 2:
        for away in (22, 0, -22):
            draw_wire(shot, oval(x + away, y - abs(away) * 0.1, radius, radius), 15, lift=0)
        return
    back = oval(x + 16, y - 3, radius - 4, radius)
    canvas.line(back, shade(body, 0.55), 22)
    canvas.line(back, metal(canvas, shade(body, 0.25), turn=(0, 0, 1, 1)), 18)
    draw_wire(shot, oval(x, y, radius, radius), 30, lift=0)
    canvas.line(arc(x, y, radius + 9, radius + 9, 150, 220), "#ffffffc0", 3)
    canvas.line(arc(x, y, radius - 14, radius - 14, 20, 80), "#ffffff80", 2.5)
    if shot.given_accent:
        _draw_crown(shot, x, y - radius, kind)
    elif kind:
        _draw_signet(shot, x, y - radius)
    else:
        _draw_hammering(shot, x, y, radius)


def _draw_crown(shot: Shot, x: float, top: float, kind: int) -> None:
    """Set the stone: alone, or between two small ones."""
    size = (66, 52, 44)[kind]
    for side in (-1, 1):
        claw = ((20, 26), (size - 8, -8), (size + 2, -20), (44, 24))
        shape = polygon([(x + side * out, top + down) for out, down in claw])
        shot.canvas.path(shape, metal(shot.canvas, shot.body))
    if kind:
        for side in (-1, 1):
            draw_setting(shot, x + side * (size + 22), top + 12, 18, edge=4)
    draw_setting(shot, x, top - 18, size, size * (0.84 if kind == 0 else 1), edge=8)


def _draw_signet(shot: Shot, x: float, top: float) -> None:
    """Draw a flat face with the shop's sun cut into it."""
    canvas, body = shot.canvas, shot.body
    face = canvas.outline(oval(x, top - 4, 74, 46))
    canvas.use(face, shade(body, 0.55), transform="translate(3 9)")
    canvas.use(face, metal(canvas, body, turn=(0, 0, 1, 1)), stroke=tint(body, 0.6), stroke_width=3)
    sun = arc(x, top + 6, 20, 18, 180, 360) + join("M", x - 38, top + 6, "H", x + 38)
    canvas.line(sun, shade(body, 0.6), 3.5, stroke_linecap="round")


def _draw_hammering(shot: Shot, x: float, y: float, radius: float) -> None:
    """Draw the small flats a hammer leaves round a band, in the light and in the shade."""
    spots = ring_of(26, lambda a: (x + radius * math.cos(a), y + radius * math.sin(a)))
    for part, colour in ((0, tint(shot.body, 0.8)), (1, shade(shot.body, 0.4))):
        d = "".join(oval(px, py, 13, 10) for px, py in spots[part::2])
        shot.canvas.path(d, fade(colour, 0.26))


@piece("necklace", zoom=1.1)
def draw_necklace(shot: Shot) -> None:
    """Draw beads on a thread, larger towards the middle."""
    canvas, stone = shot.canvas, shot.accent(shot.body)
    set_plaster(shot, 350)
    spots = [_on_necklace(i / 30) for i in range(31)]
    draw_chain(
        shot,
        smooth([_on_necklace(t / 8) for t in range(9)])
        + smooth([_on_necklace(1), (330, 128), (400, 112), (470, 128), _on_necklace(0)]),
        link=7,
    )
    sizes = [10 + 13 * math.sin(math.pi * i / 30) for i in range(31)]
    dark = fade(shade(shot.ground, 0.7), 0.45)
    with canvas.group(
        filter=canvas.blur(4), transform="translate(7 9)", stroke=dark, stroke_linecap="round", fill="none"
    ):
        canvas.path("".join(join("M", x, y) + "h.1" for x, y in spots[4:27]), "", stroke_width=32)
    kind = shot.chance.randrange(2)
    for i, ((x, y), size) in enumerate(zip(spots, sizes, strict=True)):
        draw_pearl(canvas, x, y, size, shot.body if i % 5 == 0 and kind else stone)


def _on_necklace(part: float) -> Point:
    angle = math.radians(-65 + 310 * part)
    return 400 + 205 * math.cos(angle) * (1 - 0.1 * math.sin(angle)), 386 + 252 * math.sin(angle)


@piece("pendant_necklace", zoom=1.1)
def draw_pendant_necklace(shot: Shot) -> None:
    canvas, kind = shot.canvas, shot.chance.randrange(3)
    if not shot.given_accent and kind == 1:
        kind = 2
    set_plaster(shot, 350)
    draw_chain(
        shot,
        smooth(trace("404,500 538,380 590,240 530,120 400,78 270,120 210,240 262,380 396,500")),
        link=9,
    )
    draw_wire(shot, oval(400, 512, 13, 17), 6, lift=4)
    if kind == 0:
        draw_drop(shot, 400, 600, 48)
    elif kind == 1:
        draw_setting(shot, 400, 588, 54, edge=9)
    else:
        disc = canvas.outline(oval(400, 592, 66, 66))
        lay_shadow(canvas, shot.ground, disc, lift=9)
        canvas.use(
            disc, metal(canvas, shot.body, turn=(0, 0, 1, 1)), stroke=shade(shot.body, 0.35), stroke_width=2
        )
        rays = "".join(
            tidy(
                f"M{400 + 34 * math.cos(a)} {606 - 34 * math.sin(a)}"
                f"L{400 + 52 * math.cos(a)} {606 - 52 * math.sin(a)}"
            )
            for a in (0.35, 0.8, 1.25, 1.57, 1.9, 2.35, 2.8)
        )
        canvas.line(
            rays + arc(400, 606, 24, 24, 180, 360) + "M352 606H448",
            shade(shot.body, 0.55),
            3.5,
            stroke_linecap="round",
        )


@piece("bracelet", zoom=1.12)
def draw_bracelet(shot: Shot) -> None:
    canvas, body = shot.canvas, shot.body
    set_plaster(shot, 330)
    count, kind = 22, shot.chance.randrange(2)
    turn = shot.chance.uniform(0, 0.3)
    spots = ring_of(count, lambda a: (400 + 212 * math.cos(a + turn), 400 + 176 * math.sin(a + turn)))
    if kind or shot.given_accent:
        shadow = "".join(join("M", x, y) + "h.1" for x, y in spots)
        canvas.line(
            shadow,
            fade(shade(shot.ground, 0.7), 0.45),
            52,
            filter=canvas.blur(5),
            transform="translate(9 11)",
            stroke_linecap="round",
        )
        for i, (x, y) in enumerate(spots):
            draw_pearl(canvas, x, y, 28, body if i % 7 == 0 else shot.accent(body))
        return
    d = "".join(oval(x, y, 27, 19) for x, y in spots[::2])
    small = "".join(oval(x, y, 21, 16) for x, y in spots[1::2])
    draw_wire(shot, d, 9)
    draw_wire(shot, small, 9, lift=5)


@piece("bangle", stage="table")
def draw_bangle(shot: Shot) -> None:
    canvas, body = shot.canvas, shot.body
    x, y, rx, ry, high = 400, 500, 236, 96, shot.chance.choice((44, 64, 84))
    throw_shadow(canvas, shot.ground, x, y + high + 6, rx, ry=ry, tall=0.3)
    inner = tidy(
        f"M{x - rx} {y}A{rx} {ry} 0 0 1 {x + rx} {y}V{y + high}A{rx} {ry} 0 0 0 {x - rx} {y + high}Z"
    )
    canvas.path(inner, metal(canvas, shade(body, 0.3), box=(x + rx, 0, x - rx, 0)))
    canvas.path(oval(x, y + high, rx - 8, ry - 6), tint(shot.ground, 0.1))
    canvas.ellipse(
        x + 30, y + high, rx * 0.8, ry * 0.7, fade(shade(shot.ground, 0.7), 0.4), filter=canvas.blur(14)
    )
    outer = tidy(
        f"M{x - rx} {y}A{rx} {ry} 0 0 0 {x + rx} {y}V{y + high}A{rx} {ry} 0 0 1 {x - rx} {y + high}Z"
    )
    canvas.path(outer, metal(canvas, body, box=(x - rx, 0, x + rx, 0)))
    for lift, part in ((0, 0.8), (high, -0.4)):
        canvas.line(arc(x, y + lift, rx, ry, 180, 0), tint(body, 0.8) if part > 0 else shade(body, 0.5), 3.5)
    canvas.line(arc(x, y, rx - 2, ry - 2, 180, 360), fade(tint(body, 0.9), 0.8), 4)
    kind = shot.chance.randrange(3)
    if shot.given_accent:
        for angle in (62, 90, 118):
            a = math.radians(angle)
            draw_setting(shot, x + rx * math.cos(a), y + high / 2 + ry * math.sin(a), 18, edge=4)
    elif kind:
        d = "".join(arc(x, y + high * part, rx, ry, 176, 4) for part in ((0.3, 0.7) if kind == 1 else (0.5,)))
        canvas.line(d, fade(shade(body, 0.6), 0.7), 3)
        canvas.line(d, fade(tint(body, 0.8), 0.6), 2, transform="translate(0 3)")


@piece("brooch", zoom=1.14)
def draw_brooch(shot: Shot) -> None:
    set_plaster(shot)
    with shot.canvas.group(transform=f"rotate({shot.chance.randint(-16, 16)} 400 400)"):
        if shot.chance.random() < 0.5:
            draw_petals(shot, 400, 400, 128, count=8)
            draw_petals(shot, 400, 400, 82, count=8)
            draw_setting(shot, 400, 400, 50, edge=10)
            return
        stem = trace("226,574 330,470 430,380 560,226")
        draw_wire(shot, smooth(stem), 10)
        canvas, paint = shot.canvas, metal(shot.canvas, shot.body, turn=(0, 0, 1, 1))
        for x, y, turn in ((300, 500, 12), (376, 428, 12), (448, 362, 8), (506, 292, 4)):
            for side, long in ((-1, 112), (1, 104)):
                blade = canvas.outline(leaf(x, y, long, 30, -46 + side * 46 + turn))
                canvas.use(
                    blade,
                    fade(shade(shot.ground, 0.7), 0.4),
                    transform="translate(6 8)",
                    filter=canvas.blur(4),
                )
                canvas.use(blade, paint, stroke=shade(shot.body, 0.4), stroke_width=1.5)
        for x, y in ((566, 216), (352, 356), (444, 470)):
            draw_setting(shot, x, y, 21, edge=5)


@piece("cufflinks", zoom=1.12)
def draw_cufflinks(shot: Shot) -> None:
    canvas, square = shot.canvas, shot.chance.random() < 0.5
    set_plaster(shot)
    for x, y, turn in ((290, 316, -16), (470, 468, 14)):
        with canvas.group(transform=f"rotate({turn} {x} {y})"):
            draw_wire(shot, join("M", x + 30, y + 30, "L", x + 112, y + 104), 15, lift=10)
            draw_wire(shot, join("M", x + 88, y + 134, "L", x + 136, y + 74), 22, lift=10)
            size = 78
            plate = canvas.outline(
                polygon(
                    [(x - size, y - size), (x + size, y - size), (x + size, y + size), (x - size, y + size)]
                )
                if square
                else oval(x, y, size, size)
            )
            lay_shadow(canvas, shot.ground, plate, lift=11)
            canvas.use(
                plate,
                metal(canvas, shot.body, turn=(0, 0, 1, 1)),
                stroke=tint(shot.body, 0.5),
                stroke_width=5,
                stroke_linejoin="round",
            )
            if square:
                colour = shot.accent(shade(shot.body, 0.16))
                canvas.rect(
                    x - 54,
                    y - 54,
                    108,
                    108,
                    sheen(canvas, colour, contrast=2.0),
                    stroke=shade(shot.body, 0.4),
                    stroke_width=4,
                )
                canvas.path(polygon([(x - 50, y - 50), (x + 20, y - 50), (x - 50, y + 34)]), "#ffffff47")
            else:
                draw_setting(shot, x, y, 52, edge=4)
