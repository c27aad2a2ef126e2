"""Whatever a shop sends under the names of the spec: nothing is raised."""

from typing import Any

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from commesso.catalog import api as catalog
from commesso.catalog.subscribers import NAMES, on_stream
from commesso.catalog.tests.test_products import see
from commesso.stores.contracts import StoreInfo

_values = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-(2**63), 2**64 - 1),
    st.floats(allow_nan=False, allow_infinity=False),
    st.text(max_size=20),
    st.lists(st.text(max_size=3), max_size=2),
    st.sampled_from(["12.50", "1e309", "NaN", "\0", "9" * 400, "javascript:alert(1)"]),
)
_FIELDS = (
    "product_id",
    "sku",
    "name",
    "variant",
    "price",
    "brand",
    "category",
    "url",
    "image_url",
    "currency",
)
_product = st.fixed_dictionaries({}, optional=dict.fromkeys(_FIELDS, _values))


@pytest.mark.django_db(transaction=True)
@settings(
    max_examples=150,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(
    name=st.sampled_from(sorted(NAMES)),
    props=_product,
    listed=st.lists(_product | _values, max_size=3) | _values,
)
def test_no_properties_make_the_handler_fail(
    shop: StoreInfo, name: str, props: dict[str, Any], listed: Any
) -> None:
    with transaction.atomic():
        on_stream([see(shop.id, name, 0, **props), see(shop.id, name, 1, **{**props, "products": listed})])
        assert all("javascript" not in product.url for product in catalog.list_products(shop.id).items)
        transaction.set_rollback(True)
