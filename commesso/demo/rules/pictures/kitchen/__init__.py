"""Kitchen: wood, steel, stone and iron, made to be used each day."""

from commesso.demo.rules.pictures.kitchen import vessels, wood

__all__ = ["vessels", "wood"]
