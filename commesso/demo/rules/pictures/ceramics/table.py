"""What stands on a table: cups, bowls, plates, pots to pour from."""

from commesso.demo.rules.pictures.bodies import (
    PLAIN,
    draw_mouth,
    draw_tube,
    draw_turned,
    sheen,
)
from commesso.demo.rules.pictures.boxes import Block, draw_block, throw_block_shadow
from commesso.demo.rules.pictures.ceramics.parts import draw_drink, draw_pool, draw_saucer, draw_vessel
from commesso.demo.rules.pictures.colour import fade, shade, tint
from commesso.demo.rules.pictures.light import lay_shadow, throw_shadow
from commesso.demo.rules.pictures.materials import draw_speckles
from commesso.demo.rules.pictures.registry import Shot, form
from commesso.demo.rules.pictures.shapes import (
    View,
    arc,
    join,
    oval,
    smooth,
    trace,
)


@form("mug", zoom=1.2)
def draw_mug(shot: Shot) -> None:
    canvas, tilt, x = shot.canvas, 0.22, 370
    profile = trace("146,268 148,300 149,420 146,520 136,578 112,610 104,618")
    throw_shadow(canvas, shot.ground, x, 616, 140)
    draw_tube(
        canvas,
        smooth(trace("500,330 566,318 612,372 600,460 548,520 488,522")),
        shot.body,
        36,
    )
    draw_vessel(shot, profile, tilt=tilt, dip=shot.chance.choice((0, 0.2, 0.28, 0.36)), x=x, gloss=(310, 470))
    draw_mouth(canvas, shot.body, x=x, y=268, radius=146, tilt=tilt, wall=9, inside=shot.given_accent)


@form("cup", zoom=1.06)
def draw_cup(shot: Shot) -> None:
    canvas, tilt, x = shot.canvas, 0.24, 384
    draw_saucer(shot, x=x, y=608, radius=282)
    profile = trace("186,350 182,392 166,470 128,548 90,578 82,600")
    canvas.ellipse(x + 40, 606, 150, 30, fade(shade(shot.body, 0.7), 0.35), filter=canvas.blur(10))
    draw_tube(canvas, smooth(trace("552,404 618,384 646,432 604,490 530,506")), shot.body, 24)
    draw_vessel(shot, profile, tilt=tilt, x=x, gloss=(410, 520))
    inner = draw_mouth(canvas, shot.body, x=x, y=350, radius=186, tilt=tilt, wall=8, depth=0.4)
    draw_drink(shot, x=x, y=360, rx=inner[0] * 0.93, ry=inner[1] * 0.74)


@form("espresso_cup", zoom=1.14)
def draw_espresso_cup(shot: Shot) -> None:
    canvas, tilt, x = shot.canvas, 0.25, 386
    draw_saucer(shot, x=x, y=606, radius=246)
    canvas.ellipse(x + 34, 604, 130, 30, fade(shade(shot.body, 0.7), 0.4), filter=canvas.blur(10))
    profile = trace("132,356 134,400 132,480 118,550 88,588 80,600")
    draw_tube(canvas, smooth(trace("500,414 558,402 578,448 548,500 496,504")), shot.body, 24)
    draw_vessel(shot, profile, tilt=tilt, x=x, dip=0.3, gloss=(390, 500))
    inner = draw_mouth(canvas, shot.body, x=x, y=356, radius=132, tilt=tilt, wall=8, depth=0.4)
    draw_drink(shot, x=x, y=364, rx=inner[0] * 0.95, ry=inner[1] * 0.8)


@form("bowl", zoom=1.2)
def draw_bowl(shot: Shot) -> None:
    canvas, tilt = shot.canvas, 0.3
    profile = trace("240,376 238,398 222,458 184,524 130,570 92,588 88,606")
    throw_shadow(canvas, shot.ground, 400, 604, 130)
    draw_vessel(shot, profile, tilt=tilt, gloss=(446, 540))
    inside = shot.given_accent or tint(shot.body, 0.1)
    draw_mouth(canvas, shot.body, x=400, y=376, radius=240, tilt=tilt, wall=10, depth=0.46, inside=inside)
    draw_pool(shot, inside, x=400, y=404, rx=170, ry=34)


