"""What the hand holds."""

from commesso.demo.rules.pictures.bodies import (
    GLAZE,
    METAL,
    draw_mouth,
    draw_tube,
    draw_turned,
    metal,
    sheen,
)
from commesso.demo.rules.pictures.colour import fade, is_metal, is_wood, mix, shade, tint
from commesso.demo.rules.pictures.light import hang_shadow, lay_shadow, throw_shadow
from commesso.demo.rules.pictures.materials import draw_plank, weave
from commesso.demo.rules.pictures.registry import Shot, form
from commesso.demo.rules.pictures.shapes import arc, join, polygon, rounded, smooth, tidy, trace

ASH = "#c79a66"
STEEL = "#aab0b3"


def wood_and_metal(shot: Shot) -> tuple[str, str]:
    """Return the colours of a tool's handle and of its working end, whichever of the two was given."""
    if is_wood(shot.body):
        return shot.body, shot.accent(STEEL)
    return shot.accent(ASH), shot.body


@form("trowel", stage="flat", zoom=1.08)
def draw_trowel(shot: Shot) -> None:
    canvas = shot.canvas
    wood, steel = wood_and_metal(shot)
    with canvas.group(transform="rotate(38 400 400)"):
        neck = canvas.outline(smooth(trace("388,380! 386,430 374,470! 426,470! 414,430 412,380!")) + "Z")
        blade = canvas.outline(
            smooth(
                trace(
                    "352,452! 326,520 332,620 366,704 400,742 434,704 468,620 474,520 448,452! "
                    "400,438 352,452"
                )
            )
            + "Z"
        )
        for part in (neck, blade):
            lay_shadow(canvas, shot.ground, part, lift=16)
        canvas.use(neck, metal(canvas, steel))
        ramp = (
            (0, shade(steel, 0.2)),
            (0.2, tint(steel, 0.3)),
            (0.46, shade(steel, 0.5)),
            (0.54, shade(steel, 0.1)),
            (0.8, tint(steel, 0.6)),
            (1, shade(steel, 0.25)),
        )
        canvas.use(blade, canvas.linear(ramp))
        canvas.use(blade, "none", stroke=fade(tint(steel, 0.8), 0.8), stroke_width=3)
        canvas.line(
            "M400 450V690",
            fade(shade(steel, 0.6), 0.35),
            12,
            filter=canvas.blur(5),
            stroke_linecap="round",
        )
        grip = (
            smooth(
                trace(
                    "376,388! 366,300 374,200 366,120 376,84 400,74 424,84 434,120 426,200 434,300 424,388!"
                )
            )
            + "Z"
        )
        draw_plank(shot, grip, wood, area=(362, 74, 438, 390), along="y", count=7)
        canvas.rect(374, 372, 52, 30, metal(canvas, "#c8a050"))
        canvas.circle(400, 104, 8, shade(shot.ground, 0.6))
        canvas.line(smooth(trace("400,104 450,60 470,110 408,104")), "#8a5a36", 6)


