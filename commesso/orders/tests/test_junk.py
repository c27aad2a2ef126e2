"""Whatever a shop sends under the names of the spec: nothing is raised, no order is lost."""

from typing import Any

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from commesso.orders import api as orders
from commesso.orders.rules.reading import CHANGES, ENTRIES
from commesso.orders.subscribers import on_stream
from commesso.orders.tests.events import make_event
from commesso.stores.contracts import StoreInfo

_scalars = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-(2**63), 2**64 - 1),
    st.floats(allow_nan=False, allow_infinity=False),
    st.text(max_size=20),
    st.sampled_from(["12.50", "1e309", "NaN", "٣", "\0", "9" * 400, "usd", "EUR", "-0"]),
)
_values = st.recursive(
    _scalars, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=9), inner, max_size=3),
    max_leaves=6,
)  # fmt: skip
_FIELDS = (
    "product_id", "sku", "name", "variant", "price", "quantity", "category", "cart_id", "checkout_id", "order_id",
    "total", "value", "revenue", "subtotal", "shipping", "tax", "discount", "coupon", "currency", "step", "email",
    "payment_method", "refund_id", "reason", "payment_status",
)  # fmt: skip
_product = st.dictionaries(st.sampled_from(_FIELDS[:7]), _values, max_size=5)
_props = st.fixed_dictionaries(
    {},
    optional={
        **dict.fromkeys(_FIELDS, _values),
        "products": st.lists(_product | _values, max_size=4) | _values,
    },
)


@pytest.mark.django_db(transaction=True)
@settings(
    max_examples=150,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(name=st.sampled_from(sorted({*CHANGES, *ENTRIES})), props=_props)
def test_no_properties_make_the_handler_fail(shop: StoreInfo, name: str, props: dict[str, Any]) -> None:
    email = props.pop("email", None)
    with transaction.atomic():
        on_stream([make_event(shop.id, name, 0, user="cleo", **{**props, "mail": email})])
        on_stream([make_event(shop.id, "Order Completed", 1, user="cleo", **{**props, "order_id": "kept"})])
        assert orders.get_order(shop.id, "kept").user_id == "cleo"
        orders.list_carts(shop.id)
        transaction.set_rollback(True)
