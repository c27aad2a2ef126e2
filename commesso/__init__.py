"""Commesso: the person in the shop, for any online store."""

__version__ = "0.1.0"
