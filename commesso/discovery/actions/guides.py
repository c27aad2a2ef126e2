"""Making, changing and switching guides."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict

from django.db import IntegrityError, transaction

from commesso.discovery.contracts.guiding import GuideInfo, GuideQuestion, GuideState, GuideWords
from commesso.discovery.models import Guide
from commesso.discovery.queries.guides import guide_for, to_info
from commesso.kernel.clock import now
from commesso.kernel.errors import Conflict
from commesso.kernel.ids import StoreId


def create_guide(
    *,
    store_id: StoreId,
    key: str,
    name: str,
    category: str,
    words: Mapping[str, GuideWords] | None = None,
    questions: Sequence[GuideQuestion] = (),
) -> GuideInfo:
    """Make a guide, as a draft. Raise Conflict when another one has the key."""
    row = Guide(
        store_id=store_id,
        key=key,
        name=name,
        category=category,
        words={language: asdict(said) for language, said in (words or {}).items()},
        questions=[asdict(question) for question in questions],
    )
    _write(row)
    return to_info(row)


def save_guide(
    *,
    store_id: StoreId,
    guide_id: int,
    name: str,
    key: str,
    words: Mapping[str, GuideWords],
) -> GuideInfo:
    """Write what a guide is called and what stands above it. Raise Conflict when another one has the key."""
    row = guide_for(store_id, guide_id)
    row.name, row.key = name, key
    row.words = {language: asdict(said) for language, said in words.items() if said != GuideWords()}
    row.version += 1
    _write(row)
    return to_info(row)


@transaction.atomic
def put_questions(*, store_id: StoreId, guide_id: int, questions: Sequence[GuideQuestion]) -> GuideInfo:
    """Write what a merchant wants of a guide's questions. Shoppers are asked so a few seconds later."""
    row = guide_for(store_id, guide_id)
    row.questions = [asdict(question) for question in questions]
    row.version += 1
    row.save(update_fields=("questions", "version"))
    return to_info(row)


@transaction.atomic
def activate_guide(*, store_id: StoreId, guide_id: int) -> None:
    _set_state(store_id, guide_id, GuideState.ACTIVE)


@transaction.atomic
def pause_guide(*, store_id: StoreId, guide_id: int) -> None:
    _set_state(store_id, guide_id, GuideState.PAUSED)


@transaction.atomic
def remove_guide(*, store_id: StoreId, guide_id: int) -> None:
    """Take a guide away; `restore_guide` takes that back."""
    row = guide_for(store_id, guide_id)
    row.removed_at = now()
    row.save(update_fields=("removed_at",))


def restore_guide(*, store_id: StoreId, guide_id: int) -> GuideInfo:
    """Take a guide back. Raise Conflict when another one has its key meanwhile."""
    row = guide_for(store_id, guide_id, removed_too=True)
    row.removed_at = None
    _write(row)
    return to_info(row)


def _set_state(store_id: StoreId, guide_id: int, state: GuideState) -> None:
    row = guide_for(store_id, guide_id)
    row.state = state
    row.save(update_fields=("state",))


def _write(row: Guide) -> None:
    try:
        with transaction.atomic():
            row.save()
    except IntegrityError:
        raise Conflict(f"There is a guide {row.key!r} already. Give this one another key.") from None
