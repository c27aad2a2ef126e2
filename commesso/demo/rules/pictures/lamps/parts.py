"""A lamp maker's parts: the shade, the foot, the light."""

from commesso.demo.rules.pictures.bodies import (
    GLAZE,
    MATT,
    METAL,
    draw_gloss,
    draw_turned,
)
from commesso.demo.rules.pictures.colour import fade, is_metal, is_wood, lightness, mix, shade, tint
from commesso.demo.rules.pictures.light import glow
from commesso.demo.rules.pictures.materials import draw_grain, weave
from commesso.demo.rules.pictures.registry import Shot
from commesso.demo.rules.pictures.shapes import arc, tidy

LINEN = "#ead9bb"
WARM = "#ffdfa6"
FLEX = "#3b3330"


def draw_shade(
    shot: Shot, *, x: float, top: float, low: float, narrow: float, wide: float, tilt: float = 0.13
) -> None:
    """Draw a cloth shade lit from within, its seam lines and the light it lets out."""
    canvas, cloth = shot.canvas, shot.accent(LINEN)
    if lightness(cloth) < 0.5:  # no light comes through: the colour is of some other part
        cloth = LINEN
    bright = mix(tint(cloth, 0.5), "#fff0cc", 0.55)
    d = tidy(
        f"M{x - narrow} {top}L{x - wide} {low}A{wide} {wide * tilt} 0 0 0 {x + wide} {low}"
        f"L{x + narrow} {top}A{narrow} {narrow * tilt} 0 0 0 {x - narrow} {top}Z"
    )
    outline = canvas.outline(d)
    ramp = (
        (0, shade(cloth, 0.28)),
        (0.16, cloth),
        (0.5, bright),
        (0.84, mix(cloth, bright, 0.2)),
        (1, shade(cloth, 0.34)),
    )
    canvas.use(outline, canvas.linear(ramp))
    canvas.use(
        outline,
        canvas.radial(
            ((0, fade("#fff6dc", 0.95)), (0.45, fade(WARM, 0.4)), (1, fade(shade(cloth, 0.5), 0.3))),
            centre=(0.5, 0.62),
            radius=0.62,
        ),
    )
    canvas.use(outline, weave(canvas, cloth, size=6, opacity=0.1))
    canvas.ellipse(x, top, narrow, narrow * tilt, shade(cloth, 0.35))
    canvas.ellipse(x, top + 3, narrow - 5, narrow * tilt - 3, "#ffe9bd")
    canvas.line(arc(x, low, wide, wide * tilt, 178, 2), fade(tint(cloth, 0.4), 0.9), 4)
    canvas.line(arc(x, top, narrow, narrow * tilt, 178, 2), fade(shade(cloth, 0.3), 0.9), 3)


def shine(shot: Shot, x: float, y: float, *, table: float = 600.0) -> None:
    """Draw the light of a lamp on the wall behind it and on the table under it."""
    glow(shot.canvas, x, y, 380, colour="#ffce8a", strength=0.62)
    if table:
        pool = shot.canvas.radial(
            ((0, fade("#ffdc9e", 0.66)), (0.5, fade("#ffd08a", 0.26)), (1, fade("#ffd08a", 0.0)))
        )
        shot.canvas.ellipse(x, table, 350, 92, pool)


def draw_foot(shot: Shot, profile: list[tuple[float, float]], *, x: float = 400, tilt: float = 0.17) -> None:
    """Draw a foot of metal, of turned wood, or glazed."""
    canvas, body = shot.canvas, shot.body
    finish = METAL if is_metal(body) else MATT if is_wood(body) else GLAZE
    outline = draw_turned(canvas, profile, body, x=x, tilt=tilt, finish=finish)
    top, low = profile[0][1], profile[-1][1]
    if finish is MATT:
        widest = max(radius for radius, _ in profile)
        draw_grain(
            canvas,
            outline,
            body,
            shot.chance,
            area=(x - widest, top, x + widest, low + 20),
            along="y",
            count=9,
        )
    elif finish is GLAZE and len(profile) > 5:
        draw_gloss(
            canvas, profile, x=x, top=top + (low - top) * 0.3, low=top + (low - top) * 0.75, strength=0.55
        )
