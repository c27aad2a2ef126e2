"""Tables of the room. How they hang together: README.md, "How it works".

Indexes that begin with the store serve lists; all others end with it. Without statistics SQLite takes any
index that begins with `store_id = 1` before one that fits a list of ids, and reads the whole store.
"""

from django.db import models
from django.db.models import Q

from commesso.infra import api as infra
from commesso.kernel.ids import new_uuid


class Profile(infra.StoreTable):
    """A person, or one home in the tree of a person.

    A merge hangs one profile under another and moves nothing, so an undo takes the branch off again.
    `root` is where the branch ends; what is shown of a person is kept at the root.
    """

    id = models.UUIDField(primary_key=True, default=new_uuid)
    # Neither constraint nor index: SQLite would read the whole table for each profile that comes or goes.
    merged_into = models.ForeignKey(
        "self", null=True, on_delete=models.DO_NOTHING, related_name="+", db_index=False, db_constraint=False
    )
    root = models.ForeignKey(
        "self", on_delete=models.DO_NOTHING, related_name="+", db_index=False, db_constraint=False
    )
    # Of this home alone, so that the root's can be told anew after an undo. Last seen is kept to the minute.
    own_first_seen_at = models.DateTimeField()
    own_last_seen_at = models.DateTimeField()
    # Of everything under this root.
    first_seen_at = models.DateTimeField()
    last_seen_at = models.DateTimeField()
    is_known = models.BooleanField(default=False)
    name = models.CharField(max_length=200, blank=True)
    email = models.CharField(max_length=254, blank=True)
    phone = models.CharField(max_length=40, blank=True)
    country = models.CharField(max_length=60, blank=True)
    language = models.CharField(max_length=20, blank=True)
    # The consent the shop's events carry, as a digest, and until when it is known to hold.
    stamp = models.CharField(max_length=32, blank=True)
    stamped_at = models.DateTimeField(null=True)

    class Meta(infra.StoreTable.Meta):
        db_table = "profiles_profile"
        indexes = [
            models.Index(
                fields=["store", "is_known", "last_seen_at", "id"],
                condition=Q(merged_into__isnull=True),
                name="profiles_by_last_seen",
            ),
            models.Index(
                fields=["store", "country", "last_seen_at", "id"],
                condition=Q(merged_into__isnull=True) & ~Q(country=""),
                name="profiles_by_country",
            ),
            models.Index(fields=["root"], condition=Q(merged_into__isnull=False), name="profiles_members"),
        ]


class Identifier(infra.StoreTable):
    """Something a person is known by. `profile` is the home it is filed under.

    An identifier that events came under by itself has a home of its own (`is_anchor`).
    `owner` is the stronger identifier it was first seen with.
    """

    kind = models.CharField(max_length=50)
    value = models.CharField(max_length=254)
    profile = models.ForeignKey(Profile, on_delete=models.CASCADE, related_name="+")
    is_anchor = models.BooleanField(default=False)
    is_pinned = models.BooleanField(default=False, help_text="Staff placed it; rules leave it there.")
    owner_kind = models.CharField(max_length=50, blank=True)
    owner_value = models.CharField(max_length=254, blank=True)
    linked_at = models.DateTimeField(null=True)
    told_by = models.CharField(max_length=100, blank=True, help_text="The event that linked it to its owner.")
    rivals = models.PositiveSmallIntegerField(default=0, help_text="How many others claim it.")
    first_seen_at = models.DateTimeField()
    source = models.CharField(max_length=60, blank=True)

    class Meta(infra.StoreTable.Meta):
        db_table = "profiles_identifier"
        constraints = [
            models.UniqueConstraint(fields=["value", "kind", "store"], name="profiles_identifier_once")
        ]
        indexes = [
            models.Index(
                fields=["owner_value", "owner_kind", "store"],
                condition=~Q(owner_value=""),
                name="profiles_identifier_by_owner",
            )
        ]


class Claim(infra.StoreTable):
    """An identifier was seen with somebody who is not its owner: a suggestion, if they are two people."""

    kind = models.CharField(max_length=50)
    value = models.CharField(max_length=254)
    owner_kind = models.CharField(max_length=50)
    owner_value = models.CharField(max_length=254)
    at = models.DateTimeField()
    told_by = models.CharField(max_length=100)
    dismissed_at = models.DateTimeField(null=True)
    dismissed_by = models.CharField(max_length=120, blank=True)

    class Meta(infra.StoreTable.Meta):
        db_table = "profiles_claim"
        constraints = [
            models.UniqueConstraint(
                fields=["value", "kind", "owner_value", "owner_kind", "store"], name="profiles_claim_once"
            )
        ]
        indexes = [
            models.Index(fields=["owner_value", "owner_kind", "store"], name="profiles_claim_by_owner")
        ]


