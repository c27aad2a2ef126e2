"""How much a product is wanted, in a few tiers: counts themselves would let yesterday's chance decide."""

from collections.abc import Mapping

# The share of the products that are wanted at all, and the popularity of those down to there.
_TIERS = ((0.05, 1.0), (0.2, 0.66), (0.5, 0.33))
LEAST_DEMAND = 5.0  # looks; a purchase counts as ten. Below it nothing is known.


def rate_popularity(demand: Mapping[str, float]) -> dict[str, float]:
    """Return the popularity of products, from 0 to 1; of those that are not named it is 0."""
    wanted = sorted(
        (key for key, often in demand.items() if often >= LEAST_DEMAND), key=lambda key: -demand[key]
    )
    rated = {}
    for place, key in enumerate(wanted):
        share = place / len(wanted)
        popularity = next((popularity for tier, popularity in _TIERS if share < tier), 0.0)
        if popularity:
            rated[key] = popularity
    return rated
