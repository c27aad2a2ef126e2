from django.urls import path

from commesso.profiles.views import changes, lists, panels

app_name = "profiles"
_ONE = "s/<slug:slug>/customers/<uuid:profile_id>"
_ALL = "s/<slug:slug>/customers"
urlpatterns = [
    path(f"{_ONE}/consent", panels.consent_panel, name="consent_panel"),
    path(f"{_ONE}/identifiers", panels.identifiers_panel, name="identifiers_panel"),
    path(f"{_ONE}/traits", panels.traits_panel, name="traits_panel"),
    path(f"{_ONE}/privacy", panels.privacy_panel, name="privacy_panel"),
    path(f"{_ONE}/consent/record", changes.record_consent, name="record_consent"),
    path(f"{_ONE}/traits/set", changes.set_trait, name="set_trait"),
    path(f"{_ONE}/traits/unset", changes.unset_trait, name="unset_trait"),
    path(f"{_ONE}/merge", changes.merge_customer, name="merge_customer"),
    path(f"{_ONE}/identifiers/<int:identifier_id>/split", changes.split_identifier, name="split_identifier"),
    path(f"{_ONE}/export", changes.export_customer, name="export_customer"),
    path(f"{_ONE}/erase", changes.erase_customer, name="erase_customer"),
    path(f"{_ALL}/suggestions", lists.suggestions, name="suggestions"),
    path(
        f"{_ALL}/suggestions/<int:suggestion_id>/accept", changes.accept_suggestion, name="accept_suggestion"
    ),
    path(
        f"{_ALL}/suggestions/<int:suggestion_id>/dismiss",
        changes.dismiss_suggestion,
        name="dismiss_suggestion",
    ),
    path(
        f"{_ALL}/suggestions/<int:suggestion_id>/restore",
        changes.restore_suggestion,
        name="restore_suggestion",
    ),
    path(f"{_ALL}/merges/<int:merge_id>/undo", changes.undo_merge, name="undo_merge"),
    path(f"{_ALL}/erased", lists.receipts, name="receipts"),
]
