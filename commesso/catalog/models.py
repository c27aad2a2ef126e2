from django.db import models

from commesso.catalog.contracts import ProductStatus
from commesso.infra import api as infra

ID = 100


class Product(infra.StoreTable):
    product_id = models.CharField(max_length=ID, help_text="The shop's own id.")
    title = models.TextField(blank=True)
    description = models.TextField(blank=True)
    brand = models.TextField(blank=True)
    url = models.TextField(blank=True)
    status = models.CharField(max_length=6, choices=[(each.value, each.name) for each in ProductStatus])
    categories = models.JSONField(default=list, help_text="Paths, as in Category.")
    languages = models.JSONField(default=dict, help_text='{"it": {"title": …, "description": …}}')
    attributes = models.JSONField(default=dict)
    images = models.JSONField(default=list, help_text='[{"url": …, "alt": …}]')
    price_minor = models.BigIntegerField(null=True, help_text="The lowest of the variants.")
    compare_at_minor = models.BigIntegerField(null=True)
    currency = models.CharField(max_length=3, blank=True)
    in_stock = models.BooleanField(null=True, help_text="Null: unknown.")
    search_text = models.TextField(blank=True, help_text="Title, brand, ids, codes; in small letters.")
    source = models.CharField(max_length=60)
    version = models.BigIntegerField(default=0)
    learned = models.JSONField(
        default=dict, help_text="Fields known from events alone, with the milliseconds of the event."
    )
    created_at = models.DateTimeField()
    updated_at = models.DateTimeField()

    class Meta(infra.StoreTable.Meta):
        db_table = "catalog_product"
        constraints = [models.UniqueConstraint(fields=["store", "product_id"], name="catalog_product_once")]
        indexes = [
            models.Index(fields=["store", "id"], name="catalog_product_newest"),
            models.Index(fields=["brand", "store"], name="catalog_product_brand"),
        ]


class Variant(infra.StoreTable):
    product = models.ForeignKey(Product, on_delete=models.CASCADE, related_name="+", db_index=False)
    variant_id = models.CharField(max_length=ID)
    sku = models.CharField(max_length=ID, blank=True)
    ean = models.CharField(max_length=ID, blank=True)
    title = models.TextField(blank=True)
    options = models.JSONField(default=dict)
    price_minor = models.BigIntegerField(null=True)
    compare_at_minor = models.BigIntegerField(null=True)
    currency = models.CharField(max_length=3)
    stock = models.BigIntegerField(null=True, help_text="Null: unknown.")
    position = models.PositiveIntegerField(default=0)
    learned_at = models.DateTimeField(null=True, help_text="Known from events alone; the newest of them.")

    class Meta(infra.StoreTable.Meta):
        db_table = "catalog_variant"
        constraints = [models.UniqueConstraint(fields=["product", "variant_id"], name="catalog_variant_once")]


class Category(infra.StoreTable):
    path = models.CharField(max_length=500)

    class Meta(infra.StoreTable.Meta):
        db_table = "catalog_category"
        constraints = [models.UniqueConstraint(fields=["store", "path"], name="catalog_category_once")]


class ProductCategory(infra.StoreTable):
    product = models.ForeignKey(Product, on_delete=models.CASCADE, related_name="+")
    category = models.ForeignKey(Category, on_delete=models.CASCADE, related_name="+", db_index=False)

    class Meta(infra.StoreTable.Meta):
        db_table = "catalog_product_category"
        constraints = [
            models.UniqueConstraint(fields=["category", "product"], name="catalog_product_category_once")
        ]
