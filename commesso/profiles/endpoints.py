"""Customers over the JSON API."""

import json
from typing import Any
from uuid import UUID

from django.core.serializers.json import DjangoJSONEncoder
from django.http import HttpRequest, HttpResponse
from ninja import Query, Router

from commesso.infra.api import jsonapi
from commesso.kernel.ids import ProfileId, StoreId
from commesso.kernel.pages import Page
from commesso.profiles.actions import consents, customers, erasing, merges
from commesso.profiles.contracts import EMAIL, PHONE, USER_ID, ConsentInfo, ProfileInfo
from commesso.profiles.forms.giving import (
    ConsentsAnswer,
    CountAnswer,
    CustomerPage,
    CustomerWhole,
    MergeAnswer,
    ReceiptAnswer,
)
from commesso.profiles.forms.taking import ConsentBody, CustomerQuery, CustomersBody, MergeBody
from commesso.profiles.queries import people, records, story
from commesso.stores.contracts import Scope

router = Router()
_SOURCE = "api"
_TAGS: dict[str, Any] = {"tags": ["Customers"]}


@router.get("/customers", response={200: CustomerPage, **jsonapi.PROBLEMS}, summary="List customers", **_TAGS)
def list_customers(request: HttpRequest, query: Query[CustomerQuery]) -> Any:
    """The last seen first; a search gives them by the word that was found."""
    store_id = jsonapi.allow(request, Scope.PROFILES_READ)
    exact = [(USER_ID, query.user_id), (EMAIL, query.email), (PHONE, query.phone)]
    asked = [(kind, text) for kind, text in exact if text]
    if asked:
        found = [people.find_profile(store_id, kind, text) for kind, text in asked]
        one = found[0] if len(set(found)) == 1 else None
        return Page[ProfileInfo](items=(one,) if one else ())
    return people.list_profiles(
        store_id, search=query.search, filters=query.read(), cursor=query.cursor, limit=query.limit
    )


@router.post(
    "/customers",
    response={200: CountAnswer, **jsonapi.PROBLEMS},
    summary="Create or update many customers",
    **_TAGS,
)
def put_customers(request: HttpRequest, body: CustomersBody) -> Any:
    """Up to 500. A row that identifies nobody is rejected with its reason; the others go on."""
    store_id = jsonapi.allow(request, Scope.PROFILES_WRITE)
    return customers.import_customers(store_id, [row.read() for row in body.customers], _SOURCE)


@router.get(
    "/customers/{uuid:customer_id}",
    response={200: CustomerWhole, **jsonapi.PROBLEMS},
    summary="Get a customer",
    **_TAGS,
)
def get_customer(request: HttpRequest, customer_id: UUID) -> Any:
    """The id of a customer who was merged gives the customer they became."""
    store_id = jsonapi.allow(request, Scope.PROFILES_READ)
    person = people.get_profile(store_id, ProfileId(customer_id))
    parts = {
        "identifiers": records.list_identifiers(store_id, person.id),
        "traits": records.list_traits(store_id, person.id),
        "consents": records.current_consents(store_id, person.id),
        "merges": records.list_merges(store_id, person.id),
    }
    return {**vars(person), **parts}


@router.delete(
    "/customers/{uuid:customer_id}",
    response={200: ReceiptAnswer, **jsonapi.PROBLEMS},
    summary="Erase a customer",
    **_TAGS,
)
def erase_customer(request: HttpRequest, customer_id: UUID) -> Any:
    """For ever, in every place. Orders stay for the books, without the person."""
    store_id = jsonapi.allow(request, Scope.PROFILES_WRITE)
    return erasing.erase_profile(store_id=store_id, profile_id=ProfileId(customer_id), by=_SOURCE)


@router.get(
    "/customers/{uuid:customer_id}/export",
    response={200: dict[str, Any], **jsonapi.PROBLEMS},
    summary="Export a customer",
    **_TAGS,
)
def export_customer(request: HttpRequest, customer_id: UUID) -> Any:
    """Everything that is held: profile, identifiers, traits, consents, merges, orders, carts, events."""
    store_id = jsonapi.allow(request, Scope.PROFILES_READ)
    held = story.export_profile(store_id, ProfileId(customer_id))
    return HttpResponse(json.dumps(held, cls=DjangoJSONEncoder), content_type="application/json")


@router.get(
    "/customers/{uuid:customer_id}/consents",
    response={200: ConsentsAnswer, **jsonapi.PROBLEMS},
    summary="Get a customer's consents",
    **_TAGS,
)
def get_consents(request: HttpRequest, customer_id: UUID) -> Any:
    return _consents(jsonapi.allow(request, Scope.PROFILES_READ), customer_id)


@router.post(
    "/customers/{uuid:customer_id}/consents",
    response={200: ConsentsAnswer, **jsonapi.PROBLEMS},
    summary="Record a consent",
    **_TAGS,
)
def record_consent(request: HttpRequest, customer_id: UUID, body: ConsentBody) -> Any:
    store_id = jsonapi.allow(request, Scope.PROFILES_WRITE)
    consents.record_consent(
        store_id=store_id, profile_id=ProfileId(customer_id), source=_SOURCE, **vars(body.read())
    )
    return _consents(store_id, customer_id)


@router.post(
    "/customers/{uuid:customer_id}/merge",
    response={200: MergeAnswer, **jsonapi.PROBLEMS},
    summary="Merge two customers",
    **_TAGS,
)
def merge_customer(request: HttpRequest, customer_id: UUID, body: MergeBody) -> Any:
    """The one known by something stronger stays. `undo` of the merge takes them apart again."""
    return merges.merge_profiles(
        store_id=jsonapi.allow(request, Scope.PROFILES_WRITE),
        profile_id=ProfileId(customer_id),
        other_id=ProfileId(body.other_id),
        by=_SOURCE,
        reason=body.reason,
    )


@router.post(
    "/customers/merges/{int:merge_id}/undo",
    response={200: MergeAnswer, **jsonapi.PROBLEMS},
    summary="Undo a merge",
    **_TAGS,
)
def undo_merge(request: HttpRequest, merge_id: int) -> Any:
    store_id = jsonapi.allow(request, Scope.PROFILES_WRITE)
    return merges.undo_merge(store_id=store_id, merge_id=merge_id, by=_SOURCE)


def _consents(store_id: StoreId, customer_id: UUID) -> dict[str, list[ConsentInfo]]:
    person = ProfileId(customer_id)
    return {
        "now": records.current_consents(store_id, person),
        "history": records.list_consents(store_id, person),
    }