@form("pruner", stage="flat", zoom=1.1)
def draw_pruner(shot: Shot) -> None:
    canvas, body = shot.canvas, shot.body
    steel = STEEL
    with canvas.group(transform="rotate(34 400 400)"):
        left = (
            smooth(trace("412,366! 360,420 330,520 328,640 340,712 368,716 380,690 376,560 400,450 430,400!"))
            + "Z"
        )
        right = (
            smooth(trace("386,372! 440,420 482,520 494,640 486,712 458,718 442,690 438,560 412,460 376,404!"))
            + "Z"
        )
        hook = canvas.outline(
            smooth(trace("380,400! 344,330 336,250 352,180 378,150! 366,220 380,300 424,372!")) + "Z"
        )
        blade = canvas.outline(
            smooth(trace("420,404! 462,340 470,250 440,160 396,110! 396,220 390,300 378,374!")) + "Z"
        )
        for part in (canvas.outline(left), canvas.outline(right), hook, blade):
            lay_shadow(canvas, shot.ground, part, lift=15)
        canvas.use(hook, metal(canvas, shade(steel, 0.2)))
        draw_plank(shot, left, shade(body, 0.06), area=(0, 0, 1, 1), count=1, lift=0)
        canvas.use(
            blade,
            canvas.linear(
                ((0, "#f5f6f6"), (0.4, "#bfc5c8"), (0.6, "#8e959a"), (0.75, "#e4e7e8"), (1, "#9aa1a5"))
            ),
        )
        canvas.line(smooth([(396, 116), (404, 220), (398, 300)]), "#ffffffc0", 3)
        draw_plank(shot, right, body, area=(0, 0, 1, 1), count=1, lift=0)
        for x, y, turn in ((352, 560, 4), (462, 560, -4)):
            canvas.line(
                join("M", x, y - 70, "V", y + 100),
                fade(tint(body, 0.8), 0.55),
                9,
                filter=canvas.blur(3),
                stroke_linecap="round",
                transform=f"rotate({turn} {x} {y})",
            )
        canvas.line(
            smooth(trace("394,470 420,486 392,502 424,518 396,534 424,548")),
            "#8b9195",
            6,
            stroke_linejoin="round",
        )
        canvas.circle(
            403, 388, 27, metal(canvas, steel, turn=(0, 0, 1, 1)), stroke=shade(steel, 0.4), stroke_width=2
        )
        canvas.circle(403, 388, 12, metal(canvas, shot.accent("#c8a050"), turn=(0, 0, 1, 1)))
        canvas.path(rounded(390, 384, 26, 7, 3), "#00000066")


@form("watering_can", zoom=1.08)
def draw_watering_can(shot: Shot) -> None:
    canvas, body, trim, x, tilt = shot.canvas, shot.body, shot.accent(shot.body), 440, 0.2
    throw_shadow(canvas, shot.ground, x, 632, 160, tall=1.1)
    draw_tube(canvas, smooth(trace("560,370 660,350 690,440 640,540 578,566")), trim, 24)
    draw_tube(canvas, "M300 436L206 310", shade(body, 0.1), 12, gloss=0.3)
    spout = polygon(trace("300,590 300,510 150,268 122,286"))
    canvas.path(
        spout,
        canvas.linear(
            ((0, tint(body, 0.4)), (0.5, body), (1, shade(body, 0.45))), turn=(0.3, 0.2, 0.62, 0.5)
        ),
    )
    with canvas.group(transform="rotate(-34 132 268)"):
        rose = polygon(trace("116,296 148,296 176,244 88,244"))
        canvas.path(rose, metal(canvas, trim))
        canvas.ellipse(132, 244, 45, 14, canvas.linear(((0, tint(trim, 0.6)), (1, shade(trim, 0.2)))))
        dots = "".join(
            join("M", 132 + dx, 244 + dy) + "h.1"
            for dx, dy in ((-28, 0), (-14, -6), (-14, 6), (0, 0), (14, -6), (14, 6), (28, 0), (0, -9), (0, 9))
        )
        canvas.line(dots, shade(trim, 0.7), 5, stroke_linecap="round")
    draw_turned(
        canvas,
        trace("132,366 136,384 144,500 150,600 146,630"),
        body,
        x=x,
        tilt=tilt,
        finish=METAL if is_metal(body) else GLAZE,
    )
    for y, radius in ((400, 137), (590, 149)):
        canvas.line(arc(x, y, radius, radius * tilt, 178, 2), fade(shade(body, 0.5), 0.5), 5)
        canvas.line(arc(x, y + 4, radius, radius * tilt, 178, 2), fade(tint(body, 0.7), 0.5), 3)
    draw_mouth(canvas, body, x=x, y=366, radius=132, tilt=tilt, wall=7)
    half = tidy(f"M{x - 132} 366A132 26 0 0 1 {x + 40} 341L{x + 40} 392A132 26 0 0 1 {x - 132} 366Z")
    canvas.path(half, sheen(canvas, body, turn=(0, 0, 1, 0.4)))
    draw_tube(canvas, smooth(trace("336,368 352,270 430,226 512,256 552,352")), trim, 20)


@form("gloves", stage="flat", zoom=1.1)
def draw_gloves(shot: Shot) -> None:
    canvas = shot.canvas
    with canvas.group(transform="rotate(16 400 400) translate(84 -10)"):
        _draw_glove(shot, 0.12)
    with canvas.group(transform="rotate(-14 400 400) translate(-70 20)"):
        _draw_glove(shot, 0.0)


