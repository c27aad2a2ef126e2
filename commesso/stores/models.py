from typing import ClassVar

from django.contrib.auth.base_user import AbstractBaseUser
from django.db import models

from commesso.infra import api as infra
from commesso.stores.contracts import BrowserConsent, ConsentPolicy, Role


class Store(models.Model):
    """A shop. Everything else belongs to one."""

    name = models.CharField(max_length=120)
    slug = models.SlugField(max_length=60, unique=True)
    domains = models.JSONField(default=list, blank=True)
    languages = models.JSONField(default=list)
    currency = models.CharField(max_length=3, default="EUR")
    time_zone = models.CharField(max_length=60, default="Europe/Rome")
    consent_policy = models.CharField(
        max_length=12,
        choices=[(each.value, each.name) for each in ConsentPolicy],
        default=ConsentPolicy.SIGNALLED,
    )
    gpc_means_no_analytics = models.BooleanField(default=False)
    browser_consent = models.CharField(
        max_length=12,
        choices=[(each.value, each.name) for each in BrowserConsent],
        default=BrowserConsent.REQUIRED,
    )
    consent_banner = models.BooleanField(default=True)
    privacy_url = models.CharField(max_length=500, blank=True)
    cart_idle_minutes = models.PositiveIntegerField(default=30)
    cart_abandoned_minutes = models.PositiveIntegerField(default=60)
    cart_expired_days = models.PositiveIntegerField(default=30)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        db_table = "stores_store"

    def __str__(self) -> str:
        return self.name


class StaffManager(models.Manager["Staff"]):
    def get_by_natural_key(self, email: str | None) -> "Staff":
        return self.get(email=(email or "").strip().lower())


class Staff(AbstractBaseUser):
    """A person who works in one or more shops."""

    email = models.EmailField(unique=True)
    name = models.CharField(max_length=120, blank=True)
    language = models.CharField(max_length=5, blank=True)
    totp_secret = models.CharField(max_length=64, blank=True)
    totp_last_step = models.BigIntegerField(
        default=0, help_text="A code is good once: the last half minute used."
    )
    is_active = models.BooleanField(default=True)
    created_at = models.DateTimeField(auto_now_add=True)

    objects = StaffManager()

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    class Meta:
        db_table = "stores_staff"

    def __str__(self) -> str:
        return self.name or self.email


class SignInTries(models.Model):
    """Failed sign-ins of one account or from one address. Belongs to no store: nobody is anybody yet."""

    key = models.CharField(max_length=80, unique=True)
    count = models.PositiveIntegerField(default=0)
    since = models.DateTimeField()

    class Meta:
        db_table = "stores_sign_in_tries"


class WaitingMail(models.Model):
    """A mail of the product's own (password, invitation) that waits to be sent. Belongs to no store."""

    recipient = models.EmailField()
    subject = models.CharField(max_length=200)
    text = models.TextField()
    tries = models.PositiveIntegerField(default=0)
    next_try_at = models.DateTimeField()

    class Meta:
        db_table = "stores_waiting_mail"


class Membership(infra.StoreTable):
    """A member of staff's role in one shop."""

    staff = models.ForeignKey(Staff, on_delete=models.CASCADE, related_name="+")
    role = models.CharField(max_length=10, choices=[(each.value, each.name) for each in Role])
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta(infra.StoreTable.Meta):
        db_table = "stores_membership"
        constraints = [models.UniqueConstraint(fields=["store", "staff"], name="stores_membership_once")]


class Source(infra.StoreTable):
    """Where events come from, known by a public write key."""

    name = models.CharField(max_length=80)
    write_key = models.CharField(max_length=40, unique=True)
    events_per_second = models.PositiveIntegerField(default=20_000)
    created_at = models.DateTimeField(auto_now_add=True)
    revoked_at = models.DateTimeField(null=True, blank=True)

    class Meta(infra.StoreTable.Meta):
        db_table = "stores_source"


class ApiKey(infra.StoreTable):
    """A secret key. Only its digest is kept; the text is shown once."""

    name = models.CharField(max_length=80)
    prefix = models.CharField(max_length=16)
    digest = models.CharField(max_length=64, unique=True)
    scopes = models.JSONField(default=list)
    created_at = models.DateTimeField(auto_now_add=True)
    last_used_at = models.DateTimeField(null=True, blank=True)
    revoked_at = models.DateTimeField(null=True, blank=True)

    class Meta(infra.StoreTable.Meta):
        db_table = "stores_api_key"


class BrandKit(infra.StoreTable):
    """How the shop looks and sounds on every channel."""

    logo = models.FileField(upload_to="logos/", blank=True)
    colour = models.CharField(max_length=7, default="#1f4e5f")
    background = models.CharField(max_length=7, default="#ffffff")
    font = models.CharField(max_length=80, blank=True)
    tone = models.TextField(blank=True)
    signature = models.TextField(blank=True)
    postal_address = models.TextField(blank=True)
    sender_email = models.EmailField(blank=True)

    class Meta(infra.StoreTable.Meta):
        db_table = "stores_brand_kit"
        constraints = [models.UniqueConstraint(fields=["store"], name="stores_brand_kit_once")]
