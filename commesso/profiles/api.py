"""What rooms above may ask of profiles.

`from commesso.profiles import api as profiles`
"""

from commesso.profiles.actions.consents import record_consent, record_consent_of_email
from commesso.profiles.actions.customers import import_customers, note_traits, set_traits
from commesso.profiles.actions.erasing import erase_profile
from commesso.profiles.actions.merges import (
    accept_suggestion,
    dismiss_suggestion,
    merge_profiles,
    split_identifier,
    undo_merge,
)
from commesso.profiles.queries.people import (
    count_profiles,
    find_profile,
    find_profiles,
    get_profile,
    get_profiles,
    list_profiles,
)
from commesso.profiles.queries.records import (
    current_consents,
    has_consent,
    list_consents,
    list_identifiers,
    list_merge_suggestions,
    list_merges,
    list_receipts,
    list_suggestions_for,
    list_traits,
    list_visitor_ids,
)
from commesso.profiles.queries.story import export_profile, timeline
from commesso.profiles.rules.identifiers import clean_email

__all__ = [
    "accept_suggestion",
    "clean_email",
    "count_profiles",
    "current_consents",
    "dismiss_suggestion",
    "erase_profile",
    "export_profile",
    "find_profile",
    "find_profiles",
    "get_profile",
    "get_profiles",
    "has_consent",
    "import_customers",
    "list_consents",
    "list_identifiers",
    "list_merge_suggestions",
    "list_merges",
    "list_profiles",
    "list_receipts",
    "list_suggestions_for",
    "list_traits",
    "list_visitor_ids",
    "merge_profiles",
    "note_traits",
    "record_consent",
    "record_consent_of_email",
    "set_traits",
    "split_identifier",
    "timeline",
    "undo_merge",
]
