from django.db import models
from django.db.models import F, Q

from commesso.infra import api as infra
from commesso.orders.contracts import (
    CartState,
    Document,
    FulfilmentState,
    OrderState,
    PaymentState,
    PaymentStatus,
    ReturnState,
)
from commesso.orders.rules.entries import ChangeKind, EntryKind

ID = 100
KEY = 220


class CartChange(infra.StoreTable):
    """One thing that happened to a cart. Carts are folded from these, never changed in place."""

    message_id = models.CharField(max_length=ID)
    at = models.DateTimeField()
    kind = models.CharField(max_length=12, choices=[(each.value, each.name) for each in ChangeKind])
    device = models.CharField(max_length=KEY, help_text="Files the changes that name no cart.")
    trail = models.CharField(max_length=KEY, help_text="The line of changes this one belongs to.")
    cart_id = models.CharField(max_length=ID, blank=True)
    user_id = models.CharField(max_length=ID, blank=True)
    anonymous_id = models.CharField(max_length=ID, blank=True)
    body = models.TextField(help_text="rules.entries.ChangeBody as JSON.")

    class Meta(infra.StoreTable.Meta):
        db_table = "orders_cart_change"
        constraints = [
            models.UniqueConstraint(fields=["store", "message_id"], name="orders_cart_change_once")
        ]
        indexes = [
            models.Index(fields=["store", "device"], name="orders_change_device"),
            models.Index(fields=["store", "trail"], name="orders_change_trail"),
        ]


class Cart(infra.StoreTable):
    """A cart as folded. `key` is the trail and what set this cart apart from the one before."""

    key = models.CharField(max_length=KEY)
    trail = models.CharField(max_length=KEY)
    cart_id = models.CharField(max_length=ID, blank=True)
    state = models.CharField(max_length=10, choices=[(each.value, each.name) for each in CartState])
    started_at = models.DateTimeField()
    changed_at = models.DateTimeField()
    due_at = models.DateTimeField(null=True, help_text="When the clock next changes the state.")
    abandoned_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)
    order_id = models.CharField(max_length=ID, blank=True)
    items = models.TextField(default="[]", help_text="list[rules.entries.Item] as JSON.")
    currency = models.CharField(max_length=3)
    value_minor = models.BigIntegerField(default=0)
    coupon = models.CharField(max_length=ID, blank=True)
    user_id = models.CharField(max_length=ID, blank=True)
    anonymous_id = models.CharField(max_length=ID, blank=True)
    email_key = models.CharField(max_length=ID, blank=True)
    checkout_id = models.CharField(max_length=ID, blank=True)
    checkout_started_at = models.DateTimeField(null=True)
    step = models.PositiveIntegerField(default=0)
    shipping_method = models.TextField(blank=True)
    payment_method = models.TextField(blank=True)
    is_abandonment_told = models.BooleanField(default=False)

    class Meta(infra.StoreTable.Meta):
        db_table = "orders_cart"
        constraints = [models.UniqueConstraint(fields=["store", "key"], name="orders_cart_once")]
        indexes = [
            models.Index(fields=["store", "trail"], name="orders_cart_trail"),
            models.Index(
                fields=["store", "due_at"], name="orders_cart_due", condition=Q(due_at__isnull=False)
            ),
            models.Index(fields=["store", "-changed_at", "-id"], name="orders_cart_newest"),
        ]


class CartKey(infra.StoreTable):
    """A key (person, device, cart, checkout or order id) by which an order may find a trail."""

    key = models.CharField(max_length=KEY)
    trail = models.CharField(max_length=KEY)

    class Meta(infra.StoreTable.Meta):
        db_table = "orders_cart_key"
        # The key before the trail: SQLite reads this one for a lookup by key, whatever other index there is.
        constraints = [models.UniqueConstraint(fields=["store", "key", "trail"], name="orders_cart_key_once")]
        indexes = [models.Index(fields=["store", "trail"], name="orders_cart_key_trail")]


