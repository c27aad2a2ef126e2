"""What stands about the house: vases, candles, tiles, planters."""

from commesso.demo.rules.pictures.bodies import (
    draw_mouth,
    draw_tube,
    draw_turned,
    sheen,
)
from commesso.demo.rules.pictures.botany import FERN, draw_rosette, draw_twig
from commesso.demo.rules.pictures.ceramics.parts import draw_saucer, draw_vessel
from commesso.demo.rules.pictures.colour import fade, lightness, mix, shade, tint
from commesso.demo.rules.pictures.light import glow, lay_shadow, throw_shadow
from commesso.demo.rules.pictures.materials import draw_speckles
from commesso.demo.rules.pictures.registry import Shot, form
from commesso.demo.rules.pictures.shapes import (
    arc,
    join,
    rounded,
    smooth,
    tidy,
    trace,
)


@form("vase", zoom=1.08)
def draw_vase(shot: Shot) -> None:
    wide, tilt = shot.chance.choice((166, 178, 190)), 0.17
    profile = [
        (74, 172),
        (62, 200),
        (66, 236),
        (118, 300),
        (wide, 400),
        (wide - 14, 500),
        (112, 590),
        (86, 628),
        (84, 640),
    ]
    throw_shadow(shot.canvas, shot.ground, 400, 640, 112, tall=2)
    draw_vessel(shot, profile, tilt=tilt, dip=shot.chance.choice((0, 0.2, 0.3)), gloss=(270, 470))
    draw_mouth(shot.canvas, shot.body, x=400, y=172, radius=74, tilt=tilt, wall=8)


@form("bottle_vase", zoom=1.02)
def draw_bottle_vase(shot: Shot) -> None:
    canvas, tilt = shot.canvas, 0.16
    lean = shot.chance.choice((-1, 1))
    profile = trace("42,320 32,336 34,392 54,430 150,480 176,548 146,616 98,644")
    throw_shadow(canvas, shot.ground, 400, 642, 124, tall=1.6)
    draw_vessel(shot, profile, tilt=tilt, gloss=(490, 594))
    draw_mouth(canvas, shot.body, x=400, y=320, radius=42, tilt=tilt, wall=7)
    for reach, height in ((150, 110), (-96, 150), (26, 76)):
        draw_twig(canvas, shot.chance, root=(400, 321), tip=(400 + lean * reach, height), leaves=8, size=78)
    canvas.line(arc(400, 320, 39, 6, 10, 170), tint(shot.body, 0.35), 5)


@form("candle_holder", zoom=1.06)
def draw_candle_holder(shot: Shot) -> None:
    canvas, tilt, x = shot.canvas, 0.26, 390
    body = shot.body
    draw_tube(canvas, smooth(trace("560,580 640,548 672,590 640,628 572,618")), body, 22)
    draw_saucer(shot, x=x, y=604, radius=206, tilt=tilt)
    canvas.ellipse(x + 20, 606, 90, 22, fade(shade(body, 0.7), 0.45), filter=canvas.blur(8))
    profile = trace("50,500 44,520 42,556 56,590 72,606")
    wax = "#f4ead6" if lightness(body) < 0.85 else "#d9a78a"
    draw_turned(canvas, [(27, 214), (27, 260), (27, 505)], wax, x=x, tilt=tilt)
    canvas.ellipse(x, 214, 27, 8, tint(wax, 0.6))
    front = draw_turned(canvas, profile, body, x=x, tilt=tilt)
    draw_speckles(canvas, front, body, shot.chance, area=(320, 500, 460, 610), count=9)
    canvas.path(
        join("M", x - 50, 500, "A", 50, 13, 0, 0, 0, x + 50, 500, "A", 50, 9, 0, 0, 1, x - 50, 500, "Z"),
        tint(body, 0.45),
    )
    glow(canvas, x, 172, 150, strength=0.7)
    canvas.line(join("M", x, 214, "L", x + 1, 192), "#3a2a20", 4, stroke_linecap="round")
    flame = tidy(f"M{x + 1} 206C{x - 24} 190 {x - 10} 160 {x + 2} 128C{x + 12} 160 {x + 24} 190 {x + 1} 206Z")
    canvas.path(flame, canvas.linear(((0, "#fff6d8"), (0.6, "#ffd477"), (1, "#f79a3c")), turn=(0, 0, 0, 1)))


@form("tile", stage="flat")
def draw_tile(shot: Shot) -> None:
    canvas = shot.canvas
    with canvas.group(transform="rotate(9 400 400) translate(62 46)"):
        _draw_one_tile(shot, 0.82, painted=False)
    with canvas.group(transform="rotate(-7 400 400) translate(-34 -26)"):
        _draw_one_tile(shot, 1.0, painted=True)


def _draw_one_tile(shot: Shot, light: float, *, painted: bool) -> None:
    canvas, body = shot.canvas, shade(shot.body, 1 - light)
    edge = canvas.outline(rounded(170, 170, 460, 460, 12))
    lay_shadow(canvas, shot.ground, edge, lift=16)
    canvas.use(edge, shade(body, 0.4), transform="translate(4 6)")
    canvas.use(edge, sheen(canvas, body, contrast=0.6))
    if painted:
        _paint_majolica(shot, mix(shot.contrast(), shade(shot.contrast(), 0.4), 0.15))
        canvas.path("M170 182V400L400 170H182Q170 170 170 182Z", "#ffffff24")
    draw_speckles(canvas, edge, body, shot.chance, area=(172, 172, 628, 628), count=26)
    canvas.line("M176 622V184Q176 176 184 176H622", "#ffffffb0", 4)


def _paint_majolica(shot: Shot, ink: str) -> None:
    """Paint one of a few old patterns: a quarter, repeated four times."""
    canvas, kind = shot.canvas, shot.chance.randrange(3)
    quarter = (
        "M400 392C372 340 372 280 400 222C428 280 428 340 400 392Z"
        + arc(190, 190, 92, 92, 0, 90)
        + "L190 250"
        + arc(190, 190, 60, 60, 90, 0).replace("M", "L", 1)
        + "Z",
        "M400 400L330 270L400 200L470 270Z M190 190H300L190 300Z",
        "M394 384Q300 370 262 262Q370 300 394 384Z M394 190Q360 240 394 290Z",
    )[kind]
    piece = canvas.outline(quarter)
    with canvas.group(fill=ink):
        for angle in (0, 90, 180, 270):
            canvas.use(piece, "", transform=f"rotate({angle} 400 400)")
        canvas.circle(400, 400, 18, fill="")
    canvas.rect(192, 192, 416, 416, "none", stroke=fade(ink, 0.8), stroke_width=5)


@form("planter", zoom=1.1)
def draw_planter(shot: Shot) -> None:
    canvas, tilt = shot.canvas, 0.2
    profile = trace("150,400 152,430 146,520 130,600 112,636")
    throw_shadow(canvas, shot.ground, 400, 636, 130, tall=1.6)
    draw_vessel(shot, profile, tilt=tilt, dip=shot.chance.choice((0.22, 0.45)), gloss=(440, 560))
    draw_mouth(canvas, shot.body, x=400, y=400, radius=150, tilt=tilt, wall=10)
    canvas.ellipse(400, 406, 134, 21, "#3b2a20")
    draw_rosette(canvas, shot.chance, x=400, y=408, reach=250, colour=FERN)
    canvas.path(
        "M262 406A138 24 0 0 0 538 406A150 30 0 0 1 262 406Z",
        shade(shot.body, 0.1),
    )
