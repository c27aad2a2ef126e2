from commesso.kernel.errors import NotFound
from commesso.kernel.ids import SourceId, StoreId
from commesso.stores.contracts import ApiKeyInfo, Scope, SourceRow
from commesso.stores.models import ApiKey, Source


def list_sources(store_id: StoreId) -> list[SourceRow]:
    """Return the sources of a shop: those in use first, then the revoked ones."""
    rows = [_source(row) for row in Source.objects.for_store(store_id).order_by("pk")]
    return sorted(rows, key=lambda row: row.revoked_at is not None)


def list_api_keys(store_id: StoreId) -> list[ApiKeyInfo]:
    rows = [_api_key(row) for row in ApiKey.objects.for_store(store_id).order_by("-pk")]
    return sorted(rows, key=lambda row: row.revoked_at is not None)


def source_for(store_id: StoreId, source_id: int) -> Source:
    source = Source.objects.for_store(store_id).filter(pk=source_id).first()
    if source is None:
        raise NotFound(f"This shop has no source with id {source_id}.")
    return source


def api_key_for(store_id: StoreId, key_id: int) -> ApiKey:
    key = ApiKey.objects.for_store(store_id).filter(pk=key_id).first()
    if key is None:
        raise NotFound(f"This shop has no key with id {key_id}.")
    return key


def _source(row: Source) -> SourceRow:
    return SourceRow(
        id=SourceId(row.pk),
        name=row.name,
        write_key=row.write_key,
        created_at=row.created_at,
        revoked_at=row.revoked_at,
    )


def _api_key(row: ApiKey) -> ApiKeyInfo:
    return ApiKeyInfo(
        id=row.pk,
        name=row.name,
        prefix=row.prefix,
        scopes=tuple(Scope(scope) for scope in row.scopes),
        created_at=row.created_at,
        last_used_at=row.last_used_at,
        revoked_at=row.revoked_at,
    )
