"""What is new in a list, for news readers: ``/interventions.atom?…``, a feed of each selection."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, time
from functools import partial
from http import HTTPStatus
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, path, reverse
from django.utils.feedgenerator import Atom1Feed
from django.utils.functional import Promise
from django.utils.html import escape
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from acpmigration.dates import today
from acpmigration.facets import FacetedFilterSet
from acpmigration.facets.listing import narrowed
from acpmigration.open_data.addresses import absolute
from acpmigration.open_data.kept import public_data
from acpmigration.open_data.licence import licence
from acpmigration.open_data.problems import problem_response
from acpmigration.open_data.strict import misfits
from acpmigration.signs import writable
from acpmigration.translated import language_of

ENTRIES = 30
# Of RFC 4151: who named the entries, and since when. Readers know an entry by it: it never changes.
SINCE = "2026"


@dataclass(frozen=True)
class Entry:
    """One record as news; ``language`` is empty where it is the feed's own."""

    title: str
    text: str
    link: str
    language: str = ""


@dataclass(frozen=True)
class NewsFeed:
    """The news of a list: what was published or changed last in a selection of it."""

    # What stands in its address: "interventions".
    name: str
    title: str | Promise
    filterset: type[FacetedFilterSet]
    # The published rows, with all that an entry shows.
    rows: Callable[[], QuerySet[Any]]
    # The name of the address of the list.
    page: str
    entry: Callable[[Any], Entry]

    @property
    def address(self) -> URLPattern:
        """What an app adds to its addresses."""
        view = public_data(partial(news, feed=self))
        return path(f"{self.name}.atom", view, name=f"{self.name}-atom")


def entry_of(title: str, text: str) -> Callable[[Any], Entry]:
    """Entries of records with a page of their own: the fields that hold a title and a text."""

    def entry(row: Any) -> Entry:
        return Entry(
            getattr(row, title),
            getattr(row, text),
            row.get_absolute_url(),
            language_of(row, title),
        )

    return entry


def news(request: HttpRequest, *, feed: NewsFeed) -> HttpResponse:
    """The selection's latest changes, newest first; what the address says has to be understood."""
    chosen = feed.filterset(request.GET, feed.rows(), request=request)
    if found := misfits(chosen):
        return problem_response(HTTPStatus.BAD_REQUEST, errors=found)
    written = _Atom(
        title=writable(_title(feed, chosen)),
        link=narrowed(absolute(reverse(feed.page)), chosen),
        description=None,
        language=get_language(),
        author_name=_("ACP-EU Migration Action"),
        author_link=absolute(reverse("dashboard:home")),
        feed_url=narrowed(absolute(request.path), chosen),
        feed_guid=narrowed(f"tag:{_authority()},{SINCE}:{get_language()}/{feed.name}", chosen),
        feed_copyright=licence()["address"],
    )
    for row in chosen.selection().order_by("-updated_at", "-pk")[:ENTRIES]:
        _add(written, feed, row)
    return HttpResponse(written.writeString("utf-8"), content_type=written.content_type)


class _Atom(Atom1Feed):
    """The same bytes whenever it is asked for, and entries that say which language they are in."""

    def latest_post_date(self) -> datetime:
        if self.items:
            return super().latest_post_date()
        # Of nothing there is no last change: it is empty as of this day.
        return datetime.combine(today(), time.min, UTC)

    def item_attributes(self, item: dict[str, Any]) -> dict[str, str]:
        return {"xml:lang": item["language"]} if item["language"] else {}


def _add(written: Atom1Feed, feed: NewsFeed, row: Any) -> None:
    entry = feed.entry(row)
    sample = _("Sample record, not a fact")
    text = f"{sample}. {entry.text}" if getattr(row, "is_sample", False) else entry.text
    written.add_item(
        title=writable(entry.title),
        link=absolute(entry.link),
        # Readers take it for HTML.
        description=escape(writable(text)),
        pubdate=row.published_at,
        updateddate=max(row.published_at, row.updated_at),
        unique_id=f"tag:{_authority()},{SINCE}:{feed.name}/{row.slug}",
        language=entry.language,
    )


def _title(feed: NewsFeed, chosen: FacetedFilterSet) -> str:
    """The list, and by which filters it is narrowed: a reader holds several feeds."""
    filters = "; ".join(
        _("%(facet)s: %(values)s") % {"facet": chip.facet, "values": chip.label}
        for chip in chosen.active()
    )
    title = _("%(list)s: news") % {"list": feed.title}
    return f"{title} ({filters})" if filters else title


def _authority() -> str:
    return urlsplit(settings.SITE_URL).hostname or "localhost"
