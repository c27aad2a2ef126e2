from datetime import datetime

from commesso.discovery.actions.fitting import refresh_shops
from commesso.discovery.actions.guiding import refresh_guides
from commesso.discovery.actions.searching import refresh_searches


def every_few_seconds(now: datetime) -> None:
    refresh_guides(now)


def refresh_recommendations(_now: datetime) -> None:
    """A fit takes seconds, so it has a turn of its own."""
    refresh_shops()


def refresh_search(_now: datetime) -> None:
    refresh_searches()