class OrderEntry(infra.StoreTable):
    """What one event or platform row says about an order. Orders are folded from these."""

    order_id = models.CharField(max_length=ID)
    message_id = models.CharField(max_length=ID)
    at = models.DateTimeField()
    kind = models.CharField(max_length=10, choices=[(each.value, each.name) for each in EntryKind])
    body = models.TextField(help_text="rules.entries.EntryBody as JSON.")

    class Meta(infra.StoreTable.Meta):
        db_table = "orders_entry"
        constraints = [models.UniqueConstraint(fields=["store", "message_id"], name="orders_entry_once")]
        indexes = [models.Index(fields=["store", "order_id"], name="orders_entry_order")]


class Order(infra.StoreTable):
    """An order or credit document as folded."""

    order_id = models.CharField(max_length=ID)
    is_placed = models.BooleanField(
        help_text="Known as an order; a refund or cancellation may be heard of before its order."
    )
    is_erased = models.BooleanField(default=False)
    is_disputed = models.BooleanField(
        default=False, help_text="Events about it name different people: who is who decides which count."
    )
    document = models.CharField(max_length=6, choices=[(each.value, each.name) for each in Document])
    refers_to = models.CharField(max_length=ID, blank=True)
    number = models.CharField(max_length=ID, blank=True)
    placed_at = models.DateTimeField()
    updated_at = models.DateTimeField()
    source = models.CharField(max_length=60, blank=True)
    version = models.BigIntegerField(default=0)
    currency = models.CharField(max_length=3)
    total_minor = models.BigIntegerField(default=0)
    subtotal_minor = models.BigIntegerField(default=0)
    revenue_minor = models.BigIntegerField(default=0)
    shipping_minor = models.BigIntegerField(default=0)
    tax_minor = models.BigIntegerField(default=0)
    discount_minor = models.BigIntegerField(default=0)
    refunded_minor = models.BigIntegerField(default=0)
    coupon = models.CharField(max_length=ID, blank=True)
    affiliation = models.TextField(blank=True)
    user_id = models.CharField(max_length=ID, blank=True)
    anonymous_id = models.CharField(max_length=ID, blank=True)
    visitor_id = models.CharField(max_length=KEY, blank=True)
    email = models.CharField(max_length=254, blank=True)
    phone = models.CharField(max_length=ID, blank=True)
    name = models.TextField(blank=True)
    country = models.CharField(max_length=ID, blank=True)
    cart_id = models.CharField(max_length=ID, blank=True)
    checkout_id = models.CharField(max_length=ID, blank=True)
    shipping_address = models.JSONField(default=dict)
    billing_address = models.JSONField(default=dict)
    order_state = models.CharField(max_length=20, choices=[(each.value, each.name) for each in OrderState])
    payment_state = models.CharField(
        max_length=20, choices=[(each.value, each.name) for each in PaymentState]
    )
    fulfilment_state = models.CharField(
        max_length=20, choices=[(each.value, each.name) for each in FulfilmentState]
    )
    return_state = models.CharField(max_length=20, choices=[(each.value, each.name) for each in ReturnState])
    is_overpaid = models.BooleanField(default=False)
    item_count = models.BigIntegerField(default=0)
    warnings = models.JSONField(default=list)

    class Meta(infra.StoreTable.Meta):
        db_table = "orders_order"
        constraints = [models.UniqueConstraint(fields=["store", "order_id"], name="orders_order_once")]
        indexes = [
            # Newest first is how every list reads; the id makes the order of equal moments stable.
            models.Index(fields=["store", "-placed_at", "-id"], name="orders_order_newest"),
        ]


class OrderKey(infra.StoreTable):
    """A key (person, device, cart, checkout or order id) by which carts and people find an order."""

    order = models.ForeignKey(Order, on_delete=models.CASCADE, related_name="+", db_index=False)
    key = models.CharField(max_length=KEY)

    class Meta(infra.StoreTable.Meta):
        db_table = "orders_order_key"
        constraints = [models.UniqueConstraint(fields=["order", "key"], name="orders_order_key_once")]
        # Not store first: SQLite would read the whole store for `store_id = … AND order_id IN (…)`.
        indexes = [models.Index(fields=["key", "store"], name="orders_order_key_key")]


