from django.db import models

from commesso.discovery.contracts.guiding import GuideState
from commesso.discovery.contracts.recommending import RuleAction
from commesso.infra import api as infra


class SynonymSet(infra.StoreTable):
    """Phrases that search takes for the same; one way: the first finds the others, not the reverse."""

    phrases = models.JSONField(default=list)
    one_way = models.BooleanField(default=False)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta(infra.StoreTable.Meta):
        db_table = "discovery_synonym_set"
        indexes = [models.Index(fields=["store", "id"], name="discovery_synonyms_by_store")]


class SearchRedirect(infra.StoreTable):
    """A query that leads to a page of the shop instead of a search."""

    query = models.CharField(max_length=100, help_text="Folded, as queries are counted.")
    url = models.CharField(max_length=2000)

    class Meta(infra.StoreTable.Meta):
        db_table = "discovery_redirect"
        constraints = [models.UniqueConstraint(fields=["query", "store"], name="discovery_redirect_once")]


class SearchPin(infra.StoreTable):
    """Products that stand first for a query, in this order."""

    query = models.CharField(max_length=100, help_text="Folded, as queries are counted.")
    product_ids = models.JSONField(default=list)

    class Meta(infra.StoreTable.Meta):
        db_table = "discovery_search_pin"
        constraints = [models.UniqueConstraint(fields=["query", "store"], name="discovery_search_pin_once")]


class QueryCount(infra.StoreTable):
    """How often a query was searched on a day, and how often it found nothing. Nothing is kept of who searched."""

    searched_on = models.DateField()
    query = models.CharField(max_length=100, help_text="Folded: small letters, no accents, single spaces.")
    searches = models.PositiveIntegerField(default=0)
    empty = models.PositiveIntegerField(default=0)

    class Meta(infra.StoreTable.Meta):
        db_table = "discovery_query_count"
        constraints = [
            models.UniqueConstraint(
                fields=["store", "searched_on", "query"], name="discovery_query_count_once"
            )
        ]


class RecommendationRule(infra.StoreTable):
    """A merchant's wish about what slots show. The JSON fields have the shapes of `contracts.MerchantRule`."""

    name = models.CharField(max_length=120)
    action = models.CharField(max_length=10, choices=[(each.value, each.name) for each in RuleAction])
    conditions = models.JSONField(default=dict)
    slots = models.JSONField(default=list)  # SlotKind values; none: all
    place = models.PositiveIntegerField(default=1)
    strength = models.FloatField(default=3.0)
    is_active = models.BooleanField(default=True)
    active_from = models.DateTimeField(null=True, blank=True)
    active_until = models.DateTimeField(null=True, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)
    removed_at = models.DateTimeField(null=True, help_text="Heard by no slot; an undo takes it back.")

    class Meta(infra.StoreTable.Meta):
        db_table = "discovery_recommendation_rule"
        indexes = [models.Index(fields=["store", "id"], name="discovery_rules_by_store")]


class Guide(infra.StoreTable):
    """Questions through a family as a merchant wants them asked. The JSON fields have the shapes of `contracts`."""

    key = models.SlugField(max_length=60, help_text="How pages and links name it.")
    name = models.CharField(max_length=120)
    category = models.CharField(
        max_length=500, blank=True, help_text="A category's path; empty: the whole shop."
    )
    words = models.JSONField(default=dict)  # language -> title and text before the first question
    questions = models.JSONField(default=list)  # in their order
    version = models.PositiveIntegerField(default=1)
    state = models.CharField(
        max_length=10, choices=[(each.value, each.name) for each in GuideState], default=GuideState.DRAFT
    )
    created_at = models.DateTimeField(auto_now_add=True)
    removed_at = models.DateTimeField(null=True, help_text="Asked of nobody; an undo takes it back.")

    class Meta(infra.StoreTable.Meta):
        db_table = "discovery_guide"
        constraints = [
            models.UniqueConstraint(
                fields=["key", "store"],
                condition=models.Q(removed_at__isnull=True),
                name="discovery_guide_once",
            )
        ]


class Assistant(infra.StoreTable):
    """The corner panel of a shop: whether it is shown, and what it says. Words that are missing are our own."""

    is_on = models.BooleanField(default=False)
    side = models.CharField(max_length=5, default="end", choices=[("end", "END"), ("start", "START")])
    words = models.JSONField(default=dict)  # language -> situation -> greeting; "name" is how it is called
    guide_key = models.CharField(
        max_length=60, blank=True, help_text="The guide it offers; empty: by the page."
    )
    order_url = models.CharField(max_length=2000, blank=True, help_text="Where a shopper sees their order.")
    contact_url = models.CharField(
        max_length=2000, blank=True, help_text="Where a shopper writes to the shop."
    )

    class Meta(infra.StoreTable.Meta):
        db_table = "discovery_assistant"
        constraints = [models.UniqueConstraint(fields=["store"], name="discovery_assistant_once")]
