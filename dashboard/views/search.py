"""One search over everything: records of every kind, and the pages of places and topics."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.core.paginator import EmptyPage, PageNotAnInteger, Paginator
from django.db.models import Model, Value
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.http import urlencode
from django.utils.text import capfirst
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from acpmigration.facets import trail
from acpmigration.reference.models import Country, Organisation, Region, Topic
from acpmigration.search import analyser
from acpmigration.search.finding import Hit, counts, public_rows, search
from acpmigration.search.highlighting import excerpt, marked
from acpmigration.search.query import Query, parse
from acpmigration.translated import language_of
from dashboard.domain.places import countries_with_page
from knowledge.models import Event, KnowledgeProduct
from nsa_grants.models import GrantProject
from technical_assistance.models import Intervention
from technical_assistance.models.subjects import Subject, arm, country_name, fetched_together

ON_A_PAGE = 20


@dataclass(frozen=True)
class Kind:
    """A kind of record: its name in lists and beside a hit, its list, and the field of its text."""

    model: type[Model]
    plural: str | Promise
    list_name: str
    text: str
    one: Callable[[Any], str] = lambda row: str(row.get_kind_display())


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
        "places": list(places(query)) if query else [],
        "lines": list(lines(results.hits, query)),
        "page_obj": page,
        "trail": trail({"label": _("Search")}),
    }
    return render(request, "dashboard/search.html", context)


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
        name: kind.model._base_manager.in_bulk([h.object_id for h in hits if h.kind == name])
        for name, kind in KINDS.items()
        if any(hit.kind == name for hit in hits)
    }
    for hit in hits:
        row, kind = rows[hit.kind].get(hit.object_id), KINDS[hit.kind]
        if row is None:
            # Deleted since it was found.
            continue
        own = str(get_language())
        yield {
            "link": row.get_absolute_url(),
            "kind": capfirst(kind.one(row)),
            "title": marked(hit.title, hit.title_language, query),
            "title_language": hit.title_language if hit.title_language != own else "",
            "excerpt": _excerpt(row, kind.text, query, own),
            "excerpt_language": (language_of(row, kind.text) if kind.text else "") or "",
            "is_sample": getattr(row, "is_sample", False),
        }


def _excerpt(row: Any, field: str, query: Query, language: str) -> str:
    if not field or not getattr(row, field):
        return ""
    return excerpt(getattr(row, field), language_of(row, field) or language, query)


def places(query: Query) -> Iterator[dict[str, Any]]:
    """The countries, regions and topics whose names have all the words, the last by its start."""
    unranked = Value(0)
    told = {"pk__in": countries_with_page().order_by().values("pk")}
    subjects = fetched_together(
        {
            "country": arm("country", Country, told, name=country_name(), rank=unranked),
            "region": arm("region", Region, {}),
            "topic": arm("topic", Topic, {}),
        }
    )
    for kind, rows in subjects.items():
        for subject in rows:
            if _has_all(subject, query):
                yield {
                    "kind": capfirst(str(PLACES[kind][1])),
                    "link": reverse(f"dashboard:{kind}-detail", args=[subject.slug]),
                    "title": marked(subject.name, query.language, query),
                }


def _has_all(subject: Subject, query: Query) -> bool:
    own = {analyser.whole(word) for word in analyser.words(f"{subject.name} {subject.slug}")}
    return all(
        analyser.whole(word) in own
        or (number == len(query.words) and any(each.startswith(query.beginning) for each in own))
        for number, word in enumerate(query.words, start=1)
    )
