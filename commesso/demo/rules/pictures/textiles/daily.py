"""What is used each day: on the table, at the sink, round the neck."""

from commesso.demo.rules.pictures.bodies import draw_tube, metal, sheen
from commesso.demo.rules.pictures.botany import OLIVE, draw_twig
from commesso.demo.rules.pictures.colour import fade, shade, tint
from commesso.demo.rules.pictures.light import hang_shadow, lay_shadow, throw_shadow
from commesso.demo.rules.pictures.materials import draw_grain, weave
from commesso.demo.rules.pictures.registry import Shot, form
from commesso.demo.rules.pictures.shapes import (
    arc,
    join,
    oval,
    polygon,
    rounded,
    smooth,
    soft_polygon,
    trace,
)
from commesso.demo.rules.pictures.textiles.parts import BRASS, OAK, draw_cloth, folds, fringe, stripes


@form("tablecloth", zoom=1.02)
def draw_tablecloth(shot: Shot) -> None:
    canvas, body = shot.canvas, shot.body
    throw_shadow(canvas, shot.ground, 400, 664, 310, ry=46, tall=0.3)
    hem = trace("106,650 160,676 214,660 276,690 338,672 404,696 470,674 532,690 590,664 646,676 696,646")
    d = "M142 322C124 430 116 560 106 650" + smooth(hem).replace("M106 650", "") + "C684 560 676 430 658 322Z"
    border = "".join(smooth([(x, y - away) for x, y in hem]) for away in (46, 74))
    outline = draw_cloth(shot, d)
    with canvas.group(clip_path=canvas.clip(outline)):
        canvas.line(border, fade(shot.contrast(), 0.9), shot.chance.choice((8, 14, 20)))
    canvas.use(outline, folds(shot, 9, strength=0.42))
    canvas.use(
        outline,
        canvas.linear(
            ((0, fade(body, 0.5)), (0.4, fade(body, 0.0)), (1, fade(shade(body, 0.8), 0.2))),
            turn=(0, 0, 0, 1),
        ),
    )
    top = canvas.outline(oval(400, 322, 258, 70))
    canvas.use(top, canvas.linear(((0, tint(body, 0.5)), (1, body)), turn=(0, 0, 0.9, 1)))
    canvas.use(top, weave(canvas, body, size=7, opacity=0.16))
    canvas.ellipse(400, 322, 200, 50, "none", stroke=fade(shot.contrast(), 0.8), stroke_width=5)
    canvas.line(arc(400, 324, 258, 70, 176, 4), fade(tint(body, 0.8), 0.7), 5, filter=canvas.blur(1.6))
    _draw_fruit(shot)


def _draw_fruit(shot: Shot) -> None:
    """Set a dish of lemons on the table."""
    canvas = shot.canvas
    canvas.ellipse(420, 322, 88, 19, fade(shade(shot.body, 0.7), 0.4), filter=canvas.blur(6))
    for x, y in ((366, 274), (432, 270), (400, 262), (394, 288)):
        canvas.ellipse(
            x,
            y,
            34,
            26,
            canvas.radial(
                ((0, "#fbe58a"), (0.5, "#eec13e"), (1, "#b98415")), centre=(0.35, 0.3), radius=0.75
            ),
        )
    bowl = "M312 278C318 308 350 328 400 328C450 328 482 308 488 278Q400 306 312 278Z"
    canvas.path(bowl, canvas.linear(((0, "#ffffff"), (0.5, "#e9e4da"), (1, "#a9a296"))))


@form("napkins", stage="flat", zoom=1.08)
def draw_napkins(shot: Shot) -> None:
    canvas, body = shot.canvas, shot.body
    for turn, light in ((10, 0.12), (-3, 0.06), (-14, 0.0)):
        with canvas.group(transform=f"rotate({turn} 400 400)"):
            square = rounded(196, 196, 408, 408, 8)
            lay_shadow(canvas, shot.ground, canvas.outline(square), lift=12)
            draw_cloth(shot, square, colour=shade(body, light))
            canvas.path(rounded(222, 222, 356, 356, 4), stroke=fade(shot.contrast(), 0.9), stroke_width=10)
            if turn == -14:
                canvas.line(
                    "M400 198V602M198 400H602",
                    fade(shade(body, 0.6), 0.22),
                    10,
                    filter=canvas.blur(4),
                )
                canvas.line("M204 600V204H600", fade(tint(body, 0.9), 0.6), 3)
    draw_twig(canvas, shot.chance, root=(500, 520), tip=(290, 270), colour=OLIVE, leaves=9, size=86)
    canvas.line(smooth([(452, 446), (432, 470), (414, 486)]), "#c8a878", 9, stroke_linecap="round")


