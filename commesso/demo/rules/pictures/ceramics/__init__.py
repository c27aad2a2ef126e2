"""Ceramics: what is turned on the wheel, pressed, glazed and fired."""

from commesso.demo.rules.pictures.ceramics import house, table

__all__ = ["house", "table"]
