"""A store's own times for carts."""

from datetime import timedelta

from commesso.orders.rules.carts import Times
from commesso.stores.contracts import StoreInfo


def times_of(store: StoreInfo) -> Times:
    """Return the times, each at least as long as the one before."""
    idle = timedelta(minutes=store.cart_idle_minutes)
    abandoned = max(idle, timedelta(minutes=store.cart_abandoned_minutes))
    return Times(
        idle=idle, abandoned=abandoned, expired=max(abandoned, timedelta(days=store.cart_expired_days))
    )
