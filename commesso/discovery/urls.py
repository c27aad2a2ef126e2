from django.urls import path

from commesso.discovery.views import (
    assistant,
    guide_builder,
    guide_questions,
    guide_report,
    guides,
    merchant_rules,
    recommendations,
    search,
    wishes,
)

app_name = "discovery"
_ASSISTANT = "s/<slug:slug>/find/assistant/"
_SEARCH = "s/<slug:slug>/find/search/"
_GUIDES = "s/<slug:slug>/find/guides/"
_GUIDE = f"{_GUIDES}<int:guide_id>/"
_RECOMMENDATIONS = "s/<slug:slug>/find/recommendations/"
_RULE = f"{_RECOMMENDATIONS}<int:rule_id>/"
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
    path(_GUIDES, guides.guides, name="guides"),
    path(f"{_GUIDES}new", guides.new_guide, name="new_guide"),
    path(f"{_GUIDES}create", guides.create_guide, name="create_guide"),
    path(_GUIDE, guide_builder.guide, name="guide"),
    path(f"{_GUIDE}save", guide_builder.save_guide, name="save_guide"),
    path(f"{_GUIDE}try", guide_builder.try_guide, name="try_guide"),
    path(f"{_GUIDE}change", guide_builder.change_guide_question, name="change_guide_question"),
    path(f"{_GUIDE}question", guide_questions.guide_question, name="guide_question"),
    path(f"{_GUIDE}question/save", guide_questions.save_guide_question, name="save_guide_question"),
    path(f"{_GUIDE}report", guide_report.guide_report, name="guide_report"),
    path(f"{_GUIDE}activate", guides.activate_guide, name="activate_guide"),
    path(f"{_GUIDE}pause", guides.pause_guide, name="pause_guide"),
    path(f"{_GUIDE}remove", guides.remove_guide, name="remove_guide"),
    path(f"{_GUIDE}restore", guides.restore_guide, name="restore_guide"),
    path(_ASSISTANT, assistant.assistant, name="assistant"),
    path(f"{_ASSISTANT}save", assistant.save_assistant, name="save_assistant"),
    path(f"{_ASSISTANT}preview", assistant.preview_assistant, name="preview_assistant"),
    path(f"{_ASSISTANT}activate", assistant.activate_assistant, name="activate_assistant"),
    path(f"{_ASSISTANT}pause", assistant.pause_assistant, name="pause_assistant"),
    path(_RECOMMENDATIONS, recommendations.recommendations, name="recommendations"),
    path(f"{_RECOMMENDATIONS}new", merchant_rules.new_recommendation_rule, name="new_recommendation_rule"),
    path(
        f"{_RECOMMENDATIONS}create",
        merchant_rules.create_recommendation_rule,
        name="create_recommendation_rule",
    ),
    path(_RULE, merchant_rules.recommendation_rule, name="recommendation_rule"),
    path(f"{_RULE}save", merchant_rules.save_recommendation_rule, name="save_recommendation_rule"),
    path(
        f"{_RULE}activate",
        recommendations.activate_recommendation_rule,
        name="activate_recommendation_rule",
    ),
    path(f"{_RULE}pause", recommendations.pause_recommendation_rule, name="pause_recommendation_rule"),
    path(f"{_RULE}remove", recommendations.remove_recommendation_rule, name="remove_recommendation_rule"),
    path(f"{_RULE}restore", recommendations.restore_recommendation_rule, name="restore_recommendation_rule"),
]
