"""Where a reader can go from any page: the menu, the foot of the page, the other languages."""

from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse, translate_url
from django.utils.text import capfirst
from django.utils.translation import get_language, get_language_info, override
from django.utils.translation import gettext_lazy as _

HOME = "dashboard:home"

MENU = [
    (HOME, _("Overview")),
    ("technical_assistance:intervention-list", _("Interventions")),
    ("technical_assistance:intervention-map", _("Map")),
    ("technical_assistance:request-list", _("Requests")),
    ("nsa_grants:grant-list", _("Grants")),
    ("knowledge:product-list", _("Knowledge")),
    ("knowledge:event-list", _("Events")),
    ("dashboard:organisation-list", _("Organisations")),
    ("experts:roster", _("Experts")),
    ("pages:about", _("About")),
    ("dashboard:search", _("Search")),
]

FOOT = [
    (
        _("The Action"),
        [("pages:about", _("About the Action")), ("pages:how-we-count", _("How we count"))],
    ),
    (
        _("Use the records"),
        [
            ("technical_assistance:intervention-list", _("Interventions")),
            ("technical_assistance:intervention-map", _("Map of interventions")),
            ("technical_assistance:request-list", _("Requests")),
            ("nsa_grants:grant-list", _("Grants")),
            ("nsa_grants:grant-map", _("Map of grants")),
            ("dashboard:open-data", _("Open data")),
        ],
    ),
    (
        _("Learn from them"),
        [
            ("knowledge:product-list", _("Knowledge")),
            ("knowledge:event-list", _("Events")),
            ("knowledge:recommendation-list", _("Recommendations")),
            ("dashboard:organisation-list", _("Organisations")),
            ("experts:roster", _("Experts")),
        ],
    ),
    (
        _("Help"),
        [
            ("dashboard:search", _("Search")),
            ("pages:contact", _("Contact")),
            ("pages:accessibility", _("Accessibility")),
            ("pages:privacy", _("Privacy")),
        ],
    ),
    (
        _("Log in"),
        [
            ("account_home", _("Your account")),
            ("coordination:board", _("Coordinators’ workspace")),
            ("admin:index", _("Back-office")),
        ],
    ),
]


@dataclass(frozen=True)
class Entry:
    """A link; ``current`` is the value of its ``aria-current``, empty for another place."""

    label: str
    link: str
    current: str = ""


@dataclass(frozen=True)
class Language:
    """One language, with the same page in it: ``link`` as it was asked for, ``address`` in full."""

    code: str
    name: str
    link: str
    address: str
    is_current: bool


def menu(path: str) -> list[Entry]:
    """The main menu as seen from ``path``; the deepest entry that holds the page is current."""
    entries = list(_entries(MENU))
    home = entries[0].link if entries else ""
    holding = [
        entry.link
        for entry in entries
        if path == entry.link or (entry.link != home and path.startswith(entry.link))
    ]
    here = max(holding, key=len, default=None)
    exact = "page" if path == here else "true"
    return [Entry(e.label, e.link, exact if e.link == here else "") for e in entries]


def foot() -> list[tuple[str, list[Entry]]]:
    groups = [(str(heading), list(_entries(links))) for heading, links in FOOT]
    return [(heading, entries) for heading, entries in groups if entries]


def languages(request: HttpRequest) -> list[Language]:
    """The page in each language; an address that leads nowhere gives the home page instead."""
    asked = request.get_full_path() if request.resolver_match else None
    return [_language(code, asked, request) for code, _name in settings.LANGUAGES]


def _language(code: str, asked: str | None, request: HttpRequest) -> Language:
    if asked is None:
        with override(code):
            link = next((entry.link for entry in _entries(MENU[:1])), "/")
    else:
        link = translate_url(asked, code)
    return Language(
        code=code,
        name=capfirst(get_language_info(code)["name_local"]),
        link=link,
        address=request.build_absolute_uri(urlsplit(link).path),
        is_current=code == get_language(),
    )


def _entries(links: Iterable[tuple[str, object]]) -> Iterable[Entry]:
    """Leave out what is not installed: a page that does not exist is never linked."""
    for name, label in links:
        try:
            yield Entry(str(label), reverse(name))
        except NoReverseMatch:
            continue
