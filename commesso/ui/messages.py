"""A word to the person after what they did, with a way back."""

from django.contrib import messages
from django.http import HttpRequest


def say(request: HttpRequest, text: object, *, undo_url: str = "") -> None:
    """Show `text` on the next page. `undo_url` gives it an Undo button, which sends POST there."""
    messages.add_message(request, messages.SUCCESS, str(text), extra_tags=undo_url)


def warn(request: HttpRequest, text: object) -> None:
    """Show on the next page that something did not work."""
    messages.add_message(request, messages.ERROR, str(text))