def _draw_peg_rail(shot: Shot, y: float) -> None:
    canvas, wood = shot.canvas, OAK
    rail = canvas.outline(rounded(60, y, 680, 44, 8))
    hang_shadow(canvas, shot.ground, rail, away=14)
    canvas.use(rail, canvas.linear(((0, tint(wood, 0.35)), (1, shade(wood, 0.2))), turn=(0, 0, 0, 1)))
    draw_grain(canvas, rail, wood, shot.chance, area=(60, y, 740, y + 44), count=4)
    for x in (160, 400, 640):
        canvas.circle(x + 4, y + 28, 15, "#00000038")
        canvas.circle(
            x,
            y + 22,
            15,
            canvas.radial(((0, tint(wood, 0.6)), (1, shade(wood, 0.4))), centre=(0.35, 0.3), radius=0.8),
        )


@form("towel", stage="wall", zoom=1.04)
def draw_towel(shot: Shot) -> None:
    canvas, body = shot.canvas, shot.body
    back = smooth(trace("236,214! 240,560 236,600! 400,610 560,600! 562,214")) + "Z"
    hang_shadow(canvas, shot.ground, canvas.outline(back), away=38)
    draw_cloth(shot, back, colour=shade(body, 0.34))
    fringe(canvas, (238, 602), (560, 602), shade(body, 0.3), length=22, count=36)
    draw_tube(canvas, "M96 196H706", shot.accent(BRASS), 20, gloss=0.6)
    for x in (112, 690):
        canvas.circle(x, 196, 26, metal(canvas, shot.accent(BRASS), turn=(0, 0, 1, 1)))
    d = (
        smooth(
            trace(
                "224,206! 232,186 250,182! 552,182! 570,186 578,206! 584,400 578,650! 400,662 "
                "222,650! 216,400 224,206"
            )
        )
        + "Z"
    )
    draw_cloth(
        shot,
        d,
        pattern=stripes(shot, (200, 430, 600, 660), along="x"),
        overlay=folds(shot, 5, strength=0.24),
        grain=9,
    )
    fringe(canvas, (224, 652), (578, 652), body, length=30, count=40)
    over = canvas.linear(
        ((0, fade(shade(body, 0.7), 0.3)), (0.5, fade(tint(body, 0.9), 0.6)), (1, fade(body, 0.0))),
        turn=(0, 0, 0, 1),
    )
    canvas.path(rounded(226, 182, 350, 46, 14), over)


@form("tea_towel", stage="wall", zoom=1.06)
def draw_tea_towel(shot: Shot) -> None:
    canvas, body = shot.canvas, shot.body
    d = (
        smooth(
            trace(
                "386,156! 340,230 286,400 240,620! 300,652 356,634! 392,690! 470,640! 520,650 "
                "566,604! 520,400 466,230 416,156!"
            )
        )
        + "Z"
    )
    hang_shadow(canvas, shot.ground, canvas.outline(d), away=34)
    _draw_peg_rail(shot, 110)
    outline = draw_cloth(shot, d)
    kind = shot.chance.randrange(2)
    with canvas.group(clip_path=canvas.clip(outline)):
        if kind:
            rays = "".join(
                join("M", 400, 130, "L", x, 720, "H", x + wide, "Z")
                for x, wide in ((240, 20), (276, 20), (340, 8), (430, 8), (500, 20), (540, 20))
            )
            canvas.path(rays, fade(shot.contrast(), 0.9))
        else:
            bars = "".join(smooth([(200, y), (400, y + 30), (600, y - 8)]) for y in (500, 528, 572, 600))
            canvas.line(bars, fade(shot.contrast(), 0.9), 12)
        pleats = trace("400,330 350,300 446,470 480,560")
        for x, bottom in pleats:
            canvas.path(
                polygon([(398, 150), (bottom, 700), (bottom + (x - 370) * 0.5 + 34, 700)]),
                fade(shade(body, 0.7), 0.28),
                filter=canvas.blur(7),
            )
        canvas.path(
            polygon([(394, 150), (262, 640), (300, 640)]), fade(tint(body, 0.9), 0.5), filter=canvas.blur(8)
        )
        canvas.path(
            polygon([(404, 150), (400, 690), (430, 680)]), fade(tint(body, 0.9), 0.4), filter=canvas.blur(7)
        )
    canvas.line(arc(400, 146, 15, 22, 30, -210), shade(body, 0.2), 7, stroke_linecap="round")


