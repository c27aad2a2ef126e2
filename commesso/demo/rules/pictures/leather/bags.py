"""Bags, large and small."""

from commesso.demo.rules.pictures.bodies import draw_tube, metal, sheen
from commesso.demo.rules.pictures.colour import fade, mix, shade
from commesso.demo.rules.pictures.leather.parts import (
    BRASS,
    draw_buckle,
    draw_panel,
    draw_seam,
    draw_strap,
    draw_stud,
    press_mark,
)
from commesso.demo.rules.pictures.light import lay_shadow, throw_shadow
from commesso.demo.rules.pictures.registry import Shot, form
from commesso.demo.rules.pictures.shapes import join, rounded, smooth, soft_polygon, trace


@form("tote", zoom=1.04)
def draw_tote(shot: Shot) -> None:
    canvas, body, brass = shot.canvas, shot.body, shot.metal(BRASS)
    grip = shot.second(body)
    throw_shadow(canvas, shot.ground, 400, 640, 232, ry=30, tall=0.8)
    draw_strap(
        shot,
        smooth(trace("300,300 304,190 350,104 424,96 486,170 506,290")),
        shade(grip, 0.34),
        24,
        seam=False,
    )
    canvas.path(soft_polygon(trace("170,286 616,286 600,330 186,330"), 10), shade(body, 0.66))
    canvas.path(soft_polygon(trace("580,290 634,276 660,600 616,640"), 10), sheen(canvas, shade(body, 0.42)))
    d = (
        smooth(
            trace(
                "162,292! 380,300 598,290! 622,470 634,632! 620,646 400,650 160,646 146,632! 150,470 162,292"
            )
        )
        + "Z"
    )
    draw_panel(shot, d, body, depth=34)
    draw_seam(shot, smooth([(178, 310), (380, 318), (583, 308)]), body)
    draw_seam(
        shot,
        smooth(trace("178,310 166,470 164,630! 400,633 616,630! 604,470 583,308")),
        body,
    )
    fold = "M240 330Q226 480 262 636M520 330Q548 470 508 600"
    canvas.line(fold, fade(shade(body, 0.6), 0.28), 14, filter=canvas.blur(7))
    draw_strap(
        shot,
        smooth(trace("270,420 272,300 292,180 352,118 430,130 486,216 498,420")),
        grip,
        26,
    )
    for x in (270, 498):
        tab = rounded(x - 22, 400, 44, 62, 8)
        draw_panel(shot, tab, grip, depth=8)
        draw_seam(shot, rounded(x - 15, 407, 30, 48, 5), grip, width=2.6)
        draw_stud(canvas, x, 431, 7, brass)
    press_mark(shot, 384, 560)


@form("satchel", zoom=1.06)
def draw_satchel(shot: Shot) -> None:
    canvas, body, brass = shot.canvas, shot.body, shot.metal(BRASS)
    strap = shot.second(body)
    throw_shadow(canvas, shot.ground, 404, 626, 250, ry=30, tall=0.7)
    draw_strap(
        shot,
        smooth(trace("176,390 120,250 220,128 400,96 580,124 676,244 626,390")),
        shade(strap, 0.2),
        22,
        seam=False,
    )
    canvas.path(soft_polygon(trace("600,330 652,318 664,590 620,632"), 12), sheen(canvas, shade(body, 0.42)))
    draw_panel(shot, rounded(160, 320, 472, 314, 34), shade(body, 0.14), depth=34)
    draw_seam(shot, rounded(176, 336, 440, 282, 24), body)
    draw_tube(
        canvas,
        smooth(trace("318,312 330,262 366,250 434,250 470,262 480,312")),
        body,
        22,
        gloss=0.2,
    )
    flap = (
        smooth(
            trace(
                "150,312! 400,300 642,312! 648,420 630,494! 610,520 400,528 182,520 164,494! 146,420 150,312"
            )
        )
        + "Z"
    )
    lying = canvas.outline(flap)
    lay_shadow(canvas, shade(body, 0.3), lying, lift=9)
    draw_panel(shot, flap, body, depth=30)
    draw_seam(
        shot,
        smooth(trace("166,328 162,420 182,500! 400,511 614,500! 632,420 626,328")),
        body,
    )
    for x in (270, 526):
        draw_strap(shot, join("M", x, 330, "V", 590), strap, 36)
        draw_buckle(canvas, brass, x=x, y=508, width=50, height=44)
        draw_stud(canvas, x, 352, 6, brass)
    press_mark(shot, 398, 440)


