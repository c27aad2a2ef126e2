"""The parts of a customer's page that this room owns, each loaded by its address."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from commesso.kernel.ids import ProfileId
from commesso.profiles.contracts import ConsentInfo, IdentifierInfo, MergeInfo, SuggestionInfo
from commesso.profiles.forms.staff import ConsentForm, EraseForm, MergeForm, TraitForm
from commesso.profiles.queries import people, records
from commesso.profiles.views.words import channel_name, kind_name, person_name, reason, source_name
from commesso.stores import api as stores
from commesso.stores.contracts import Actor, Role, StoreInfo
from commesso.ui import api as ui
from commesso.ui.contracts import Chip

_SHOWN_DEVICES = 8


@require_safe
@stores.staff_view()
def consent_panel(request: ui.StaffRequest, store: StoreInfo, actor: Actor, profile_id: UUID) -> HttpResponse:
    """What the customer agreed to, and every answer ever given."""
    person = people.get_profile(store.id, ProfileId(profile_id))
    context = {
        "person": person,
        "present": [_answer(each) for each in records.current_consents(store.id, person.id)],
        "history": [_answer(each) for each in records.list_consents(store.id, person.id)],
        "form": ConsentForm() if _may(actor, Role.AGENT) else None,
        "store": store,
    }
    return render(request, "profiles/consent_panel.html", context)


@require_safe
@stores.staff_view()
def identifiers_panel(
    request: ui.StaffRequest, store: StoreInfo, actor: Actor, profile_id: UUID
) -> HttpResponse:
    """What the customer is known by, who else they may be, and the merges they are made of."""
    person = people.get_profile(store.id, ProfileId(profile_id))
    identifiers = records.list_identifiers(store.id, person.id)
    anchor = records.get_anchor(store.id, person.id.hex)
    shown = [_identifier(each, is_root=(each.kind, each.value) == anchor) for each in identifiers]
    context = {
        "person": person,
        "identifiers": shown[:_SHOWN_DEVICES],
        "more_identifiers": shown[_SHOWN_DEVICES:],
        "suggestions": [
            suggestion_row(each, seen_from=person.id)
            for each in records.list_suggestions_for(store.id, person.id)
        ],
        "merges": [_merge(each) for each in records.list_merges(store.id, person.id)],
        "form": MergeForm() if _may(actor, Role.AGENT) else None,
        "store": store,
    }
    return render(request, "profiles/identifiers_panel.html", context)


@require_safe
@stores.staff_view()
def traits_panel(request: ui.StaffRequest, store: StoreInfo, actor: Actor, profile_id: UUID) -> HttpResponse:
    """What is known of the customer, who said so and when."""
    person = people.get_profile(store.id, ProfileId(profile_id))
    context = {
        "person": person,
        "traits": [
            {"trait": each, "source": source_name(each.source)}
            for each in records.list_traits(store.id, person.id)
        ],
        "form": TraitForm() if _may(actor, Role.AGENT) else None,
        "store": store,
    }
    return render(request, "profiles/traits_panel.html", context)


@require_safe
@stores.staff_view(at_least=Role.AGENT)
def privacy_panel(request: ui.StaffRequest, store: StoreInfo, actor: Actor, profile_id: UUID) -> HttpResponse:
    """Everything that is held, to take away or to erase."""
    person = people.get_profile(store.id, ProfileId(profile_id))
    form = EraseForm() if _may(actor, Role.OWNER) else None
    return render(request, "profiles/privacy_panel.html", {"person": person, "form": form, "store": store})


def suggestion_row(suggestion: SuggestionInfo, *, seen_from: ProfileId | None = None) -> dict[str, object]:
    """A pair of people who may be one, seen from one of them or from outside."""
    pair = suggestion.profile, suggestion.other
    one, other = pair if seen_from != suggestion.other.id else pair[::-1]
    return {
        "suggestion": suggestion,
        "one": one,
        "one_name": person_name(one),
        "other": other,
        "other_name": person_name(other),
        "kind": kind_name(suggestion.identifier.kind),
    }


def _may(actor: Actor, at_least: Role) -> bool:
    return actor.role is not None and stores.may_act_as(actor.role, at_least)


def _answer(consent: ConsentInfo) -> dict[str, object]:
    chip = (
        Chip(label=_("Yes"), tone="good", icon="check") if consent.granted else Chip(label=_("No"), icon="x")
    )
    return {
        "consent": consent,
        "channel": channel_name(consent.channel),
        "chip": chip,
        "source": source_name(consent.source),
    }


def _identifier(identifier: IdentifierInfo, *, is_root: bool) -> dict[str, object]:
    return {"identifier": identifier, "kind": kind_name(identifier.kind), "is_root": is_root}


def _merge(merge: MergeInfo) -> dict[str, object]:
    return {"merge": merge, "reason": reason(merge)}
