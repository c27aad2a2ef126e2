from datetime import datetime

from commesso.orders.actions.ageing import age_carts
from commesso.stores import api as stores


def age_all_carts(now: datetime) -> None:
    for store in stores.list_stores():
        age_carts(store, now=now)
