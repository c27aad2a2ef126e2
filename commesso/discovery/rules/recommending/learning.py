"""From what the event store keeps to what was learnt of a shop. Needs nothing else, so it is worked out apart."""

from commesso.discovery.contracts.recommending import ClickLog
from commesso.discovery.rules.recommending.recommender import Blend
from commesso.discovery.rules.recommending.shop import Behaviour, learn_behaviour
from commesso.discovery.rules.recommending.sightings import Sightings


def make_click_log(clicks: bytes) -> ClickLog:
    """Return the clicks and orders that the event store gave, in visits."""
    sightings = Sightings()
    sightings.add_lines(clicks)
    return sightings.make_log()


def learn(clicks: bytes, blend: Blend | None) -> Behaviour:
    return learn_behaviour(make_click_log(clicks), blend=blend)