def _draw_glove(shot: Shot, dark: float) -> None:
    canvas, body = shot.canvas, shade(shot.body, dark)
    cuff = shot.accent(mix(shot.body, "#efe3cc", 0.7))
    hand = smooth(
        trace(
            "322,560 312,470 300,400 286,250 296,214 322,222 338,350 342,350 340,190 354,158 378,172 "
            "384,346 390,346 404,176 426,154 442,184 430,352 436,354 464,226 486,212 498,242 480,390 "
            "490,420 536,360 562,352 568,380 520,470 486,520 478,560"
        )
    )
    outline = canvas.outline(hand + "Z")
    lay_shadow(canvas, shot.ground, outline, lift=15)
    canvas.use(outline, sheen(canvas, body))
    canvas.use(outline, weave(canvas, body, size=6, opacity=0.18))
    with canvas.group(clip_path=canvas.clip(outline)):
        canvas.use(
            outline,
            "none",
            stroke=fade(shade(body, 0.7), 0.5),
            stroke_width=22,
            filter=canvas.blur(7),
            transform="translate(-5 -5)",
        )
        canvas.line(
            smooth([(330, 460), (400, 436), (480, 456)]),
            fade(shade(body, 0.6), 0.3),
            9,
            filter=canvas.blur(4),
        )
    canvas.line(
        smooth([(342, 350), (346, 400), (350, 440)])
        + smooth([(388, 346), (392, 400), (394, 440)])
        + smooth([(434, 352), (436, 400), (438, 440)]),
        fade(shade(body, 0.5), 0.55),
        3,
        stroke_dasharray="8 5",
    )
    band = canvas.outline(smooth(trace("316,550! 400,558 484,550! 496,660! 400,672 304,660! 316,550")) + "Z")
    lay_shadow(canvas, shot.ground, band, lift=9)
    canvas.use(band, canvas.linear(((0, tint(cuff, 0.2)), (0.4, cuff), (1, shade(cuff, 0.35)))))
    canvas.line(
        smooth([(318, 568), (400, 576), (482, 568)]) + smooth([(308, 646), (400, 656), (492, 646)]),
        fade(shade(cuff, 0.5), 0.6),
        3,
        stroke_dasharray="8 5",
    )


@form("broom", stage="wall", zoom=1.02)
def draw_broom(shot: Shot) -> None:
    canvas, chance = shot.canvas, shot.chance
    straw = shot.accent("#d2ab62")
    with canvas.group(transform="rotate(9 400 400)"):
        head = canvas.outline(
            smooth(trace("372,470! 330,540 280,742! 400,760 520,742! 470,540 428,470!")) + "Z"
        )
        hang_shadow(canvas, shot.ground, canvas.outline(rounded(388, 40, 24, 440, 8)), away=26)
        hang_shadow(canvas, shot.ground, head, away=26)
        draw_tube(canvas, "M400 60V480", shot.body, 25, gloss=0.35)
        canvas.use(head, canvas.linear(((0, tint(straw, 0.25)), (0.4, straw), (1, shade(straw, 0.42)))))
        for light, width in ((-0.45, 3.2), (0.5, 2.4)):
            d = ""
            for i in range(34):
                part = (i + chance.uniform(0, 1)) / 34 - 0.5
                d += tidy(
                    f"M{400 + part * 60} 478"
                    f"Q{400 + part * 140} 580 {400 + part * 244 + chance.uniform(-4, 4)} {chance.uniform(730, 772)}"
                )
            canvas.line(d, fade(tint(straw, light) if light > 0 else shade(straw, -light), 0.75), width)
        for y, wide, colour in (
            (486, 36, "#a4493d"),
            (500, 41, "#a4493d"),
            (556, 70, "#e9dcc0"),
            (570, 76, "#e9dcc0"),
        ):
            canvas.line(join("M", 400 - wide, y, "Q", 400, y + 12, 400 + wide, y), shade(colour, 0.15), 9)
        canvas.line(arc(400, 50, 12, 26, 100, 440), "#8a5a36", 6)
