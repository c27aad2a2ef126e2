"""The shop's products as shoppers meet them: how often looked at, in which season, and as their events tell them."""

from dataclasses import dataclass
from random import Random
from typing import Any

from commesso.demo.contracts import LANGUAGES
from commesso.demo.rules.catalogue import FAMILIES, Product, get_catalogue
from commesso.demo.rules.telling import Piece, describe

_SEASONS = ("winter", "winter", "spring", "spring", "spring", "summer", "summer", "summer")
_OF_MONTH = (*_SEASONS, "autumn", "autumn", "autumn", "winter")  # January first
_IN_SEASON, _OUT_OF_SEASON = 1.8, 0.5
_BESTSELLER = 2.0


@dataclass(frozen=True, slots=True)
class Good:
    """`appeal` says how often it is looked at; `told` is each variant as events have it, by language."""

    product: Product
    appeal: float
    style: float  # 0 to 1: shoppers like what is near their own taste
    told: dict[str, tuple[dict[str, Any], ...]]

    def tell(self, variant: int, quantity: int, language: str) -> dict[str, Any]:
        """Return a variant as the e-commerce spec has it."""
        return {**self.told[language][variant], "quantity": quantity}


def make_goods(seed: int) -> tuple[Good, ...]:
    """Return all products, always the same for a seed."""
    random = Random(f"goods {seed}")  # noqa: S311 an invented shop keeps no secret
    return tuple(_good(product, random) for product in get_catalogue().products.values())


def season_of(month: int) -> str:
    return _OF_MONTH[month - 1]


def weigh(good: Good, season: str) -> float:
    """Return how often a product is looked at in a season."""
    seasons = good.product.seasons
    fitting = 1.0 if not seasons else _IN_SEASON if season in seasons else _OUT_OF_SEASON
    return good.appeal * fitting


def list_places(goods: tuple[Good, ...]) -> list[list[int]]:
    """Return the places of each family's products, in the order of FAMILIES."""
    return [[place for place, good in enumerate(goods) if good.product.family == key] for key in FAMILIES]


def _good(product: Product, random: Random) -> Good:
    family = get_catalogue().family_of(product)
    told = {
        language: tuple(
            describe(Piece(family, product, variant, 1, variant.cents), language)
            for variant in product.variants
        )
        for language in LANGUAGES
    }
    loved = _BESTSELLER if "bestseller" in product.tags else 1.0
    return Good(product, random.paretovariate(1.6) * loved, random.random(), told)
