"""Leather: cut, sewn with waxed thread, closed with brass."""

from commesso.demo.rules.pictures.leather import bags, small

__all__ = ["bags", "small"]