@form("backpack", zoom=1.02)
def draw_backpack(shot: Shot) -> None:
    canvas, body, brass = shot.canvas, shot.body, shot.metal(BRASS)
    throw_shadow(canvas, shot.ground, 402, 640, 206, ry=28, tall=1.2)
    draw_strap(shot, smooth(trace("266,240 190,330 176,470 216,610")), shade(body, 0.35), 30, seam=False)
    draw_strap(shot, smooth(trace("534,240 612,330 626,470 588,610")), shade(body, 0.45), 30, seam=False)
    draw_tube(canvas, smooth(trace("348,150 352,96 400,80 448,96 452,150")), body, 20, gloss=0.2)
    bag = smooth(
        trace(
            "212,300 226,196 300,140 400,130 500,140 574,196 588,300 600,480 592,606 560,642 400,650 "
            "240,642 208,606 200,480"
        ),
        closed=True,
    )
    draw_panel(shot, bag, body, depth=46, strength=0.6)
    pocket = (
        smooth(
            trace("250,470! 400,482 550,470! 562,560 552,622 520,636 400,640 280,636 248,622 238,560 250,470")
        )
        + "Z"
    )
    lay_shadow(canvas, shade(body, 0.3), canvas.outline(pocket), lift=8)
    draw_panel(shot, pocket, body, depth=28)
    draw_seam(
        shot,
        smooth(trace("264,486 400,497 536,486! 546,560 538,612 400,624 262,612 254,560 264,486")),
        body,
    )
    flap = smooth(
        trace(
            "206,280 220,186 300,130 400,120 500,130 580,186 594,280 584,380 540,420 400,432 260,420 216,380"
        ),
        closed=True,
    )
    lay_shadow(canvas, shade(body, 0.3), canvas.outline(flap), lift=11)
    draw_panel(shot, flap, body, depth=40, strength=0.4)
    draw_seam(
        shot,
        smooth(trace("224,290 234,372 266,404 400,415 534,404 566,372 576,290")),
        body,
    )
    draw_strap(shot, "M400 330V540", shot.second(mix(body, shade(body, 0.4), 0.35)), 40)
    draw_buckle(canvas, brass, x=400, y=462, width=56, height=48)
    press_mark(shot, 400, 240)


@form("clutch", stage="flat", zoom=1.06)
def draw_clutch(shot: Shot) -> None:
    canvas, body = shot.canvas, shot.body
    with canvas.group(transform="rotate(-9 400 400)"):
        base = rounded(118, 226, 564, 350, 26)
        lay_shadow(canvas, shot.ground, canvas.outline(base), lift=20)
        draw_panel(shot, base, shade(body, 0.08), depth=32)
        draw_seam(shot, rounded(134, 242, 532, 318, 18), body)
        flap = (
            smooth(
                trace(
                    "118,250 122,232 144,226! 656,226! 678,232 682,250! 560,372 440,462 400,474 "
                    "360,462 240,372 118,250"
                )
            )
            + "Z"
        )
        lay_shadow(canvas, shade(body, 0.3), canvas.outline(flap), lift=10)
        draw_panel(shot, flap, body, depth=24, strength=0.42)
        draw_seam(
            shot,
            smooth(trace("142,252 250,360 366,444 400,454 434,444 550,360 658,252")),
            body,
        )
        draw_stud(canvas, 400, 424, 13, shot.metal(BRASS))
        draw_strap(shot, smooth(trace("680,300 736,330 740,420 700,470 682,430")), body, 16, seam=False)


@form("pouch", stage="flat", zoom=1.1)
def draw_pouch(shot: Shot) -> None:
    canvas, body, brass = shot.canvas, shot.body, shot.metal(BRASS)
    with canvas.group(transform="rotate(-8 400 400)"):
        bag = (
            smooth(
                trace(
                    "136,268! 400,262 664,268! 676,400 668,540 640,570 400,578 160,570 132,540 "
                    "124,400 136,268"
                )
            )
            + "Z"
        )
        lay_shadow(canvas, shot.ground, canvas.outline(bag), lift=22)
        draw_panel(shot, bag, body, depth=50, strength=0.62)
        draw_seam(shot, smooth([(146, 330), (400, 324), (654, 330)]), body)
        canvas.path(rounded(134, 252, 532, 40, 10), shade(mix(body, "#3a3330", 0.6), 0.2))
        teeth = "M146 272H654"
        canvas.line(teeth, metal(canvas, brass, box=(0, 262, 0, 282)), 14, stroke_dasharray="5 3")
        canvas.line(teeth, shade(brass, 0.6), 2)
        draw_panel(shot, rounded(118, 250, 34, 44, 8), body, depth=10)
        canvas.path(rounded(584, 256, 40, 32, 8), metal(canvas, brass, turn=(0, 0, 0, 1)))
        draw_strap(shot, "M604 284Q600 340 622 392", body, 26)
        press_mark(shot, 400, 500, 1.2)


@form("laptop_sleeve", stage="flat", zoom=1.04)
def draw_laptop_sleeve(shot: Shot) -> None:
    canvas, body = shot.canvas, shot.body
    with canvas.group(transform="rotate(-10 400 400)"):
        laptop = canvas.outline(rounded(300, 216, 432, 350, 20))
        lay_shadow(canvas, shot.ground, laptop, lift=12)
        canvas.use(
            laptop, canvas.linear(((0, "#f2f3f3"), (0.5, "#cfd3d5"), (1, "#a7adb0")), turn=(0, 0, 1, 1))
        )
        canvas.use(laptop, "none", stroke="#ffffffb0", stroke_width=2)
        sleeve = smooth(trace("96,226 112,206! 652,204! 640,390 652,578! 112,578! 96,560 96,226")) + "Z"
        lay_shadow(canvas, shot.ground, canvas.outline(sleeve), lift=20)
        draw_panel(shot, sleeve, body, depth=34)
        draw_seam(
            shot,
            "M640 221H124Q113 221 113 232V550Q113 561 124 561H640",
            body,
        )
        draw_strap(shot, "M470 392H700", shade(body, 0.16), 52)
        draw_stud(canvas, 500, 392, 12, shot.metal(BRASS))
        press_mark(shot, 250, 520, 1.4)
