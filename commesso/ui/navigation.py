"""The navigation: each room names its pages when the program starts."""

from dataclasses import dataclass

from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext_lazy as _

from commesso.ui.contracts import Entry, Section, Shell


@dataclass(frozen=True, kw_only=True)
class _Look:
    label: object
    icon: str


_SECTIONS = {
    Section.HOME: _Look(label=_("Home"), icon="home"),
    Section.CUSTOMERS: _Look(label=_("Customers"), icon="users"),
    Section.ORDERS: _Look(label=_("Orders"), icon="shopping-bag"),
    Section.FIND: _Look(label=_("Find"), icon="list-search"),
    Section.SPEAK: _Look(label=_("Speak"), icon="speakerphone"),
    Section.SERVE: _Look(label=_("Serve"), icon="headset"),
    Section.LISTEN: _Look(label=_("Listen"), icon="ear"),
    Section.MEASURE: _Look(label=_("Measure"), icon="chart-line"),
    Section.SETTINGS: _Look(label=_("Settings"), icon="settings"),
}
_entries: dict[str, Entry] = {}
_search: list[str] = []


@dataclass(frozen=True, kw_only=True)
class Link:
    """An entry as it is drawn on one page."""

    label: object
    url: str
    icon: str
    keys: str
    current: bool
    here: bool  # this very page, not one below it
    links: tuple["Link", ...] = ()


def register(*entries: Entry) -> None:
    """Put pages into the navigation. Call it in `apps.py: ready()`."""
    for entry in entries:
        _entries[entry.url_name] = entry


def register_search(url_name: str) -> None:
    """Name the page that answers the search field (`?q=`); its URL takes the store's slug."""
    _search[:] = [url_name]


def find_search_url(slug: str) -> str:
    """Return where the search field leads, or "" while no room searches."""
    return _reverse(_search[0], slug) if _search else ""


def list_links(shell: Shell, path: str) -> list[Link]:
    """Return the sections this person sees; the one that holds `path` with its pages."""
    sections = []
    entries = [entry for entry in _entries.values() if not entry.roles or shell.role in entry.roles]
    urls = {entry.url_name: _reverse(entry.url_name, shell.store.slug) for entry in entries}
    current = _closest(urls, path)
    for section in Section:
        inside = sorted(
            (entry for entry in entries if entry.section is section), key=lambda entry: entry.order
        )
        links = tuple(_link(entry, urls, current, path) for entry in inside if urls[entry.url_name])
        if links:
            sections.append(_section(section, links))
    return sections


def _section(section: Section, links: tuple[Link, ...]) -> Link:
    look = _SECTIONS[section]
    only = len(links) == 1
    return Link(
        label=look.label,
        url=links[0].url,
        icon=look.icon,
        keys=links[0].keys,
        current=any(link.current for link in links),
        here=only and links[0].here,
        links=() if only else links,
    )


def _link(entry: Entry, urls: dict[str, str], current: str, path: str) -> Link:
    url = urls[entry.url_name]
    mine = entry.url_name == current
    return Link(label=entry.label, url=url, icon=entry.icon, keys=entry.keys, current=mine, here=url == path)


def _closest(urls: dict[str, str], path: str) -> str:
    """Return the entry whose address is the longest beginning of `path`."""
    holding = [name for name, url in urls.items() if url and path.startswith(url)]
    return max(holding, key=lambda name: len(urls[name]), default="")


def _reverse(url_name: str, slug: str) -> str:
    try:
        return reverse(url_name, kwargs={"slug": slug})
    except NoReverseMatch:
        return ""
