import secrets
from datetime import timedelta

from django.db.models import Q

from commesso.kernel.clock import now
from commesso.kernel.errors import NotFound
from commesso.kernel.ids import StoreId
from commesso.stores.contracts import Actor, Scope
from commesso.stores.models import ApiKey
from commesso.stores.queries.keys import api_key_for, source_for
from commesso.stores.rules import digest_key

_SHOWN = 11  # "sk_" and eight more: enough to know it again, nothing to guess with
_USE_IS_NOTED_EVERY = timedelta(minutes=1)


def create_api_key(*, store_id: StoreId, name: str, scopes: frozenset[Scope]) -> str:
    """Create a secret key and return it. This is the only time that anybody sees it."""
    secret = "sk_" + secrets.token_urlsafe(32)
    ApiKey.objects.create(
        store_id=store_id,
        name=name,
        prefix=secret[:_SHOWN],
        digest=digest_key(secret),
        scopes=sorted(scopes),
    )
    return secret


def actor_for_api_key(secret: str) -> Actor:
    """Return who comes with this secret key. Raise NotFound when it is not known or was revoked."""
    # The key itself names the store, so no store is known before.
    key = ApiKey._plain.filter(digest=digest_key(secret), revoked_at=None).first()  # noqa: SLF001
    if key is None:
        raise NotFound(
            "This secret key is not known, or it was revoked. Make a new one under Settings, Keys."
        )
    at = now()
    if key.last_used_at is None or at - key.last_used_at > _USE_IS_NOTED_EVERY:
        # Only where it is still older: many requests at once write it once.
        older = Q(last_used_at=None) | Q(last_used_at__lt=at - _USE_IS_NOTED_EVERY)
        ApiKey.objects.for_store(StoreId(key.store_id)).filter(older, pk=key.pk).update(last_used_at=at)
    return Actor(
        store_id=StoreId(key.store_id),
        scopes=frozenset(Scope(scope) for scope in key.scopes),
        name=key.name,
    )


def revoke_api_key(*, store_id: StoreId, key_id: int) -> None:
    key = api_key_for(store_id, key_id)
    key.revoked_at = now()
    key.save(update_fields=("revoked_at",))


def restore_api_key(*, store_id: StoreId, key_id: int) -> None:
    """Take a revocation back."""
    key = api_key_for(store_id, key_id)
    key.revoked_at = None
    key.save(update_fields=("revoked_at",))


def revoke_source(*, store_id: StoreId, source_id: int) -> None:
    """Refuse what comes with this write key from now on."""
    source = source_for(store_id, source_id)
    source.revoked_at = now()
    source.save(update_fields=("revoked_at",))


def restore_source(*, store_id: StoreId, source_id: int) -> None:
    source = source_for(store_id, source_id)
    source.revoked_at = None
    source.save(update_fields=("revoked_at",))
