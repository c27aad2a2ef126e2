"""Lamps: a foot, a stem, a shade, and the light they make in an evening room."""

from commesso.demo.rules.pictures.lamps import hanging, standing

__all__ = ["hanging", "standing"]
