"""The page that shows every component in every state; only in development."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from acpmigration.dates import today
from acpmigration.pages.styleguide import counts, questions, records


def styleguide(request: HttpRequest) -> HttpResponse:
    region = {"slug": "caribbean", "name": counts.REGIONS["caribbean"]}
    topics = [
        {"slug": slug, "name": name, "get_absolute_url": counts.HERE}
        for slug, name in records.TOPICS.items()
    ]
    return render(
        request,
        "pages/styleguide.html",
        {
            "as_of": today(),
            "tones": ["info", "good", "warn", "bad"],
            "regions": counts.regions(),
            "topics": topics,
            "states": records.STATES,
            "counters": counts.COUNTERS,
            "by_region": counts.by_region(),
            "by_kind": counts.by_kind(),
            "people": counts.people(),
            "stages": records.TRACK,
            "panels": counts.panels(),
            "levels": counts.LEVELS,
            "pipeline": counts.pipeline(),
            "steps": records.CYCLE,
            "facets": records.facets(),
            "kept": [("q", "border")],
            "chips": records.CHIPS,
            "views": records.VIEWS,
            "orders": records.ORDERS,
            "page": Paginator(range(240), 24).page(5),
            "items": records.items(region, topics),
            "columns": records.COLUMNS,
            "suggestions": records.SUGGESTIONS,
            "cards": records.cards(region, topics[3]),
            "trail": [{"label": "Overview", "link": counts.HERE}, {"label": "Style guide"}],
            "facts": records.facts(region, topics[3]),
            "documents": records.DOCUMENTS,
            "partners": records.PARTNERS,
            "fresh": questions.Questions(prefix="fresh"),
            "refused": questions.refused(),
            "form_steps": questions.STEPS,
            "told": questions.TOLD,
        },
    )