@form("serving_bowl", zoom=1.08)
def draw_serving_bowl(shot: Shot) -> None:
    canvas, tilt = shot.canvas, 0.34
    profile = trace("300,410 297,430 268,490 206,548 140,584 128,604")
    throw_shadow(canvas, shot.ground, 400, 602, 180)
    draw_vessel(shot, profile, tilt=tilt, gloss=(490, 560))
    inside = tint(shot.body, 0.1)
    draw_mouth(canvas, shot.body, x=400, y=410, radius=300, tilt=tilt, wall=12, depth=0.44, inside=inside)
    draw_pool(shot, inside, x=400, y=446, rx=220, ry=52)
    d = oval(400, 414, 272, 82)
    canvas.line(d, fade(shade(shot.contrast(), 0.08), 0.75), 5)


@form("plate", stage="flat")
def draw_plate(shot: Shot) -> None:
    _draw_round_plate(shot, squash=1.0, radius=276)


@form("platter", stage="flat")
def draw_platter(shot: Shot) -> None:
    _draw_round_plate(shot, squash=0.68, radius=336)


def _draw_round_plate(shot: Shot, *, squash: float, radius: float) -> None:
    """Draw a plate from above: the rim that catches the lamp on its far side, the well, the line of the second glaze."""
    canvas, body, turn = shot.canvas, shot.body, {"transform": "rotate(-14 400 400)"} if squash < 1 else {}

    def layer(part: float, fill: str = "none", **rest: str | float) -> None:
        canvas.ellipse(400, 400, radius * part, radius * (squash - 1 + part), fill, **rest)

    with canvas.group(**turn):
        edge = canvas.outline(oval(400, 400, radius, radius * squash))
        lay_shadow(canvas, shot.ground, edge, lift=22)
        canvas.use(
            edge,
            canvas.linear(
                ((0, tint(body, 0.7)), (0.5, body), (1, shade(body, 0.45))), turn=(0.1, 0.1, 0.9, 0.9)
            ),
        )
        layer(
            0.985,
            canvas.linear(
                ((0, shade(body, 0.16)), (0.5, body), (1, tint(body, 0.45))), turn=(0.1, 0.1, 0.9, 0.9)
            ),
        )
        if shot.chance.random() < 0.7:
            layer(0.945, stroke=fade(shot.contrast(), 0.85), stroke_width=shot.chance.choice((5, 9, 14)))
        layer(
            0.72,
            canvas.linear(
                (
                    (0, shade(body, 0.3)),
                    (0.22, shade(body, 0.1)),
                    (0.8, tint(body, 0.25)),
                    (1, tint(body, 0.6)),
                ),
                turn=(0.1, 0.1, 0.9, 0.9),
            ),
        )
        layer(
            0.69,
            canvas.radial(
                ((0, tint(body, 0.2)), (0.7, body), (1, shade(body, 0.1))), centre=(0.42, 0.4), radius=0.62
            ),
        )
        area = (400 - radius, 400 - radius * squash, 400 + radius, 400 + radius * squash)
        draw_speckles(canvas, edge, body, shot.chance, area=area, count=60)
        canvas.line(
            arc(400, 400, radius * 0.86, radius * (squash - 0.14), 196, 248),
            "#ffffff99",
            20,
            filter=canvas.blur(7),
            stroke_linecap="round",
        )


