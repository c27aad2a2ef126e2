from typing import Any

from django.http import HttpRequest
from ninja import Query, Router
from ninja.responses import Status

from commesso.catalog.actions.importing import import_products
from commesso.catalog.forms import (
    CountAnswer,
    ProductAnswer,
    ProductFields,
    ProductPage,
    ProductQuery,
    ProductsBody,
    ProductStored,
)
from commesso.catalog.queries import products
from commesso.infra.api import jsonapi
from commesso.kernel.clock import now
from commesso.kernel.errors import Invalid
from commesso.stores.contracts import Scope

router = Router(tags=["Products"])
_SOURCE = "api"


@router.get("/products", response={200: ProductPage, **jsonapi.PROBLEMS}, summary="List products")
def list_products(request: HttpRequest, query: Query[ProductQuery]) -> Any:
    """The last added first."""
    store_id = jsonapi.allow(request, Scope.CATALOG_READ)
    return products.list_products(store_id, where=query.read(), cursor=query.cursor, limit=query.limit)


@router.post(
    "/products", response={200: CountAnswer, **jsonapi.PROBLEMS}, summary="Create or update many products"
)
def put_products(request: HttpRequest, body: ProductsBody) -> Any:
    """Up to 500. A row that cannot be taken is rejected with its reason; the others go on."""
    store_id = jsonapi.allow(request, Scope.CATALOG_WRITE)
    return import_products(store_id, [row.read(row.product_id) for row in body.products], _SOURCE, now())


@router.get(
    "/products/{path:product_id}", response={200: ProductAnswer, **jsonapi.PROBLEMS}, summary="Get a product"
)
def get_product(request: HttpRequest, product_id: str) -> Any:
    return products.get_product(jsonapi.allow(request, Scope.CATALOG_READ), product_id)


@router.put(
    "/products/{path:product_id}",
    response={200: ProductStored, 201: ProductStored, **jsonapi.PROBLEMS},
    summary="Create or update a product",
)
def put_product(request: HttpRequest, product_id: jsonapi.Identifier, body: ProductFields) -> Any:
    store_id = jsonapi.allow(request, Scope.CATALOG_WRITE)
    count = import_products(store_id, [body.read(product_id)], _SOURCE, now())
    for each in count.rejected:
        raise Invalid(each.reason, field=each.field)
    stored = {"outcome": count.outcome, "product": products.get_product(store_id, product_id.strip())}
    return Status(201 if count.created else 200, stored)
