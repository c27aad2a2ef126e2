import re

import pytest
from django.test import Client

from commesso.kernel.errors import NotFound
from commesso.stores import api as stores
from commesso.stores.contracts import Scope, SourceInfo, StoreInfo
from commesso.stores.models import ApiKey

SETTINGS = "/s/bottega/settings/"


def make_secret(browser: Client, *scopes: str) -> str:
    page = browser.post(f"{SETTINGS}keys/secret", {"name": "Till", "scopes": scopes})
    found = re.search(r'id="secret"[^>]*>(sk_[\w-]+)<', page.content.decode())
    assert found is not None
    return found[1]


def test_a_secret_key_is_shown_once_and_kept_as_a_digest(alma: Client, shop: StoreInfo) -> None:
    secret = make_secret(alma, "orders:read")
    assert secret not in alma.get(f"{SETTINGS}keys").content.decode()
    key = ApiKey.objects.for_store(shop.id).get()
    assert key.digest != secret
    assert secret.startswith(key.prefix)
    assert len(key.prefix) < 12


def test_a_secret_key_opens_what_its_scopes_say_and_nothing_once_revoked(
    alma: Client, shop: StoreInfo
) -> None:
    secret = make_secret(alma, "orders:read", "catalog:write")
    actor = stores.actor_for_api_key(secret)
    assert actor.store_id == shop.id
    assert actor.scopes == {Scope.ORDERS_READ, Scope.CATALOG_WRITE}
    assert actor.role is None
    key = ApiKey.objects.for_store(shop.id).get()
    assert key.last_used_at is not None
    alma.post(f"{SETTINGS}keys/secret/{key.pk}/revoke")
    with pytest.raises(NotFound):
        stores.actor_for_api_key(secret)
    alma.post(f"{SETTINGS}keys/secret/{key.pk}/restore")
    assert stores.actor_for_api_key(secret).name == "Till"


@pytest.mark.parametrize("secret", ["", "sk_", "wk_abc", "sk_" + "x" * 40])
@pytest.mark.django_db
def test_an_invented_secret_key_opens_nothing(secret: str) -> None:
    with pytest.raises(NotFound):
        stores.actor_for_api_key(secret)


def test_a_key_without_scopes_or_name_is_not_made(alma: Client, shop: StoreInfo) -> None:
    answer = alma.post(f"{SETTINGS}keys/secret", {"name": "", "scopes": ["orders:steal"]})
    assert answer.status_code == 422
    assert not ApiKey.objects.for_store(shop.id).exists()


def test_a_write_key_takes_events_until_it_is_revoked_and_again_after_the_undo(
    alma: Client, source: SourceInfo
) -> None:
    assert stores.find_source(source.write_key) is not None
    page = alma.post(f"{SETTINGS}keys/write/{source.id}/revoke", follow=True)
    assert stores.find_source(source.write_key) is None
    undo = re.search(rf'action="({SETTINGS}keys/write/{source.id}/restore)"', page.content.decode())
    assert undo is not None
    alma.post(undo[1])
    assert stores.find_source(source.write_key) is not None


def test_alma_makes_a_write_key_for_a_new_source(alma: Client, shop: StoreInfo) -> None:
    assert alma.post(f"{SETTINGS}keys/write", {"name": "App"}).status_code == 302
    assert b"App" in alma.get(f"{SETTINGS}keys").content
    assert alma.post(f"{SETTINGS}keys/write", {"name": ""}).status_code == 422


def test_keys_are_the_owners_alone(bo: Client, source: SourceInfo) -> None:
    assert bo.get(f"{SETTINGS}keys").status_code == 404
    assert bo.post(f"{SETTINGS}keys/write/{source.id}/revoke").status_code == 404
    assert stores.find_source(source.write_key) is not None


def test_edda_cannot_revoke_almas_keys_through_her_own_shop(
    alma: Client, edda: Client, source: SourceInfo
) -> None:
    make_secret(alma, "orders:read")
    key = ApiKey.objects.for_store(source.store_id).get()
    assert edda.post(f"/s/edda/settings/keys/write/{source.id}/revoke").status_code == 404
    assert edda.post(f"/s/edda/settings/keys/secret/{key.pk}/revoke").status_code == 404
    assert stores.find_source(source.write_key) is not None


def test_the_install_page_shows_the_key_the_host_and_code_to_copy(alma: Client, source: SourceInfo) -> None:
    page = alma.get(SETTINGS, {"source": source.id}).content.decode()
    assert page.count(source.write_key) == 5
    assert f'src="http://testserver/commesso.js" data-key="{source.write_key}"&gt;' in page
    assert "http://testserver/v1/track" in page
    assert "analytics.host" in page
    assert "@segment/analytics-node" in page


def test_the_install_page_says_what_to_do_without_a_write_key(
    alma: Client, bo: Client, shop: StoreInfo
) -> None:
    page = alma.get(f"{SETTINGS}keys").content.decode()
    for revoke in re.findall(rf'action="({SETTINGS}keys/write/\d+/revoke)"', page):
        alma.post(revoke)
    assert b"Make a write key" in alma.get(SETTINGS).content
    assert b"Make a write key" not in bo.get(SETTINGS).content
