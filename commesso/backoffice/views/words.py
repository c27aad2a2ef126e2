"""What several pages of the back room call by the same name."""

from django.utils.translation import gettext as _


def origin(source: str) -> str:
    """Say how something came in."""
    return {"event": _("an event of the shop"), "import": _("an import"), "api": _("the API")}.get(
        source, source
    )
