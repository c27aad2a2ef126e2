"""What holds, grinds and heats."""

from commesso.demo.rules.pictures.bodies import (
    GLAZE,
    MATT,
    METAL,
    PLAIN,
    draw_gloss,
    draw_mouth,
    draw_tube,
    draw_turned,
    metal,
    rim_light,
    sheen,
)
from commesso.demo.rules.pictures.colour import fade, is_metal, is_wood, lightness, shade, tint
from commesso.demo.rules.pictures.light import throw_shadow
from commesso.demo.rules.pictures.materials import draw_grain, draw_speckles
from commesso.demo.rules.pictures.registry import Shot, form
from commesso.demo.rules.pictures.shapes import (
    Point,
    arc,
    join,
    oval,
    polygon,
    smooth,
    tidy,
    trace,
)

STEEL = "#b9bfc3"
OLIVE_WOOD = "#b07c48"


@form("mortar", zoom=1.12)
def draw_mortar(shot: Shot) -> None:
    canvas, body, x, tilt = shot.canvas, shot.body, 390, 0.28
    throw_shadow(canvas, shot.ground, x, 630, 150)
    stone = draw_turned(
        canvas,
        trace("190,378 192,410 176,480 140,544 104,574 108,596 140,628"),
        body,
        x=x,
        tilt=tilt,
        finish=MATT,
    )
    area = (200, 370, 580, 640)
    draw_speckles(canvas, stone, body, shot.chance, area=area, count=46)
    draw_speckles(
        canvas,
        stone,
        tint(body, 0.95) if lightness(body) < 0.6 else shade(body, 0.4),
        shot.chance,
        area=area,
        count=50,
    )
    draw_mouth(canvas, body, x=x, y=378, radius=190, tilt=tilt, wall=22, depth=0.5)
    canvas.ellipse(x + 30, 398, 110, 26, fade(shade(body, 0.75), 0.5), filter=canvas.blur(7))
    with canvas.group(transform="rotate(32 430 390)"):
        draw_turned(
            canvas,
            trace("8,120 26,130 28,170 20,230 24,340 38,384 30,412"),
            shot.accent(body),
            x=430,
            tilt=0.3,
            finish=MATT,
        )
    front = tidy(f"M{x - 168} 386A168 40 0 0 0 {x + 168} 386L{x + 190} 378A190 53 0 0 1 {x - 190} 378Z")
    canvas.path(front, canvas.linear(((0, tint(body, 0.5)), (0.5, tint(body, 0.12)), (1, shade(body, 0.2)))))


@form("oil_bottle", zoom=1.04)
def draw_oil_bottle(shot: Shot) -> None:
    canvas, body, x, tilt = shot.canvas, shot.body, 400, 0.18
    throw_shadow(canvas, shot.ground, x, 640, 96, tall=1.8)
    profile = trace("27,226 28,300 44,344 92,394 104,440 106,600 98,632 88,642")
    shining = is_metal(body)
    outline = draw_turned(canvas, profile, body, x=x, tilt=tilt, finish=METAL if shining else GLAZE)
    draw_speckles(canvas, outline, body, shot.chance, area=(296, 400, 504, 640), count=0 if shining else 16)
    draw_gloss(canvas, profile, x=x, top=410, low=600, strength=0.75)
    draw_gloss(canvas, profile, x=x, top=240, low=330, strength=0.6)
    draw_turned(canvas, [(33, 214), (35, 224), (33, 240)], body, x=x, tilt=tilt, finish=PLAIN)
    draw_turned(canvas, [(20, 176), (26, 186), (24, 216)], "#c39a6b", x=x, tilt=tilt, finish=PLAIN)
    draw_tube(
        canvas,
        smooth(trace("400,180 402,130 424,96 452,82")),
        shot.accent(STEEL),
        15,
        gloss=0.8,
        cap="butt",
    )
    canvas.ellipse(x, 179, 14, 4, shade(shot.accent(STEEL), 0.4))
    draw_tube(canvas, smooth(trace("504,452 556,440 566,500 546,570 504,590")), body, 18)
    label = "M352 486Q400 500 448 486V572Q400 588 352 572Z"
    canvas.path(label, canvas.linear(((0, "#f6efdf"), (1, "#d9cfba"))))
    canvas.line(arc(400, 534, 17, 17, 180, 360) + "M372 534Q400 542 428 534", "#8a6a3c", 3)


