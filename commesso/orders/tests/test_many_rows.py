"""What the room reads and writes in bulk is what the ORM would have read and written."""

from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from commesso.infra import api as infra
from commesso.kernel.ids import new_uuid
from commesso.orders.contracts import (
    CartState,
    Document,
    FulfilmentState,
    OrderState,
    PaymentState,
    ReturnState,
)
from commesso.orders.models import Cart, CartKey, Order, PersonLink
from commesso.stores.contracts import StoreInfo

pytestmark = pytest.mark.django_db

AT = datetime(2026, 3, 1, 12, 30, 15, 250_000, tzinfo=UTC)
EARLIEST, LATEST = AT.replace(year=1990, tzinfo=None), AT.replace(year=2100, tzinfo=None)
ZONES = st.sampled_from([UTC, timezone(timedelta(hours=5, minutes=45)), timezone(-timedelta(hours=11))])


def make_cart(shop: StoreInfo, key: str, at: datetime) -> Cart:
    values = {"store_id": shop.id, "key": key, "trail": key, "state": CartState.IDLE, "currency": "EUR"}
    return infra.new_row(Cart, {**values, "started_at": at, "changed_at": at, "due_at": None})


def make_order(shop: StoreInfo, order_id: str) -> Order:
    return Order(
        store_id=shop.id,
        order_id=order_id,
        is_placed=True,
        document=Document.ORDER,
        placed_at=AT,
        updated_at=AT,
        currency="EUR",
        shipping_address={"city": "Lodi"},
        order_state=OrderState.OPEN,
        payment_state=PaymentState.PAID,
        fulfilment_state=FulfilmentState.UNFULFILLED,
        return_state=ReturnState.NONE,
        warnings=["a", "b"],
    )


def read_plainly(row: object) -> dict[str, object]:
    return {name: value for name, value in vars(row).items() if name != "_state"}


@given(
    times=st.lists(
        st.datetimes(EARLIEST, LATEST, timezones=ZONES),
        min_size=1,
        max_size=5,
    )
)
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_a_moment_of_any_zone_is_read_back_by_both_ways_of_reading(
    shop: StoreInfo, times: list[datetime]
) -> None:
    carts = [make_cart(shop, f"c{number}", at) for number, at in enumerate(times)]
    infra.upsert(Cart, carts, unique=("store_id", "key"))
    keys = [cart.key for cart in carts]
    found = {cart.key: cart for cart in infra.list_rows(Cart, shop.id, by="key", values=keys)}
    assert [found[key].started_at for key in keys] == times
    plain = Cart.objects.for_store(shop.id)
    assert [plain.get(key=key).started_at for key in keys] == times
    assert plain.filter(key="c0", started_at__lte=times[0], started_at__gte=times[0]).exists()


def test_a_row_read_in_bulk_is_the_row_the_orm_reads(shop: StoreInfo) -> None:
    infra.upsert(Order, [make_order(shop, "o1")], unique=("store_id", "order_id"))
    (bulk,) = infra.list_rows(Order, shop.id, by="order_id", values=["o1"])
    plain = Order.objects.for_store(shop.id).get(order_id="o1")
    assert read_plainly(bulk) == read_plainly(plain)
    assert bulk.shipping_address == {"city": "Lodi"}
    bulk.coupon = "SPRING"
    bulk.save(update_fields=("coupon",))
    assert Order.objects.for_store(shop.id).get().coupon == "SPRING"


def test_a_new_row_has_the_tables_defaults(shop: StoreInfo) -> None:
    values = {"store_id": shop.id, "order_id": "o1"}
    assert read_plainly(infra.new_row(Order, values)) == read_plainly(Order(**values))
    first, second = infra.new_row(Order, values), infra.new_row(Order, values)
    first.warnings.append("mine alone")
    assert second.warnings == []


def test_more_keys_than_a_statement_takes_are_all_found_and_none_twice(shop: StoreInfo) -> None:
    keys = [f"c:{number}" for number in range(20_011)]
    infra.write_rows(CartKey, "store_id key trail", [(shop.id, key, key) for key in keys])
    found = infra.list_values(CartKey, "key", shop.id, by="key", values=keys)
    assert sorted(key for (key,) in found) == sorted(keys)


def test_the_rows_of_another_shop_are_not_read(shop: StoreInfo, other_shop: StoreInfo) -> None:
    infra.write_rows(
        CartKey, "store_id key trail", [(shop.id, "c:1", "c:1"), (other_shop.id, "c:1", "theirs")]
    )
    found = infra.list_values(CartKey, "trail", shop.id, by="key", values=["c:1"])
    assert list(found) == [("c:1",)]
    infra.delete_rows(CartKey, shop.id, CartKey.objects.for_store(other_shop.id).values_list("id", flat=True))
    assert CartKey.objects.for_store(other_shop.id).count() == 1


def test_a_row_that_is_there_stays_or_changes_as_asked(shop: StoreInfo) -> None:
    columns, unique = "store_id visitor_id profile_id version", ("store_id", "visitor_id")
    first, second = new_uuid(), new_uuid()
    infra.write_rows(PersonLink, columns, [(shop.id, "u:1", first.hex, 1)], unique=unique)
    infra.write_rows(PersonLink, columns, [(shop.id, "u:1", second, 2)], unique=unique)
    row = PersonLink.objects.for_store(shop.id).get()
    assert (row.profile_id, row.version) == (first, 1)
    infra.write_rows(
        PersonLink, columns, [(shop.id, "u:1", second, 2)], unique=unique, update=("profile_id",)
    )
    row.refresh_from_db()
    assert (row.profile_id, row.version) == (second, 1)
    infra.update_rows(PersonLink, "version", [(9, row.pk)])
    known = infra.list_values(PersonLink, "profile_id version", shop.id, by="profile_id", values=[second.hex])
    assert list(known) == [(second.hex, 9)]
