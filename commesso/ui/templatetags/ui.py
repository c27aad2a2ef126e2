"""{% load ui %}: the tags every staff page is written with."""

import json
from datetime import date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django import template
from django.forms import BoundField
from django.template.context import Context
from django.utils.html import format_html
from django.utils.safestring import SafeString

from commesso.kernel.money import Money
from commesso.ui import assets, charts, formats, navigation
from commesso.ui.contracts import Chart, Chip, Fact, Kpi, Moment, Pager, Teach

if TYPE_CHECKING:
    from commesso.ui.requests import StaffRequest

register = template.Library()


@register.simple_tag
def asset(name: str) -> str:
    return assets.asset_url(name)


@register.simple_tag
def icon(name: str, label: object = "", css: str = "") -> SafeString:
    """Draw a Tabler icon. Without a label it is decoration, and silent to a screen reader."""
    named = (
        format_html('role="img" aria-label="{}"', str(label)) if label else SafeString('aria-hidden="true"')
    )
    return format_html(
        '<svg class="icon {}" width="24" height="24" viewBox="0 0 24 24" fill="none" stroke="currentColor" '
        'stroke-width="1.75" stroke-linecap="round" stroke-linejoin="round" {}>{}</svg>',
        css,
        named,
        SafeString(assets.icon_shape(name)),
    )


@register.simple_tag
def money(value: Money | None, whole: bool = False) -> str:
    return formats.money(value, whole=whole)


@register.simple_tag
def number(value: Decimal | float | None, digits: int = 0, compact: bool = False) -> str:
    return formats.number(value, digits=digits, compact=compact)


@register.simple_tag
def percent(value: Decimal | float | None, digits: int = 1) -> str:
    return formats.percent(value, digits=digits)


@register.simple_tag
def when(at: date | None, style: str = "full") -> SafeString | str:
    """Draw a moment for the reader: style "full" (5 Jan 2026, 14:03), "day", "clock" or "ago"."""
    if at is None:
        return "–"
    if not isinstance(at, datetime):
        return format_html('<time datetime="{}">{}</time>', at.isoformat(), formats.day(at))
    full = formats.when(at)
    text = {"day": formats.day, "clock": formats.clock, "ago": formats.ago}.get(style, formats.when)(at)
    return format_html('<time datetime="{}" title="{}">{}</time>', at.isoformat(), full, text)


@register.simple_tag(takes_context=True)
def navigation_links(context: Context) -> list[navigation.Link]:
    request: StaffRequest = context["request"]
    return navigation.list_links(request.shell, request.path)


@register.simple_tag(takes_context=True)
def search_url(context: Context) -> str:
    return navigation.find_search_url(context["request"].shell.store.slug)


@register.simple_tag
def reader_language() -> str:
    """Return the page's language with the reader's country, "en-GB": scripts write numbers by it too."""
    return str(formats.reader()).replace("_", "-")


@register.simple_tag(takes_context=True)
def chosen_theme(context: Context) -> str:
    theme: str = context["request"].COOKIES.get("theme", "auto")
    return theme if theme in {"light", "dark"} else "auto"


@register.simple_tag(takes_context=True)
def here_with(context: Context, **changes: object) -> str:
    """Return the query of this page with some parts changed; an empty part is left out."""
    query = context["request"].GET.copy()
    for name, value in changes.items():
        query.pop(name, None)
        if value not in {"", None}:
            query[name] = str(value)
    return f"?{query.urlencode()}"


@register.inclusion_tag("ui/parts/kpi.html")
def kpi(item: Kpi) -> dict[str, object]:
    return {"kpi": item, "delta": charts.delta_of(item), "spark": charts.spark_of(item)}


@register.inclusion_tag("ui/parts/chart.html")
def chart(item: Chart) -> dict[str, object]:
    return {
        "chart": item,
        "drawn": charts.has_something(item),
        "spec": as_json(charts.spec_of(item)),
        "table": charts.table_of(item),
    }


@register.inclusion_tag("ui/parts/timeline.html")
def timeline(moments: list[Moment], by_day: bool = True) -> dict[str, object]:
    return {"moments": moments, "by_day": by_day}


@register.inclusion_tag("ui/parts/facts.html")
def facts(items: list[Fact]) -> dict[str, object]:
    return {"facts": items}


@register.inclusion_tag("ui/parts/chip.html")
def chip(item: Chip) -> dict[str, object]:
    return {"chip": item}


@register.inclusion_tag("ui/parts/pager.html", takes_context=True)
def pager(context: Context, item: Pager) -> dict[str, object]:
    return {
        "next_url": here_with(context, cursor=item.next_cursor) if item.next_cursor else "",
        "first_url": here_with(context, cursor="") if context["request"].GET.get("cursor") else "",
    }


@register.inclusion_tag("ui/parts/teach.html")
def teach(item: Teach) -> dict[str, object]:
    return {"teach": item}


@register.inclusion_tag("ui/parts/filters.html", takes_context=True)
def filters(context: Context, items: list[Any], search: object = "") -> dict[str, object]:
    """Draw a filter bar. `search` is the placeholder of its text field (`q`), none when empty."""
    query = context["request"].GET
    on = [
        {
            "label": dict(item.choices).get(item.value, item.value),
            "url": here_with(context, **{item.name: "", "cursor": ""}),
        }
        for item in items
        if item.value
    ]
    return {
        "filters": items,
        "search": search,
        "q": query.get("q", ""),
        "on": on,
        "path": context["request"].path,
    }


@register.inclusion_tag("ui/parts/field.html")
def field(bound: BoundField) -> dict[str, object]:
    """Draw a form field: label, hint, error in place, then the control."""
    widget = bound.field.widget
    kind = getattr(widget, "input_type", "")
    described = [f"{bound.id_for_label}-hint"] if bound.help_text else []
    described += [f"{bound.id_for_label}-error"] if bound.errors else []
    if kind == "select":
        css = "form-select"
    elif kind in {"checkbox", "radio"}:
        css = "form-check-input"
    elif kind == "color":
        css = "form-control form-control-color"
    else:
        css = "form-control"
    if bound.use_fieldset:
        widget.attrs.setdefault("class", css)
    attributes: dict[str, str | bool] = {"class": f"{widget.attrs.get('class', '')} {css}".strip()}
    if described:
        attributes["aria-describedby"] = " ".join(described)
    if bound.errors:
        attributes["aria-invalid"] = "true"
    return {
        "field": bound,
        "control": bound.as_widget(attrs=attributes),
        "is_check": kind == "checkbox" and not getattr(widget, "allow_multiple_selected", False),
        "is_group": bool(bound.use_fieldset),
    }


@register.inclusion_tag("ui/parts/errors.html")
def errors(form: Any) -> dict[str, object]:
    """Draw what is wrong with a form, at its top, each line a link to its field."""
    return {"form": form}


def as_json(value: object) -> SafeString:
    """Write JSON that cannot close its <script>."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return SafeString(text.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026"))