@form("salt_box", zoom=1.08)
def draw_salt_box(shot: Shot) -> None:
    canvas, body = shot.canvas, shot.body
    x, tilt = 400, 0.24
    lid = shot.accent(OLIVE_WOOD)
    throw_shadow(canvas, shot.ground, x, 626, 160, tall=0.9)
    profile = trace("164,380 166,420 166,560 160,604 148,624")
    if is_wood(body):
        outline = draw_turned(canvas, profile, body, x=x, tilt=tilt, finish=MATT)
        draw_grain(canvas, outline, body, shot.chance, area=(230, 380, 570, 660), along="y", count=9)
    else:
        outline = draw_turned(canvas, profile, body, x=x, tilt=tilt, finish=GLAZE)
        draw_speckles(canvas, outline, body, shot.chance, area=(230, 390, 570, 650), count=26)
        draw_gloss(canvas, profile, x=x, top=420, low=560, strength=0.7)
    draw_mouth(canvas, body, x=x, y=380, radius=164, tilt=tilt, wall=12)
    canvas.ellipse(x, 388, 146, 30, "#fbf8f1")
    draw_speckles(
        canvas,
        canvas.outline(oval(x, 388, 146, 30)),
        "#c9c2b2",
        shot.chance,
        area=(260, 360, 540, 416),
        count=40,
    )
    top = canvas.outline(oval(x, 330, 176, 176 * tilt))
    front = canvas.clip(canvas.outline(f"M{x - 152} 388A152 34 0 0 0 {x + 152} 388V360H{x - 152}Z"))
    canvas.ellipse(x - 20, 392, 140, 26, fade(shade(body, 0.8), 0.5), filter=canvas.blur(6), clip_path=front)
    with canvas.group(transform=f"rotate(-9 {x - 160} 372) translate(-4 8)"):
        canvas.use(top, shade(lid, 0.45), transform="translate(0 15)")
        canvas.use(top, sheen(canvas, lid))
        draw_grain(canvas, top, lid, shot.chance, area=(220, 284, 580, 376), count=7)
        draw_turned(canvas, trace("12,262 26,274 24,292 14,308"), lid, x=396, tilt=0.25, finish=PLAIN)


@form("coffee_pot", zoom=1.06)
def draw_coffee_pot(shot: Shot) -> None:
    """Draw a pot with eight flat sides: each face takes the room its own way."""
    canvas, body = shot.canvas, shot.body
    grip = shot.accent("#2d2523")
    throw_shadow(canvas, shot.ground, 390, 636, 124, ry=30, tall=1.4)
    draw_tube(
        canvas,
        smooth(trace("470,250 560,236 604,262! 588,350 560,400")),
        grip,
        28,
        gloss=0.35,
    )
    spout = polygon(trace("262,262 222,230 250,226 300,244 286,330"))
    canvas.path(
        spout,
        metal(canvas, body, turn=(0, 0, 1, 1)),
        stroke=shade(body, 0.5),
        stroke_width=2,
        stroke_linejoin="round",
    )
    _draw_facets(shot, (238, 420), (112, 82))
    _draw_facets(shot, (446, 630), (84, 128))
    collar = trace("92,412 96,420 96,444 90,452")
    draw_turned(canvas, collar, body, x=390, tilt=0.16, finish=METAL)
    lid = smooth(trace("274,240! 330,206 390,196 450,206 506,240! 390,262 274,240")) + "Z"
    canvas.path(lid, metal(canvas, body, turn=(0, 0, 1, 0.2)), stroke=shade(body, 0.45), stroke_width=2)
    draw_turned(canvas, trace("10,150 24,160 24,182 14,198"), grip, x=390, tilt=0.25, finish=PLAIN)


def _draw_facets(shot: Shot, heights: tuple[float, float], widths: tuple[float, float]) -> None:
    canvas, body, x, (top, low), (wide, narrow) = shot.canvas, shot.body, 390, heights, widths
    parts = (-1.0, -0.74, -0.24, 0.32, 0.8, 1.0)
    dips = (0.0, 0.1, 0.16, 0.15, 0.08, 0.0)
    lights = (-0.3, 0.75, 0.3, -0.28, -0.55)

    def at(part: float, dip: float, y: float, radius: float) -> Point:
        return x + radius * part, y + radius * dip

    for i, light in enumerate(lights):
        face = [
            at(parts[i], dips[i], top, wide),
            at(parts[i + 1], dips[i + 1], top, wide),
            at(parts[i + 1], dips[i + 1], low, narrow),
            at(parts[i], dips[i], low, narrow),
        ]
        colour = tint(body, light) if light > 0 else shade(body, -light)
        paint = canvas.linear(
            ((0, tint(colour, 0.25)), (0.5, colour), (1, shade(colour, 0.22))), turn=(0, 0, 0.3, 1)
        )
        canvas.path(polygon(face), paint, stroke=colour)
        if i:
            rim_light(canvas, join("M", *face[0], "L", *face[3]), body, 2, 0.6)


