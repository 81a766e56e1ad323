"""My region: where each intervention stands, the one that needs me most first."""

from datetime import datetime
from typing import Any

from django.core.paginator import InvalidPage, Page
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from acpmigration.accounts.sessions import person_of
from acpmigration.facets.facet import count_together
from acpmigration.facets.listing import CountedPaginator
from technical_assistance.domain.settings import workspace_settings
from technical_assistance.domain.standing import Clock, with_standing
from technical_assistance.domain.visits import news_since, note_visit, visit_of
from technical_assistance.figures import beside, tiles
from technical_assistance.figures.board import Maker
from technical_assistance.figures.known import known_to, stage_names
from technical_assistance.figures.pace import days_taken, usual_days
from technical_assistance.filters import BoardFilter
from technical_assistance.models import Intervention, Visit
from technical_assistance.models.intervention import InterventionQuerySet
from technical_assistance.views.coordination.access import workspace_page

PAGE = 50


@workspace_page
@require_safe
def board(request: HttpRequest) -> HttpResponse:
    person, now = person_of(request), timezone.now()
    clock = Clock.of(person, now, workspace_settings())
    visit = visit_now(request, now)
    known = known_to(person)
    rows = with_standing(Intervention.objects.worked_on_by(person), clock)
    chosen = BoardFilter(request.GET, rows, person=person, known=known, request=request)
    aside = beside.Sources(person, news_since(visit), clock)
    found = count_together([*tiles.arms(chosen), *aside.arms(), days_taken(person)])
    maker = Maker(person, clock, stage_names(known), usual_days(found))
    total = found.get("selection", {}).get("", 0)
    page = page_of(request, maker.rows(chosen.selection()), total)
    context = {
        "filter": chosen,
        "total": total,
        "page": page,
        "lines": [maker.line(row) for row in page.object_list],
        "stages": maker.names.values(),
        "can_log": maker.can_log,
        "tiles": tiles.tiles(chosen, found, clock),
        "tabs": tiles.tabs(chosen, found),
        "regions": known["region"].values(),
        "choices": {name: choices(chosen, name) for name in ("region", "topic", "status")},
        "beside": aside.read(found),
        "visit": visit,
    }
    return render(request, "coordination/board.html", context)


def visit_now(request: HttpRequest, at: datetime) -> Visit:
    """What a browser fetches ahead, nobody has seen yet."""
    person = person_of(request)
    ahead = "prefetch" in request.headers.get("Sec-Purpose", "") or "X-Prefetch" in request.headers
    if ahead or request.method == "HEAD":
        return visit_of(person, at)
    return note_visit(person=person, at=at)


def page_of(request: HttpRequest, rows: InterventionQuerySet, total: int) -> "Page[Any]":
    paginator = CountedPaginator(rows, PAGE, total=total)
    try:
        return paginator.page(request.GET.get("page", 1))
    except InvalidPage as missing:
        raise Http404 from missing


def choices(chosen: BoardFilter, name: str) -> list[dict[str, Any]]:
    """What a filter offers, as ``components/options.html`` shows it."""
    facet, kept = chosen.filters[name], chosen.chosen.get(name, [])
    return [
        {"value": slug, "label": facet.label_of(slug), "is_chosen": slug in kept}
        for slug in facet.rows
    ]
