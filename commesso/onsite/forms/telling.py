"""What the tag is told. Its shape is a promise to tags that are a day old."""

from typing import Any

from commesso.onsite.contracts import Asks, Choice, Content, ShopFloor
from commesso.onsite.rules.contents import direction_of

COLLECT = "/c/b"


def tell_config(floor: ShopFloor, *, base: str) -> dict[str, Any]:
    """The shop as its pages need it; the same for every visitor."""
    store, brand = floor.store, floor.brand
    return {
        "store": {
            "name": store.name,
            "languages": list(store.languages),
            "default_language": store.languages[0],
        },
        "brand": {
            "logo": base + brand.logo_url if brand.logo_url else "",
            "colours": {
                "accent": brand.colour,
                "accent_text": brand.ink,
                "link": brand.readable_colour,
                "background": brand.background,
                "text": brand.text,
            },
            "font": brand.font,
        },
        "consent": {
            "policy": store.browser_consent.value,
            "banner": store.consent_banner,
            "gpc_means_no_analytics": store.gpc_means_no_analytics,
            "privacy_url": store.privacy_url,
        },
        "collect": COLLECT,
        "panels": bool(floor.panels),
        "assistant": floor.has_assistant,
    }


def tell_panel(choice: Choice, *, privacy_url: str) -> dict[str, Any]:
    """A panel as the tag draws it. What is empty is left out."""
    panel, content = choice.panel, choice.content
    return {
        "id": str(panel.id),
        "version": panel.version,
        "kind": panel.kind.value,
        "slot": panel.slot,
        "trigger": {
            "after_seconds": panel.trigger.after_seconds,
            "scroll_percent": panel.trigger.scroll_percent,
            "on_leave": panel.trigger.on_leave,
        },
        "frequency": {
            "times": panel.frequency.times,
            "days": panel.frequency.days,
            "after_dismissal_days": panel.frequency.after_dismissal_days,
        },
        "direction": direction_of(choice.language),
        "language": choice.language,
        "content": _tell_content(content, asks=panel.asks, privacy_url=privacy_url),
    }


def _tell_content(content: Content, *, asks: Asks, privacy_url: str) -> dict[str, Any]:
    told: dict[str, Any] = {"title": content.title, "text": content.text, "dismiss": content.dismiss}
    if content.image:
        told["image"] = content.image
    if content.action_url:
        told["action"] = {"label": content.action_label, "url": content.action_url}
    if asks is Asks.SIGN_UP:
        told["form"] = {
            "kind": asks.value,
            "email_label": content.email_label,
            "consent_label": content.consent_label,
            "submit": content.submit,
            "done": content.done,
            "privacy_url": privacy_url,
        }
    return told