class Merge(infra.StoreTable):
    """`merged` hangs under `profile` until `undone_at`. `evidence` says which event and identifiers."""

    profile = models.ForeignKey(Profile, on_delete=models.CASCADE, related_name="+")
    merged = models.ForeignKey(Profile, on_delete=models.CASCADE, related_name="+")
    evidence = models.JSONField(default=dict)
    at = models.DateTimeField()
    by = models.CharField(max_length=120, blank=True, help_text="Empty: a rule did it.")
    undone_at = models.DateTimeField(null=True)
    undone_by = models.CharField(max_length=120, blank=True)

    class Meta(infra.StoreTable.Meta):
        db_table = "profiles_merge"
        constraints = [
            models.UniqueConstraint(
                fields=["merged", "store"],
                condition=Q(undone_at__isnull=True),
                name="profiles_merge_standing",
            )
        ]


class Trait(infra.StoreTable):
    """What is known of a person, with its source. The latest `at` wins."""

    profile = models.ForeignKey(Profile, on_delete=models.CASCADE, related_name="+", db_index=False)
    name = models.CharField(max_length=100)
    value = models.JSONField(null=True, help_text="null: taken back.")
    at = models.DateTimeField()
    source = models.CharField(max_length=60, blank=True)
    told_by = models.CharField(max_length=100, blank=True)

    class Meta(infra.StoreTable.Meta):
        db_table = "profiles_trait"
        constraints = [
            models.UniqueConstraint(fields=["profile", "name", "store"], name="profiles_trait_once")
        ]


class Consent(infra.StoreTable):
    """A yes or no, kept for ever as it was given. The present state is the latest by purpose and channel."""

    profile = models.ForeignKey(Profile, on_delete=models.CASCADE, related_name="+", db_index=False)
    purpose = models.CharField(max_length=60)
    channel = models.CharField(max_length=20, blank=True, help_text="Empty: every channel.")
    granted = models.BooleanField()
    at = models.DateTimeField()
    source = models.CharField(max_length=60, blank=True)
    text = models.TextField(blank=True, help_text="What the shopper was shown.")
    told_by = models.CharField(max_length=100)

    class Meta(infra.StoreTable.Meta):
        db_table = "profiles_consent"
        constraints = [
            models.UniqueConstraint(
                fields=["profile", "purpose", "channel", "told_by", "store"], name="profiles_consent_once"
            )
        ]


class Term(infra.StoreTable):
    """A word a person is found by: the store's number, folded letters in hexadecimal (`7:6d61726961`).

    A prefix is then the range from `7:6d61` to `7:6d61g` under every collation of every database.
    """

    profile = models.ForeignKey(Profile, on_delete=models.CASCADE, related_name="+", db_index=False)
    term = models.CharField(max_length=70)

    class Meta(infra.StoreTable.Meta):
        db_table = "profiles_term"
        constraints = [
            models.UniqueConstraint(fields=["profile", "term", "store"], name="profiles_term_once")
        ]
        indexes = [models.Index(fields=["term", "profile"], name="profiles_term_found")]


class Receipt(infra.StoreTable):
    """Proof that a person was erased: when, by whom, how much from where. Nothing personal."""

    profile_id = models.UUIDField()
    erased_at = models.DateTimeField()
    erased_by = models.CharField(max_length=120)
    counts = models.JSONField(default=dict)
    # What the sweeps still need. Emptied when nothing can come in late any more.
    pending = models.JSONField(default=dict)
    finished_at = models.DateTimeField(null=True)

    class Meta(infra.StoreTable.Meta):
        db_table = "profiles_receipt"
        indexes = [models.Index(fields=["profile_id", "store"], name="profiles_receipt_by_profile")]


class Turn(infra.StoreTable):
    """One row a store: who changes identities locks it, and counts it up for `IdentitiesLinked.version`."""

    version = models.BigIntegerField(default=0)

    class Meta(infra.StoreTable.Meta):
        db_table = "profiles_turn"
        constraints = [models.UniqueConstraint(fields=["store"], name="profiles_turn_once")]
