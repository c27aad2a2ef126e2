"""What all lists share: a cursor that may be old, and choices that stand in the URL."""

from collections.abc import Callable, Mapping
from typing import TypeVar

from commesso.kernel.errors import Invalid
from commesso.kernel.pages import Page
from commesso.ui import api as ui
from commesso.ui.contracts import Filter

T = TypeVar("T")
PAGE = 50


def read_page(request: ui.StaffRequest, read: Callable[[str], Page[T]]) -> Page[T]:
    """Return the page the URL names; the first one for a cursor that is not ours."""
    try:
        return read(request.GET.get("cursor", ""))
    except Invalid:
        return read("")


def choice(request: ui.StaffRequest, name: str, label: object, choices: Mapping[str, object]) -> Filter:
    """Return a filter with what the URL chose; an unknown value means none."""
    value = request.GET.get(name, "")
    return Filter(
        name=name, label=label, choices=list(choices.items()), value=value if value in choices else ""
    )


def is_narrowed(request: ui.StaffRequest, filters: list[Filter]) -> bool:
    """Whether the list shows less than everything."""
    return bool(request.GET.get("q", "").strip() or any(each.value for each in filters))
