"""Reading people: one, a list, how many."""

import uuid
from collections.abc import Collection
from datetime import datetime
from itertools import islice

from django.db.models import Exists, OuterRef, Q, QuerySet

from commesso.kernel.errors import Invalid, NotFound
from commesso.kernel.ids import ProfileId, StoreId
from commesso.kernel.pages import Page, read_cursor, write_cursor
from commesso.profiles.contracts import Node, ProfileFilters, ProfileInfo
from commesso.profiles.models import Identifier, Profile, Term
from commesso.profiles.queries.identities import find_country
from commesso.profiles.rules.identifiers import make_node
from commesso.profiles.rules.searching import read_search
from commesso.stores import api as stores

MAX_LIMIT = 500
EVERYBODY = ProfileFilters()


def get_profile(store_id: StoreId, profile_id: ProfileId) -> ProfileInfo:
    """Return a person. The id of a profile that was merged gives the person it became. Raise NotFound."""
    row = Profile.objects.for_store(store_id).filter(pk=profile_id).select_related("root").first()
    if row is None:
        raise NotFound(f"There is no customer {profile_id} in this shop.")
    return to_info(row.root)


def get_profiles(store_id: StoreId, profile_ids: Collection[ProfileId]) -> dict[ProfileId, ProfileInfo]:
    """Return the people with these ids, for the rows of a screen; those who are gone are left out."""
    rows = Profile.objects.for_store(store_id).filter(pk__in=profile_ids).select_related("root")
    return {ProfileId(row.pk): to_info(row.root) for row in rows}


def find_profile(store_id: StoreId, kind: str, value: str) -> ProfileInfo | None:
    """Return the person with this identifier (kind "email", "user_id", …), or None."""
    node = make_node(kind, value)
    if node is None:
        return None
    row = (
        Identifier.objects.for_store(store_id)
        .filter(kind=node.kind, value=node.value)
        .select_related("profile__root")
        .first()
    )
    return to_info(row.profile.root) if row else None


def find_profiles(store_id: StoreId, nodes: Collection[Node]) -> dict[Node, ProfileId]:
    """Return to whom each of these identifiers belongs; those nobody has are left out."""
    kinds = {node.kind for node in nodes}
    rows = Identifier.objects.for_store(store_id).filter(
        kind__in=kinds, value__in={node.value for node in nodes}
    )
    found = {
        Node(kind, value): ProfileId(root)
        for kind, value, root in rows.values_list("kind", "value", "profile__root_id")
    }
    return {node: found[node] for node in nodes if node in found}


def list_profiles(
    store_id: StoreId,
    *,
    search: str = "",
    filters: ProfileFilters = EVERYBODY,
    cursor: str = "",
    limit: int = 50,
) -> Page[ProfileInfo]:
    """Return people, the last seen first; a search gives them by the word that was found.

    `search` takes the beginning of a name, e-mail, phone or id; all words must be found. A phone may have
    blanks and signs, and lack the country's number.
    Raise Invalid for a cursor that is not ours.
    """
    limit = max(1, min(limit, MAX_LIMIT))
    if not search.strip():
        return _list(store_id, filters, cursor, limit)
    words = _choose_words(store_id, search)
    return _search(store_id, words, filters, cursor, limit) if words else Page(items=())


def _choose_words(store_id: StoreId, search: str) -> list[str]:
    """Return the words of a search, read in the first way in which anybody is found."""
    *numbers, plain = read_search(search, region=find_country(stores.get_store(store_id).time_zone))
    return next((words for words in numbers if _terms(store_id, words[0]).exists()), plain)


def count_profiles(store_id: StoreId, *, filters: ProfileFilters = EVERYBODY) -> int:
    return _standing(store_id, filters).count()


def _standing(store_id: StoreId, filters: ProfileFilters) -> QuerySet[Profile]:
    """People, not the branches of people, that pass the filters."""
    rows = Profile.objects.for_store(store_id).filter(merged_into__isnull=True)
    if filters.is_known is not None:
        rows = _known(rows, known=filters.is_known)
    if filters.country:
        rows = rows.filter(country=filters.country).exclude(country="")  # the second as in the index
    elif filters.country is not None:
        rows = rows.filter(country="")
    if filters.language is not None:
        rows = rows.filter(language=filters.language)
    for column, wanted in (("email", filters.has_email), ("phone", filters.has_phone)):
        if wanted is not None:
            rows = rows.exclude(**{column: ""}) if wanted else rows.filter(**{column: ""})
    if filters.seen_after is not None:
        rows = rows.filter(last_seen_at__gte=filters.seen_after)
    if filters.seen_before is not None:
        rows = rows.filter(last_seen_at__lt=filters.seen_before)
    return rows


