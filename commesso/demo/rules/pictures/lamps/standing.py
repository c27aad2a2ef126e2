"""Lamps that stand."""

from commesso.demo.rules.pictures.bodies import (
    GLAZE,
    METAL,
    PLAIN,
    draw_tube,
    draw_turned,
    metal,
)
from commesso.demo.rules.pictures.colour import fade, is_metal, lightness, mix, shade, tint
from commesso.demo.rules.pictures.lamps.parts import draw_foot, draw_shade, shine
from commesso.demo.rules.pictures.light import glow, throw_shadow
from commesso.demo.rules.pictures.registry import Shot, form
from commesso.demo.rules.pictures.shapes import arc, join, polygon, smooth, trace


@form("table_lamp", stage="dusk")
def draw_table_lamp(shot: Shot) -> None:
    canvas, x = shot.canvas, 400
    shine(shot, x, 300, table=630)
    throw_shadow(canvas, shot.ground, x - 20, 650, 110, tall=0.6)
    profile = [
        trace("22,350 20,380 44,410 122,480 136,540 104,612 76,634 80,650"),
        trace("22,350 24,390 86,420 112,480 96,560 62,610 96,634 100,650"),
        trace("22,350 22,392 104,404 112,420 112,610 108,640 98,650"),
    ][shot.chance.randrange(3)]
    draw_foot(shot, profile)
    canvas.rect(x - 9, 330, 18, 30, metal(canvas, "#c8a050"))
    draw_shade(shot, x=x, top=118, low=346, narrow=132, wide=206)


@form("bedside_lamp", stage="dusk", zoom=1.06)
def draw_bedside_lamp(shot: Shot) -> None:
    canvas, x = shot.canvas, 400
    shine(shot, x, 380, table=626)
    throw_shadow(canvas, shot.ground, x - 16, 644, 126, tall=0.5)
    draw_foot(shot, trace("34,400 32,480 36,560 64,610 112,628 120,644"))
    cap = trace("6,226 90,240 172,292 214,368 222,410")
    light = shot.accent("#f4ead8")
    if lightness(light) < 0.6:
        light = "#f4ead8"
    dome = draw_turned(canvas, cap, light, x=x, tilt=0.15, finish=PLAIN)
    warm = ((0, fade("#fff3cf", 0.0)), (0.55, fade("#fff0c8", 0.35)), (1, fade("#fff4d6", 0.95)))
    canvas.use(dome, canvas.linear(warm, turn=(0, 0, 0, 1)))
    canvas.line(arc(x, 410, 222, 33, 178, 2), tint(light, 0.5), 4)


@form("floor_lamp", stage="dusk")
def draw_floor_lamp(shot: Shot) -> None:
    canvas, x = shot.canvas, 400
    shine(shot, x, 190, table=690)
    throw_shadow(canvas, shot.ground, x, 726, 120, ry=16, tall=0.2)
    wood = shot.chance.random() < 0.5
    if wood:
        for foot, y in ((262, 712), (552, 708), (428, 748)):
            draw_tube(canvas, join("M", 400, 330, "L", foot, y), shot.body, 15, gloss=0.25)
        draw_turned(canvas, [(22, 300), (24, 336), (16, 350)], shot.body, x=x, tilt=0.2, finish=PLAIN)
    else:
        draw_turned(
            canvas,
            [(96, 706), (116, 716), (118, 728)],
            shot.body,
            x=x,
            tilt=0.2,
            finish=METAL if is_metal(shot.body) else GLAZE,
        )
        draw_tube(canvas, "M400 270V706", shot.body, 14, gloss=0.6, cap="butt")
    draw_shade(shot, x=x, top=74, low=286, narrow=112, wide=178)
    canvas.line("M470 290V346", fade("#e9d3a0", 0.9), 2)
    canvas.circle(470, 350, 5, "#d9b976")