@form("scarf", stage="flat", zoom=1.04)
def draw_scarf(shot: Shot) -> None:
    canvas, body = shot.canvas, shot.body
    with canvas.group(transform="rotate(12 400 400)"):
        under = soft_polygon(trace("330,130 560,150 600,640 400,650"), 26)
        lay_shadow(canvas, shot.ground, canvas.outline(under), lift=16)
        draw_cloth(
            shot,
            under,
            colour=shade(body, 0.16),
            pattern=stripes(shot, (330, 420, 610, 660), along="x"),
            grain=9,
        )
        fringe(canvas, (404, 650), (598, 641), shade(body, 0.1), length=52, count=26)
        over = (
            smooth(
                trace(
                    "330,136 346,108 400,100 500,108 548,128 564,160! 520,300 440,640! 220,600! "
                    "280,320 330,136"
                )
            )
            + "Z"
        )
        lay_shadow(canvas, shade(body, 0.2), canvas.outline(over), lift=10)
        outline = draw_cloth(shot, over, grain=9)
        with canvas.group(clip_path=canvas.clip(outline)):
            canvas.path(
                stripes(shot, (200, 430, 600, 640), along="x"),
                fade(shot.contrast(), 0.88),
                transform="rotate(10 330 620) translate(0 -10)",
            )
            canvas.line(
                smooth([(480, 110), (420, 330), (350, 620)]),
                fade(shade(body, 0.7), 0.34),
                22,
                filter=canvas.blur(9),
            )
            canvas.line(
                smooth([(400, 100), (340, 330), (262, 610)]),
                fade(tint(body, 0.9), 0.4),
                26,
                filter=canvas.blur(10),
            )
            canvas.line(
                smooth([(336, 150), (420, 118), (560, 150)]),
                fade(tint(body, 0.9), 0.45),
                20,
                filter=canvas.blur(8),
            )
        fringe(canvas, (222, 601), (438, 640), body, length=54, count=28)


@form("apron", stage="wall", zoom=1.02)
def draw_apron(shot: Shot) -> None:
    canvas, body = shot.canvas, shot.body
    strap = shot.accent("#8a5a36")
    neck = smooth(trace("320,250 316,160 360,96 400,84 440,96 484,160 480,250"))
    d = (
        smooth(
            trace(
                "312,236! 400,244 488,236! 500,330 560,392 596,404! 606,560 600,716! 400,730 "
                "200,716! 194,560 204,404! 240,392 300,330 312,236"
            )
        )
        + "Z"
    )
    hang_shadow(canvas, shot.ground, canvas.outline(d), away=32)
    canvas.circle(404, 92, 16, "#00000040")
    canvas.circle(400, 84, 15, metal(canvas, BRASS, turn=(0, 0, 1, 1)))
    for line in (
        neck,
        smooth(trace("204,410 170,440 176,540 150,610")),
        smooth(trace("596,410 636,450 626,540 650,620")),
    ):
        canvas.line(line, shade(strap, 0.35), 16, transform="translate(2 3)")
        canvas.line(line, strap, 14)
    draw_cloth(shot, d, overlay=folds(shot, 5, strength=0.2))
    canvas.line(
        smooth([(322, 250), (400, 258), (478, 250)]), fade(tint(body, 0.6), 0.7), 3, stroke_dasharray="8 5"
    )
    for x, y, wide, high in ((258, 470, 284, 150), (346, 300, 108, 84)):
        pocket = canvas.outline(rounded(x, y, wide, high, 14))
        lay_shadow(canvas, shade(body, 0.3), pocket, lift=5)
        canvas.use(pocket, sheen(canvas, body, contrast=0.6))
        canvas.use(pocket, weave(canvas, body, size=7, opacity=0.2))
        canvas.path(
            rounded(x + 7, y + 7, wide - 14, high - 14, 10),
            stroke=fade(tint(body, 0.6), 0.7),
            stroke_width=3,
            stroke_dasharray="8 5",
        )
    canvas.line("M400 476V612", fade(tint(body, 0.6), 0.7), 3, stroke_dasharray="8 5")
    for x, y in ((322, 254), (478, 254), (264, 476), (536, 476)):
        canvas.circle(x, y, 8, metal(canvas, BRASS, turn=(0, 0, 1, 1)))
    canvas.path(rounded(392, 330, 40, 26, 4), strap)
