"""Jewellery: bent, forged and set; photographed close, on plaster."""

from commesso.demo.rules.pictures.jewellery import body, ears

__all__ = ["body", "ears"]
