"""Garden: ash handles, forged blades, terracotta, willow and rope."""

from commesso.demo.rules.pictures.garden import plants, tools, yard

__all__ = ["plants", "tools", "yard"]
