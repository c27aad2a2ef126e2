from django.urls import path

from commesso.discovery.views import search, wishes

app_name = "discovery"
_SEARCH = "s/<slug:slug>/find/search/"
urlpatterns = [
    path(_SEARCH, search.search, name="search"),
    path(f"{_SEARCH}query", search.query, name="query"),
    path(f"{_SEARCH}wishes", wishes.wishes, name="wishes"),
    path(f"{_SEARCH}synonyms/new", wishes.create_synonyms, name="create_synonyms"),
    path(f"{_SEARCH}synonyms/<int:synonyms_id>/save", wishes.save_synonyms, name="save_synonyms"),
    path(f"{_SEARCH}synonyms/<int:synonyms_id>/remove", wishes.remove_synonyms, name="remove_synonyms"),
    path(f"{_SEARCH}redirects/save", wishes.save_redirect, name="save_redirect"),
    path(f"{_SEARCH}redirects/<int:redirect_id>/remove", wishes.remove_redirect, name="remove_redirect"),
    path(f"{_SEARCH}pins/change", wishes.change_pin, name="change_pin"),
    path(f"{_SEARCH}pins/<int:pin_id>/remove", wishes.remove_pin, name="remove_pin"),
    path(f"{_SEARCH}restore/<wish>", wishes.restore_wish, name="restore_wish"),
]