@form("pan", zoom=1.06)
def draw_pan(shot: Shot) -> None:
    canvas, body, x, y, tilt = shot.canvas, shot.body, 330, 470, 0.44
    shining = METAL if lightness(body) > 0.5 else MATT
    throw_shadow(canvas, shot.ground, x, 590, 220, ry=92, tall=0.3)
    grip = smooth(trace("500,430! 600,388 700,344 748,330 762,346 752,366 700,384 610,424 520,470!")) + "Z"
    wood = shot.accent(body if lightness(body) < 0.4 else OLIVE_WOOD)
    outline = canvas.outline(grip)
    canvas.use(
        outline, fade(shade(shot.ground, 0.7), 0.35), transform="translate(16 112)", filter=canvas.blur(12)
    )
    canvas.use(
        outline,
        canvas.linear(((0, tint(wood, 0.4)), (0.5, wood), (1, shade(wood, 0.45))), turn=(0, 0, 0.25, 1)),
    )
    canvas.circle(738, 349, 7, shade(shot.ground, 0.5))
    draw_turned(
        canvas, [(256, y), (250, 500), (232, 560), (206, 590)], body, x=x, tilt=tilt * 0.98, finish=shining
    )
    canvas.ellipse(
        x,
        y,
        256,
        256 * tilt,
        canvas.linear(
            ((0, tint(body, 0.65)), (0.5, tint(body, 0.25)), (1, shade(body, 0.1))), turn=(0, 0, 1, 0.5)
        ),
    )
    wall = canvas.linear(
        ((0, shade(body, 0.6)), (0.5, shade(body, 0.25)), (1, tint(body, 0.35))), turn=(0, 0, 1, 0.3)
    )
    canvas.ellipse(x, y + 3, 246, 246 * tilt - 3, wall)
    canvas.ellipse(
        x,
        y + 40,
        210,
        200 * tilt * 0.86,
        canvas.linear(
            ((0, shade(body, 0.42)), (0.45, shade(body, 0.1)), (1, tint(body, 0.22))), turn=(0, 0, 1, 1)
        ),
    )
    canvas.line(
        arc(x, y + 42, 150, 52, 190, 300),
        fade("#ffffff", 0.35),
        16,
        filter=canvas.blur(7),
        stroke_linecap="round",
    )
    for dx, dy in ((498 - x, -12), (520 - x, 8)):
        canvas.circle(x + dx - 26, y + dy - 18, 7, metal(canvas, STEEL, turn=(0, 0, 1, 1)))


@form("grater", zoom=1.06)
def draw_grater(shot: Shot) -> None:
    canvas, body = shot.canvas, shot.body
    steel = body if not is_wood(body) else STEEL
    wood = shot.accent(OLIVE_WOOD) if not is_wood(body) else body
    throw_shadow(canvas, shot.ground, 400, 640, 130, ry=36, tall=1.6)
    front = trace("330,250 448,250 506,640 256,652")
    side = trace("448,250 496,240 584,606 506,640")
    canvas.path(polygon(side), canvas.linear(((0, shade(steel, 0.3)), (1, shade(steel, 0.55)))))
    canvas.path(polygon(front), metal(canvas, steel, turn=(0, 0, 1, 0.12)))
    draw_tube(
        canvas,
        smooth(trace("346,250 346,180 372,142 412,132 452,144 476,184 478,244")),
        wood,
        28,
        gloss=0.3,
    )
    canvas.path(
        polygon(trace("322,244 450,244 500,233 502,250 452,262 324,262")),
        metal(canvas, steel, turn=(0, 0, 1, 0)),
    )
    holes, gleams = "", ""
    for row in range(8):
        for col in range(6):
            part = (row + 0.7) / 8.6
            y = 268 + part * 366
            left, right = 326 - part * 66, 452 + part * 52
            x = left + (right - left) * (col + (0.75 if row % 2 else 0.45)) / 6.2
            holes += join("M", x, y, "q", 9, 12, 18, 0)
            gleams += join("M", x - 1, y + 5, "q", 10, 12, 20, 0)
    canvas.path(holes, shade(steel, 0.75))
    canvas.line(gleams, fade("#ffffff", 0.8), 2.4)
    slots = "".join(join("M", 474 + i * 13, 318 + i * 76, "l", 22 + i * 4, -7) for i in range(4))
    canvas.line(slots, shade(steel, 0.75), 10, stroke_linecap="round")
    rim_light(canvas, "M448 252L506 640", steel, 3, 0.8)