def _known(rows: QuerySet[Profile], *, known: bool) -> QuerySet[Profile]:
    # With `= True` Django writes `WHERE is_known`, for which SQLite finds no index.
    return rows.filter(is_known__in=(known,))


def _list(store_id: StoreId, filters: ProfileFilters, cursor: str, limit: int) -> Page[ProfileInfo]:
    rows = _standing(store_id, filters)
    keys = read_cursor(cursor, str, str)
    if keys:
        seen, last = _read_time(str(keys[0]), cursor), _read_id(str(keys[1]), cursor)
        rows = rows.filter(
            Q(last_seen_at__lt=seen) | Q(last_seen_at=seen, id__lt=last), last_seen_at__lte=seen
        )
    ordered = ("-last_seen_at", "-id")
    if filters.is_known is None and not filters.country:
        # The index is by known and unknown first; two short reads of it beat sorting everybody.
        found = [
            row
            for known in (True, False)
            for row in _known(rows, known=known).order_by(*ordered)[: limit + 1]
        ]
        found.sort(key=lambda row: (row.last_seen_at, row.pk), reverse=True)
    else:
        found = list(rows.order_by(*ordered)[: limit + 1])
    last_row = found[limit - 1] if len(found) > limit else None
    next_cursor = write_cursor(last_row.last_seen_at.isoformat(), last_row.pk.hex) if last_row else ""
    return Page(items=tuple(to_info(row) for row in found[:limit]), next_cursor=next_cursor)


def _search(
    store_id: StoreId, words: list[str], filters: ProfileFilters, cursor: str, limit: int
) -> Page[ProfileInfo]:
    """Walk the index of words from the longest word on; the other words are checked for each person found."""
    first, *others = sorted(words, key=len, reverse=True)
    rows = _terms(store_id, first)
    keys = read_cursor(cursor, str, str)
    if keys:
        term, last = str(keys[0]), _read_id(str(keys[1]), cursor)
        rows = rows.filter(Q(term__gt=term) | Q(term=term, profile_id__gt=last), term__gte=term)
    # Asked for each person found, as the lists these would be are long.
    for other in others:
        rows = rows.filter(Exists(_terms(store_id, other).filter(profile_id=OuterRef("profile_id"))))
    if filters != EVERYBODY:
        rows = rows.filter(Exists(_standing(store_id, filters).filter(id=OuterRef("profile_id"))))
    found: dict[uuid.UUID, Term] = {}
    for row in rows.order_by("term", "profile_id").select_related("profile").iterator(chunk_size=200):
        # A person found by two words ("Rossi", "rossi@example.com") stands at the first of them.
        if not _is_found_before(store_id, row, first, found):
            found[row.profile_id] = row
        if len(found) > limit:
            break
    listed = list(islice(found.values(), limit))
    next_cursor = write_cursor(listed[-1].term, listed[-1].profile_id.hex) if len(found) > limit else ""
    return Page(items=tuple(to_info(row.profile) for row in listed), next_cursor=next_cursor)


def _is_found_before(store_id: StoreId, row: Term, word: str, found: dict[uuid.UUID, Term]) -> bool:
    return (
        row.profile_id in found
        or _terms(store_id, word).filter(profile_id=row.profile_id, term__lt=row.term).exists()
    )


def _terms(store_id: StoreId, word: str) -> QuerySet[Term]:
    prefix = f"{store_id}:{word}"
    return Term.objects.for_store(store_id).filter(term__gte=prefix, term__lt=prefix + "g")


def _read_time(text: str, cursor: str) -> datetime:
    try:
        return datetime.fromisoformat(text)
    except ValueError:
        raise _not_ours(cursor) from None


def _read_id(text: str, cursor: str) -> uuid.UUID:
    try:
        return uuid.UUID(text)
    except ValueError:
        raise _not_ours(cursor) from None


def _not_ours(cursor: str) -> Invalid:
    return Invalid(
        f"cursor={cursor!r} is not one of ours. Use next_cursor of the page before.", field="cursor"
    )


def to_info(row: Profile) -> ProfileInfo:
    return ProfileInfo(
        id=ProfileId(row.pk),
        is_known=row.is_known,
        name=row.name,
        email=row.email,
        phone=row.phone,
        country=row.country,
        language=row.language,
        first_seen_at=row.first_seen_at,
        last_seen_at=row.last_seen_at,
    )
