"""The product pictures of Bottega Aurora, drawn in code: the same words, the same picture."""

from commesso.demo.rules.pictures.registry import list_forms
from commesso.demo.rules.pictures.scenes import draw_logo, draw_scene
from commesso.demo.rules.pictures.studio import draw

FORMS: tuple[str, ...] = list_forms()

__all__ = ["FORMS", "draw", "draw_logo", "draw_scene"]