@form("desk_lamp", stage="dusk")
def draw_desk_lamp(shot: Shot) -> None:
    canvas, body = shot.canvas, shot.body
    pool = canvas.radial(
        ((0, fade("#ffe2ac", 0.85)), (0.5, fade("#ffd797", 0.35)), (1, fade("#ffd797", 0.0)))
    )
    canvas.ellipse(250, 634, 260, 70, pool)
    beam = canvas.linear(((0, fade("#ffe2ac", 0.5)), (1, fade("#ffe2ac", 0.02))), turn=(0.4, 0, 0.4, 1))
    canvas.path(polygon(trace("170,312 330,360 440,640 60,640")), beam, filter=canvas.blur(10))
    throw_shadow(canvas, shot.ground, 520, 652, 118, tall=0.6)
    draw_foot(shot, trace("22,600 96,616 122,636 124,654"), x=520, tilt=0.22)
    accent = shot.accent(body)
    draw_tube(canvas, "M520 612L600 400", accent, 17, gloss=0.5)
    draw_tube(canvas, "M600 400L372 214", accent, 17, gloss=0.5)
    for x, y, radius in ((600, 400, 21), (372, 214, 17)):
        canvas.circle(x + 2, y + 3, radius, "#00000052")
        canvas.circle(x, y, radius, metal(canvas, shot.accent("#c8a050"), turn=(0, 0, 1, 1)))
    with canvas.group(transform="rotate(20 340 230)"):
        head = trace("26,150 42,164 46,206 70,254 104,320 108,334")
        draw_turned(canvas, head, body, x=310, tilt=0.2, finish=METAL if is_metal(body) else GLAZE)
        canvas.ellipse(310, 334, 108, 24, shade(body, 0.4))
        canvas.ellipse(310, 336, 98, 19, "#fff0c6")
        canvas.ellipse(310, 338, 40, 13, "#ffffff")
    glow(canvas, 252, 340, 150, strength=0.5)


@form("paper_lamp", stage="dusk", zoom=1.06)
def draw_paper_lamp(shot: Shot) -> None:
    canvas, x, y, radius = shot.canvas, 400, 390, 226
    paper = shot.body if lightness(shot.body) > 0.6 else "#f3e7d0"
    wood = shot.accent("#8a5f3c")
    shine(shot, x, y, table=640)
    throw_shadow(canvas, shot.ground, x - 10, 652, 96, tall=0.3)
    for foot, y1 in ((300, 652), (500, 650), (404, 664)):
        draw_tube(canvas, join("M", x + (foot - x) * 0.7, 570, "L", foot, y1), wood, 15, gloss=0.2)
    ball = canvas.outline(
        smooth(
            [
                (x, y - 200),
                (x + 150, y - 158),
                (x + radius, y - 30),
                (x + 196, y + 100),
                (x + 96, y + 190),
                (x - 96, y + 190),
                (x - 196, y + 100),
                (x - radius, y - 30),
                (x - 150, y - 158),
            ],
            closed=True,
        )
    )
    warm = mix(paper, "#ffe2ac", 0.35)
    canvas.use(
        ball,
        canvas.radial(
            (
                (0, "#fffaf0"),
                (0.35, mix(warm, "#fffaf0", 0.6)),
                (0.8, warm),
                (1, shade(mix(paper, "#e0a45c", 0.4), 0.14)),
            ),
            centre=(0.5, 0.52),
            radius=0.56,
        ),
    )
    ribs = "".join(
        join("M", x - 240, y + lift, "Q", x, y + lift + 44 + lift * 0.16, x + 240, y + lift)
        for lift in range(-200, 181, 27)
    )
    with canvas.group(clip_path=canvas.clip(ball), fill="none"):
        canvas.path(ribs, "", stroke=fade(shade(paper, 0.45), 0.34), stroke_width=2.4)
        canvas.path(ribs, "", stroke="#ffffff70", stroke_width=4, transform="translate(0 4)")
    canvas.ellipse(x, y - 197, 48, 9, shade(wood, 0.2))
