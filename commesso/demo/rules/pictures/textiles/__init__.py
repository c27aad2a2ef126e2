"""Textiles: woven, hemmed, folded and hung."""

from commesso.demo.rules.pictures.textiles import daily, home

__all__ = ["daily", "home"]
