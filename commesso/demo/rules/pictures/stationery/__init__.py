"""Stationery: paper, board, cloth spines, ink and the things that write."""

from commesso.demo.rules.pictures.stationery import books, desk

__all__ = ["books", "desk"]
