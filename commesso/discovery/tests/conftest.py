import shutil
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings

from commesso.catalog.contracts import ProductInput, Translation
from commesso.discovery.actions.counting import forget_waiting_counts
from commesso.discovery.actions.searching import close_searches
from commesso.discovery.endpoints.entering import forget
from commesso.discovery.tests.searching import GOODS, fill
from commesso.stores.contracts import StoreInfo


@pytest.fixture
def new_process(event_store: Any) -> Iterator[None]:
    """Begin as a process does that has just been started, in an empty data folder."""
    _begin_anew()
    yield
    _begin_anew()


def _begin_anew() -> None:
    forget()
    forget_waiting_counts()
    close_searches()
    shutil.rmtree(Path(settings.DATA) / "search", ignore_errors=True)


@pytest.fixture
def goods(shop: StoreInfo, new_process: None) -> None:
    fill(
        shop,
        *(
            ProductInput(
                product_id=key,
                title=title,
                languages={"en": Translation(title=english)},
                url=f"https://shop.example/{key}",
                categories=(f"Casa > {title.split()[0]}",),
                attributes={"colour": colour},
                price=Decimal(price),
                currency="EUR",
                stock=3,
            )
            for key, title, english, price, colour in GOODS
        ),
    )