@form("jug", zoom=1.12)
def draw_jug(shot: Shot) -> None:
    canvas, tilt, x = shot.canvas, 0.18, 380
    profile = trace("106,210 96,250 92,300 118,370 158,450 166,530 140,604 104,640")
    throw_shadow(canvas, shot.ground, x, 640, 130, tall=1.6)
    draw_tube(canvas, smooth(trace("466,250 540,228 594,290 590,390 528,480")), shot.body, 34)
    draw_vessel(shot, profile, tilt=tilt, x=x, dip=shot.chance.choice((0.2, 0.3)), gloss=(330, 560))
    lip = smooth(trace("274,214! 248,190 214,178! 238,226 286,262!"))
    canvas.path(lip + "Z", sheen(canvas, shot.body, turn=(0, 0, 1, 0.6)))
    mouth = smooth(
        trace("214,178! 268,196 330,188 400,187 468,196 486,210 462,225 390,231 310,226 264,210 214,178")
    )
    dark = canvas.linear(
        (
            (0, tint(shot.body, 0.1)),
            (0.2, shade(shot.body, 0.5)),
            (0.55, shade(shot.body, 0.55)),
            (1, tint(shot.body, 0.1)),
        )
    )
    canvas.path(mouth + "Z", dark, stroke=tint(shot.body, 0.4), stroke_width=6, stroke_linejoin="round")


@form("teapot", zoom=1.16)
def draw_teapot(shot: Shot) -> None:
    canvas, tilt, x = shot.canvas, 0.2, 408
    profile = trace("84,352 132,380 176,440 180,500 152,568 104,612 98,624")
    throw_shadow(canvas, shot.ground, x, 622, 140)
    handle = smooth(trace("546,400 606,372 664,414 660,500 610,560 552,556"))
    draw_tube(canvas, handle, shot.accent(shot.body), 26)
    spout = smooth(trace("262,560 196,520 168,440 138,388! 118,366! 166,372! 196,420 230,450 268,452!"))
    canvas.path(
        spout + "Z",
        canvas.linear(
            ((0, shade(shot.body, 0.1)), (0.35, tint(shot.body, 0.3)), (1, shade(shot.body, 0.42))),
            turn=(0.2, 0.1, 0.7, 0.9),
        ),
    )
    canvas.path("M118 366Q140 356 166 372Q142 380 118 366Z", shade(shot.body, 0.62))
    draw_vessel(shot, profile, tilt=tilt, x=x, gloss=(400, 530))
    lid = trace("10,300 40,308 76,330 90,350")
    canvas.ellipse(x + 3, 360, 92, 18, fade(shade(shot.body, 0.7), 0.6))
    draw_turned(canvas, lid, shot.body, x=x, tilt=tilt, finish=PLAIN)
    draw_turned(
        canvas,
        trace("8,268 20,276 22,290 12,302 12,306"),
        shot.accent(shot.body),
        x=x,
        tilt=tilt,
        finish=PLAIN,
    )
    canvas.ellipse(
        x - 38, 326, 16, 6, "#ffffff99", filter=canvas.blur(3), transform=f"rotate(-20 {x - 38} 326)"
    )


@form("butter_dish", zoom=1.26)
def draw_butter_dish(shot: Shot) -> None:
    canvas, body = shot.canvas, shot.body
    view = View(x=375, y=590, yaw=28, pitch=24)
    tray = Block((-215, 215), (0, 20), (-125, 125))
    throw_block_shadow(canvas, shot.ground, view, tray, reach=0.6)
    draw_block(canvas, view, tray, shot.accent(body), corner=44)
    lid = Block((-180, 180), (24, 150), (-92, 92))
    canvas.ellipse(
        view.at(20, 20, 0)[0],
        view.at(0, 20, -20)[1],
        215,
        70,
        fade(shade(body, 0.7), 0.4),
        filter=canvas.blur(8),
    )
    drawn = draw_block(canvas, view, lid, body, corner=52)
    draw_speckles(canvas, drawn.side, body, shot.chance, area=(180, 380, 620, 640), count=30)
    x, y = view.at(0, 150, 0)
    canvas.ellipse(x + 8, y + 6, 46, 14, fade(shade(body, 0.7), 0.4), filter=canvas.blur(5))
    draw_turned(
        canvas,
        [(10, y - 56), (30, y - 46), (30, y - 28), (16, y - 10), (20, y)],
        shot.accent(body),
        x=x,
        tilt=0.3,
        finish=PLAIN,
    )
    left, right = view.at(-150, 142, -92), view.at(110, 142, -92)
    canvas.line(
        join("M", *left, "L", *right),
        "#ffffffb0",
        9,
        filter=canvas.blur(3),
        stroke_linecap="round",
        transform="translate(0 16)",
    )
