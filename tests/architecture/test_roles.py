"""What each role may open and change. A page that is not in the table fails: say who it is for."""

import re
from collections.abc import Iterator
from urllib.parse import urlsplit

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import Resolver404, resolve

from commesso.infra.api import Runner
from commesso.stores.contracts import Role, StoreInfo
from tests.architecture.addresses import list_addresses
from tests.architecture.house import House, furnish
from tests.architecture.test_addresses import open_address, text_of

# From the least to the most. Who may do something, may do all that those before may.
ROLES = {Role.ANALYST: "gino", Role.AGENT: "bo", Role.MARKETER: "fosca", Role.OWNER: "alma"}
OPENS = {
    Role.ANALYST: (
        *("backoffice:home", "backoffice:live", "backoffice:search"),
        *("backoffice:customers", "backoffice:customer", "backoffice:customer_story"),
        *("backoffice:orders", "backoffice:order", "backoffice:products", "backoffice:product"),
        *("profiles:consent_panel", "profiles:identifiers_panel", "profiles:traits_panel"),
        *("collector:refused_events", "collector:last_event", "stores:enter", "stores:install"),
        *("onsite:panels", "onsite:panel"),
        *("discovery:search", "discovery:query", "discovery:wishes"),
        *("discovery:guides", "discovery:guide", "discovery:guide_report"),
        *("discovery:recommendations", "discovery:recommendation_rule"),
        "discovery:assistant",
    ),
    Role.AGENT: ("profiles:privacy_panel", "profiles:export_customer", "profiles:suggestions"),
    Role.MARKETER: (
        *("stores:shop", "stores:consent", "stores:brand", "stores:brand_contrast"),
        *("connectors:imports", "connectors:import_run", "connectors:import_progress"),
        *("connectors:import_rejects", "backoffice:set_aside_events", "backoffice:set_aside_event"),
        *("discovery:new_guide", "discovery:guide_question"),
        "discovery:new_recommendation_rule",
    ),
    Role.OWNER: ("stores:keys", "stores:staff", "profiles:receipts"),
}
CHANGES = {
    Role.ANALYST: ("stores:enter", "discovery:try_guide"),  # of neither is anything kept
    Role.AGENT: (
        *("profiles:record_consent", "profiles:set_trait", "profiles:unset_trait"),
        *("profiles:merge_customer", "profiles:undo_merge", "profiles:split_identifier"),
        *("profiles:accept_suggestion", "profiles:dismiss_suggestion", "profiles:restore_suggestion"),
    ),
    Role.MARKETER: (
        *("stores:shop", "stores:consent", "stores:brand"),
        *("connectors:imports", "connectors:preview_import", "connectors:choose_columns"),
        *("connectors:start_import", "connectors:drop_import"),
        *("onsite:create_panel", "onsite:save_panel", "onsite:preview_panel", "onsite:activate_panel"),
        *("onsite:pause_panel", "onsite:remove_panel", "onsite:restore_panel"),
        *("discovery:save_assistant", "discovery:preview_assistant"),
        *("discovery:activate_assistant", "discovery:pause_assistant"),
        *("discovery:create_synonyms", "discovery:save_synonyms", "discovery:remove_synonyms"),
        *("discovery:save_redirect", "discovery:remove_redirect", "discovery:restore_wish"),
        *("discovery:change_pin", "discovery:remove_pin"),
        *("discovery:create_guide", "discovery:save_guide", "discovery:change_guide_question"),
        *("discovery:save_guide_question", "discovery:activate_guide", "discovery:pause_guide"),
        *("discovery:remove_guide", "discovery:restore_guide"),
        *("discovery:create_recommendation_rule", "discovery:save_recommendation_rule"),
        *("discovery:activate_recommendation_rule", "discovery:pause_recommendation_rule"),
        *("discovery:remove_recommendation_rule", "discovery:restore_recommendation_rule"),
        *("backoffice:retry_set_aside", "backoffice:retry_all_set_aside", "backoffice:discard_set_aside"),
    ),
    Role.OWNER: (
        *("stores:create_secret_key", "stores:restore_secret_key", "stores:revoke_secret_key"),
        *("stores:create_write_key", "stores:restore_write_key", "stores:revoke_write_key"),
        *("stores:staff", "stores:change_member", "stores:remove_member", "stores:restore_member"),
        "profiles:erase_customer",
    ),
}
LEAST = {
    "get": {name: role for role, names in OPENS.items() for name in names},
    "post": {name: role for role, names in CHANGES.items() for name in names},
}
STAFF = [address for address in list_addresses() if address.is_of_a_shop]
_FORM = re.compile(r"<form\b[^>]*>")
_LINK = re.compile(r'\b(?:href|hx-get)="(/s/[^"]*)"')
_POST = re.compile(r'\bhx-post="(/s/[^"]*)"')


@pytest.fixture
def house(shop: StoreInfo, stream: Runner, alma: Client) -> House:
    return furnish(shop, stream, alma)


def may(role: Role, method: str, name: str) -> bool:
    """Whether the table lets this role in."""
    order = list(ROLES)
    least = LEAST[method].get(name)
    return least is not None and order.index(role) >= order.index(least)


def sign_in(role: Role, request: pytest.FixtureRequest) -> Client:
    browser: Client = request.getfixturevalue(ROLES[role])
    browser.raise_request_exception = False
    return browser


def test_the_table_names_every_page_of_staff_and_no_other() -> None:
    stated = LEAST["get"].keys() | LEAST["post"].keys()
    known = {address.name for address in STAFF}
    assert not known - stated, f"Say in OPENS or CHANGES who may: {', '.join(sorted(known - stated))}."
    assert not stated - known, f"Gone: {', '.join(sorted(stated - known))}."


@pytest.mark.parametrize("role", ROLES)
def test_a_role_gets_where_it_may_and_nowhere_else(
    house: House, request: pytest.FixtureRequest, role: Role
) -> None:
    browser = sign_in(role, request)
    faults = []
    for address in STAFF:
        for method in ("get", "post"):
            status = open_address(browser, method, address, house).status_code
            got_in = status not in {401, 403, 404, 405}
            if status == 500 or got_in != may(role, method, address.name):
                faults.append(f"{method} {address.route}: {role} got {status}.")
    assert not faults, "\n".join(faults)


@pytest.mark.parametrize("role", ROLES)
def test_no_page_shows_a_role_what_it_may_not_do(
    house: House, request: pytest.FixtureRequest, role: Role
) -> None:
    browser = sign_in(role, request)
    faults = set()
    for address in STAFF:
        if may(role, "get", address.name):
            for method, name in list_ways(open_address(browser, "get", address, house)):
                if not may(role, method, name):
                    faults.add(f"{address.route} offers {name} ({method}) to {role}.")
    assert not faults, "\n".join(sorted(faults))


def list_ways(page: HttpResponse) -> Iterator[tuple[str, str]]:
    """Yield (method, name) of every address of a shop that a page leads to."""
    text = text_of(page)
    found = [("get", path) for path in _LINK.findall(text)] + [("post", path) for path in _POST.findall(text)]
    for form in _FORM.findall(text):
        method = "post" if 'method="post"' in form else "get"
        found += [(method, path) for path in re.findall(r'\baction="(/s/[^"]*)"', form)]
    for method, path in found:
        try:
            yield method, resolve(urlsplit(path.replace("&amp;", "&")).path).view_name
        except Resolver404:
            yield method, path
