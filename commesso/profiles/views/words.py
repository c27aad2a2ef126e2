"""What things of this room are called on staff pages."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

from commesso.profiles.contracts import (
    ANONYMOUS_ID,
    EMAIL,
    EXTERNAL,
    PHONE,
    USER_ID,
    MergeInfo,
    ProfileInfo,
)


def kind_name(kind: str) -> str:
    """Return what a kind of identifier is called."""
    names = {
        USER_ID: _("Customer number"),
        EMAIL: _("E-mail"),
        PHONE: _("Phone"),
        ANONYMOUS_ID: _("Browser or app"),
    }
    return names.get(kind) or kind.removeprefix(EXTERNAL)


def channel_name(channel: str) -> str:
    names = {
        "": _("every channel"),
        "email": _("E-mail"),
        "sms": _("SMS"),
        "whatsapp": _("WhatsApp"),
        "push": _("Push"),
        "phone": _("Phone"),
        "post": _("Post"),
    }
    return names.get(channel, channel)


def source_name(source: str) -> str:
    """Return who told it, as staff know them."""
    kind, _colon, name = source.partition(":")
    if kind == "source":
        return _("the shop")
    if kind == "staff":
        return name
    if kind == "panel":
        return _("a form in the shop")
    return {"api": _("the API"), "import": _("an import")}.get(source, source)


def person_name(person: ProfileInfo) -> str:
    return person.name or person.email or person.phone or _("Visitor")


def reason(merge: MergeInfo) -> str:
    """Say why two profiles became one."""
    identifier, seen_with = _value(merge.evidence, "identifier"), _value(merge.evidence, "seen_with")
    if merge.by and not merge.evidence.get("reason"):
        return _("%(identifier)s and %(other)s are the same person, says %(by)s.") % {
            "identifier": identifier,
            "other": seen_with,
            "by": merge.by,
        }
    return _("%(identifier)s was seen together with %(other)s.") % {
        "identifier": identifier,
        "other": seen_with,
    }


def _value(evidence: Mapping[str, Any], name: str) -> str:
    node = evidence.get(name) or {}
    if node.get("kind") == ANONYMOUS_ID:
        return _("The browser %(id)s…") % {"id": str(node.get("value", ""))[:8]}
    return str(node.get("value", ""))
