"""One search over everything: records of every kind, and the pages of places and topics."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice
from typing import Any

from django.core.paginator import EmptyPage, PageNotAnInteger, Paginator
from django.db.models import Model, QuerySet, Value
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.http import urlencode
from django.utils.text import capfirst
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from acpmigration.data_version import version
from acpmigration.dates import today
from acpmigration.facets import trail
from acpmigration.reference.models import Country, Organisation, Region, Topic
from acpmigration.search import analyser
from acpmigration.search.finding import Hit, counts, public_rows, search, titles
from acpmigration.search.fruitless import note_fruitless
from acpmigration.search.highlighting import excerpt, marked
from acpmigration.search.query import Query, parse
from acpmigration.search.spelling import nearest, vocabulary
from acpmigration.translated import language_of
from dashboard.domain.places import countries_with_page
from knowledge.models import Event, KnowledgeProduct, Recommendation
from nsa_grants.models import GrantProject
from technical_assistance.models import Intervention
from technical_assistance.models.subjects import Subject, arm, country_name, fetched_together

ON_A_PAGE, PLACES_SHOWN = 20, 12


@dataclass(frozen=True)
class Kind:
    """A kind of record: its name in lists and beside a hit, its list, and the field of its text."""

    model: type[Model]
    plural: str | Promise
    list_name: str
    text: str
    one: Callable[[Any], str] = lambda row: str(row.get_kind_display())
    # Fetched along, where the address of a row needs it.
    along: tuple[str, ...] = ()

    def rows(self) -> QuerySet[Any]:
        return self.model._base_manager.select_related(*self.along)


KINDS = {
    "intervention": Kind(
        Intervention,
        gettext_lazy("Interventions"),
        "technical_assistance:intervention-list",
        "summary",
        lambda row: str(row._meta.verbose_name),
    ),
    "grant": Kind(
        GrantProject,
        gettext_lazy("Grants"),
        "nsa_grants:grant-list",
        "summary",
        lambda row: str(row._meta.verbose_name),
    ),
    "product": Kind(
        KnowledgeProduct, gettext_lazy("Knowledge"), "knowledge:product-list", "abstract"
    ),
    "event": Kind(Event, gettext_lazy("Events"), "knowledge:event-list", "summary"),
    "recommendation": Kind(
        Recommendation,
        gettext_lazy("Recommendations"),
        "knowledge:recommendation-list",
        "",
        lambda row: str(row._meta.verbose_name),
        along=("topic",),
    ),
    "organisation": Kind(
        Organisation, gettext_lazy("Organisations"), "dashboard:organisation-list", ""
    ),
}
PLACES = {
    "country": (Country, gettext_lazy("country")),
    "region": (Region, gettext_lazy("region")),
    "topic": (Topic, gettext_lazy("topic")),
}


def search_page(request: HttpRequest) -> HttpResponse:
    """Show the best hits of all kinds, how many each kind has, and the pages of named places."""
    text, language = request.GET.get("q", ""), get_language()
    query = parse(text, language)
    within = public_rows(*KINDS)
    found = counts(text, language, within=within) if query else {}
    total = sum(found.values())
    page = _page(request.GET.get("page", "1"), total)
    results = search(
        text,
        language,
        within=within,
        limit=ON_A_PAGE,
        offset=max(page.start_index() - 1, 0),
        total=total,
    )
    named = list(islice(places(query), PLACES_SHOWN)) if query else []
    corrected = meant(query, within) if query and not (total or named) else ""
    # A slip of the pen is no word that the site lacks.
    is_fruitless = query and not (total or named or corrected)
    if is_fruitless and request.method == "GET":
        note_fruitless(text=text, language=language, on=today())
    context = {
        "text": text,
        "quoted": _("“%(words)s”") % {"words": text} if query else "",
        "is_asked": bool(query),
        "ignored": [("q", word) for word in query.ignored_words],
        "total": total,
        "kinds": [
            {
                "label": kind.plural,
                "link": f"{reverse(kind.list_name)}?{urlencode({'q': text})}",
                "count": found[name],
            }
            for name, kind in KINDS.items()
            if name in found
        ],
        "lists": [
            {"label": kind.plural, "link": reverse(kind.list_name)} for kind in KINDS.values()
        ],
        "places": named,
        "meant": corrected,
        "lines": list(lines(results.hits, query)),
        "page_obj": page,
        "trail": trail({"label": _("Search")}),
    }
    return render(request, "dashboard/search.html", context)


def meant(query: Query, within: Mapping[str, QuerySet[Any]]) -> str:
    """The query without slips, if something has those words; else nothing."""
    corrected = nearest(query, _known_words(version(), query.language))
    if not corrected:
        return ""
    again = parse(corrected, query.language)
    found = counts(corrected, query.language, within=within)
    return corrected if found or any(places(again)) else ""


@lru_cache(maxsize=8)
def _known_words(_version: str, language: str) -> dict[str, str]:
    """The words of public titles and of the names of places and topics; kept until any changes."""
    names = (subject.name for rows in _subjects().values() for subject in rows)
    return vocabulary([*names, *titles(language, public_rows(*KINDS))], language)


def _page(asked: str, total: int) -> Any:
    """:raises Http404: if there is no such page."""
    try:
        return Paginator(range(total), ON_A_PAGE).page(asked)
    except (EmptyPage, PageNotAnInteger) as no_page:
        raise Http404 from no_page


def lines(hits: Iterable[Hit], query: Query) -> Iterator[dict[str, Any]]:
    """What is shown of each hit, in one query for each kind among them."""
    hits = list(hits)
    rows: dict[str, dict[Any, Any]] = {
        name: kind.rows().in_bulk([h.object_id for h in hits if h.kind == name])
        for name, kind in KINDS.items()
        if any(hit.kind == name for hit in hits)
    }
    for hit in hits:
        row, kind = rows[hit.kind].get(hit.object_id), KINDS[hit.kind]
        if row is None:
            # Deleted since it was found.
            continue
        own = str(get_language())
        title = marked(hit.title, hit.title_language, query)
        text = _excerpt(row, kind.text, query, own)
        yield {
            "link": row.get_absolute_url(),
            "kind": capfirst(kind.one(row)),
            "title": title,
            "title_language": hit.title_language if hit.title_language != own else "",
            "excerpt": text,
            "where": _where(hit, (title, text)),
            "excerpt_language": (language_of(row, kind.text) if kind.text else "") or "",
            "is_sample": getattr(row, "is_sample", False),
        }


def _where(hit: Hit, shown: Iterable[str]) -> str:
    """Where the words are that stand neither in the title nor in the excerpt."""
    if any("<mark>" in text for text in shown):
        return ""
    if hit.kind == "product":
        return _("Found in the text of its file, or in its details.")
    return _("Found in its details.")


def _excerpt(row: Any, field: str, query: Query, language: str) -> str:
    if not field or not getattr(row, field):
        return ""
    return excerpt(getattr(row, field), language_of(row, field) or language, query)


def places(query: Query) -> Iterator[dict[str, Any]]:
    """The countries, regions and topics whose names have all the words, the last by its start."""
    for kind, rows in _subjects().items():
        for subject in rows:
            if _has_all(subject, query):
                yield {
                    "kind": capfirst(str(PLACES[kind][1])),
                    "link": reverse(f"dashboard:{kind}-detail", args=[subject.slug]),
                    "title": marked(subject.name, query.language, query),
                }


def _subjects() -> dict[str, list[Subject]]:
    """All that have a page, in one query."""
    told = {"pk__in": countries_with_page().order_by().values("pk")}
    return fetched_together(
        {
            "country": arm("country", Country, told, name=country_name(), rank=Value(0)),
            "region": arm("region", Region, {}),
            "topic": arm("topic", Topic, {}),
        }
    )


def _has_all(subject: Subject, query: Query) -> bool:
    """Endings do not matter here either."""
    words = analyser.words(f"{subject.name} {subject.slug}")
    own = {token for word in words for token in analyser.tokens(word, query.language)}
    begun = bool(query.beginning) and any(each.startswith(query.beginning) for each in own)
    *others, last = [not own.isdisjoint(tokens) for tokens in query.alternatives]
    return all(others) and (last or begun)
