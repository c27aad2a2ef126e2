"""The clock's part: carts left alone become idle, abandoned, expired."""

from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction

from commesso.infra import api as infra
from commesso.orders.actions.telling_carts import tell_cart
from commesso.orders.contracts import CartState
from commesso.orders.models import Cart
from commesso.orders.queries.carts import list_due_carts
from commesso.orders.rules.carts import Times, age_cart
from commesso.orders.rules.times import times_of
from commesso.stores.contracts import StoreInfo

if TYPE_CHECKING:
    from commesso.events.facts import Fact

_BATCH = 1_000


def age_carts(store: StoreInfo, *, now: datetime) -> int:
    """Bring every cart whose time has come to where it stands at `now`; return how many changed."""
    times, count = times_of(store), 0
    while True:
        with transaction.atomic():
            done = _age_batch(store, times, now)
        count += done
        if done < _BATCH:
            return count


def _age_batch(store: StoreInfo, times: Times, now: datetime) -> int:
    carts = list_due_carts(store.id, now=now, limit=_BATCH)
    facts: list[Fact] = []
    for cart in carts:
        old_state = CartState(cart.state)
        age = age_cart(
            changed_at=cart.changed_at,
            abandoned_at=cart.abandoned_at,
            is_empty=cart.items == "[]" and not cart.value_minor,
            now=now,
            times=times,
        )
        cart.state, cart.due_at, cart.abandoned_at = age.state, age.due_at, age.abandoned_at
        facts += tell_cart(cart, old_state)
    infra.upsert(Cart, carts, unique=("store_id", "key"))
    infra.publish(*facts)
    return len(carts)