class OrderLine(infra.StoreTable):
    order = models.ForeignKey(Order, on_delete=models.CASCADE, related_name="+", db_index=False)
    line_id = models.CharField(max_length=KEY)
    position = models.PositiveIntegerField()
    product_id = models.CharField(max_length=ID)
    variant_id = models.CharField(max_length=ID, blank=True)
    sku = models.CharField(max_length=ID, blank=True)
    title = models.TextField(blank=True)
    category = models.TextField(blank=True)
    url = models.TextField(blank=True)
    image_url = models.TextField(blank=True)
    unit_price = models.BigIntegerField(
        help_text="In ten-thousandths of the currency's unit: 12.5 is 125000."
    )
    total_minor = models.BigIntegerField()
    ordered = models.PositiveIntegerField()
    fulfilled = models.PositiveIntegerField(default=0)
    shipped = models.PositiveIntegerField(default=0)
    delivered = models.PositiveIntegerField(default=0)
    return_requested = models.PositiveIntegerField(default=0)
    return_received = models.PositiveIntegerField(default=0)
    return_dismissed = models.PositiveIntegerField(default=0)
    written_off = models.PositiveIntegerField(default=0)
    cancelled = models.PositiveIntegerField(default=0)

    class Meta(infra.StoreTable.Meta):
        db_table = "orders_line"
        constraints = [
            models.UniqueConstraint(fields=["order", "line_id"], name="orders_line_once"),
            models.CheckConstraint(
                condition=Q(fulfilled__lte=F("ordered") - F("cancelled")), name="orders_line_fulfilled"
            ),
            models.CheckConstraint(condition=Q(shipped__lte=F("fulfilled")), name="orders_line_shipped"),
            models.CheckConstraint(
                condition=Q(
                    shipped__gte=F("return_requested") + F("return_received") + F("return_dismissed")
                ),
                name="orders_line_returned",
            ),
        ]


class Payment(infra.StoreTable):
    order = models.ForeignKey(Order, on_delete=models.CASCADE, related_name="+", db_index=False)
    payment_id = models.CharField(max_length=ID)
    at = models.DateTimeField()
    amount_minor = models.BigIntegerField()
    status = models.CharField(max_length=10, choices=[(each.value, each.name) for each in PaymentStatus])
    method = models.TextField(blank=True)

    class Meta(infra.StoreTable.Meta):
        db_table = "orders_payment"
        constraints = [models.UniqueConstraint(fields=["order", "payment_id"], name="orders_payment_once")]


class Refund(infra.StoreTable):
    order = models.ForeignKey(Order, on_delete=models.CASCADE, related_name="+", db_index=False)
    refund_id = models.CharField(max_length=ID)
    at = models.DateTimeField()
    amount_minor = models.BigIntegerField()
    is_full = models.BooleanField()
    reason = models.TextField(blank=True)
    quantities = models.JSONField(default=dict, help_text="Units given back by line id.")
    is_told = models.BooleanField(default=False)

    class Meta(infra.StoreTable.Meta):
        db_table = "orders_refund"
        constraints = [models.UniqueConstraint(fields=["order", "refund_id"], name="orders_refund_once")]


class PersonLink(infra.StoreTable):
    """Our copy of who is who: the profile a visitor id belongs to, from `IdentitiesLinked`."""

    visitor_id = models.CharField(max_length=KEY)
    profile_id = models.UUIDField()
    version = models.BigIntegerField()

    class Meta(infra.StoreTable.Meta):
        db_table = "orders_person_link"
        constraints = [
            models.UniqueConstraint(fields=["store", "visitor_id"], name="orders_person_link_once")
        ]
        indexes = [models.Index(fields=["store", "profile_id"], name="orders_person_link_profile")]
