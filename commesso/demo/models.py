"""What the shop keeps, in a database of its own. Of a payment card nothing is kept but its last four digits."""

import secrets

from django.db import models


def new_token() -> str:
    """Return what nobody guesses: who has it, has the cart or the order."""
    return secrets.token_urlsafe(18)


class Cart(models.Model):
    token = models.CharField(max_length=40, unique=True, default=new_token)  # the cookie's
    key = models.CharField(max_length=40, unique=True, default=new_token)  # what others know it by
    country = models.CharField(max_length=2)
    delivery = models.CharField(max_length=20, default="standard")
    note = models.TextField(blank=True)
    typed = models.JSONField(default=dict)  # of the checkout, so that nobody types it twice
    untold = models.JSONField(default=list)  # events for the next page to tell the tag
    created_at = models.DateTimeField()
    changed_at = models.DateTimeField(db_index=True)

    class Meta:
        db_table = "shop_cart"


class CartLine(models.Model):
    cart = models.ForeignKey(Cart, on_delete=models.CASCADE, related_name="lines")
    sku = models.CharField(max_length=60)
    quantity = models.PositiveIntegerField()

    class Meta:
        db_table = "shop_cart_line"
        constraints = [models.UniqueConstraint(fields=["cart", "sku"], name="shop_line_once_a_cart")]


class Order(models.Model):
    token = models.CharField(max_length=40, unique=True, default=new_token)  # the private link's
    cart = models.OneToOneField(Cart, null=True, on_delete=models.SET_NULL, related_name="order")
    cart_key = models.CharField(max_length=40)
    language = models.CharField(max_length=2)
    anonymous_id = models.CharField(max_length=100, blank=True)  # of the tag, where the shopper consented
    state = models.CharField(max_length=20)
    payment_state = models.CharField(max_length=20)
    payment_method = models.CharField(max_length=20)
    payment_reference = models.CharField(max_length=60, blank=True)
    card = models.CharField(max_length=20, blank=True)  # "Visa 4242"
    email = models.EmailField()
    given_name = models.CharField(max_length=80)
    family_name = models.CharField(max_length=80)
    phone = models.CharField(max_length=30, blank=True)
    address = models.CharField(max_length=160, blank=True)
    address_more = models.CharField(max_length=160, blank=True)
    postcode = models.CharField(max_length=12, blank=True)
    city = models.CharField(max_length=80, blank=True)
    province = models.CharField(max_length=40, blank=True)
    country = models.CharField(max_length=2)
    note = models.TextField(blank=True)
    wants_news = models.BooleanField(default=False)
    delivery = models.CharField(max_length=20)
    delivery_cents = models.PositiveIntegerField()
    first_on = models.DateField()
    last_on = models.DateField()
    placed_at = models.DateTimeField(db_index=True)
    changeable_until = models.DateTimeField()
    settled_at = models.DateTimeField(null=True, db_index=True)  # no change is possible any more
    revision = models.PositiveIntegerField(default=0)

    class Meta:
        db_table = "shop_order"

    @property
    def number(self) -> str:
        return f"BA-{10_000 + self.pk}"


class OrderLine(models.Model):
    order = models.ForeignKey(Order, on_delete=models.CASCADE, related_name="lines")
    sku = models.CharField(max_length=60, db_index=True)
    quantity = models.PositiveIntegerField()
    cents = models.PositiveIntegerField()

    class Meta:
        db_table = "shop_order_line"
        constraints = [models.UniqueConstraint(fields=["order", "sku"], name="shop_line_once_an_order")]


class Attempt(models.Model):
    """A try to pay. A challenge waits for the shopper at their bank."""

    token = models.CharField(max_length=40, unique=True, default=new_token)
    cart = models.ForeignKey(Cart, on_delete=models.CASCADE, related_name="attempts")
    checkout = models.JSONField()
    method = models.CharField(max_length=20)
    cents = models.PositiveIntegerField()
    state = models.CharField(max_length=20)
    reference = models.CharField(max_length=60, blank=True)
    card = models.CharField(max_length=20, blank=True)
    created_at = models.DateTimeField()

    class Meta:
        db_table = "shop_attempt"


class Message(models.Model):
    """What Commesso is still to be told by the shop's server."""

    body = models.JSONField()
    tries = models.PositiveIntegerField(default=0)
    due_at = models.DateTimeField(db_index=True)

    class Meta:
        db_table = "shop_message"
