"""The page that shows every component in every state; only in development."""

from types import SimpleNamespace
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from acpmigration.dates import today

HERE = "#"

REGIONS = {
    "west-central-africa": "West and Central Africa",
    "east-horn-of-africa": "East and Horn of Africa",
    "southern-africa": "Southern Africa",
    "caribbean": "Caribbean",
    "pacific": "Pacific",
    "a-new-region": "A region without a colour",
}
TOPICS = {
    "remittances": "Remittances",
    "visas": "Visas",
    "readmission": "Readmission",
    "thb": "Trafficking in human beings",
    "som": "Smuggling of migrants",
    "a-new-topic": "A topic without a drawing",
}
PARTS = {
    "west-central-africa": (14, 4),
    "east-horn-of-africa": (9, 3),
    "southern-africa": (9, 2),
    "caribbean": (9, 3),
    "pacific": (7, 2),
    "a-new-region": (0, 0),
}


def styleguide(request: HttpRequest) -> HttpResponse:
    region = {"slug": "caribbean", "name": REGIONS["caribbean"]}
    topics = [{"slug": slug, "name": name} for slug, name in TOPICS.items()]
    return render(
        request,
        "pages/styleguide.html",
        {
            "as_of": today(),
            "tones": ["info", "good", "warn", "bad"],
            "regions": _regions(),
            "topics": topics,
            "states": STATES,
            "counters": COUNTERS,
            "by_region": _by_region(),
            "by_kind": _by_kind(),
            "stages": TRACK,
            "pipeline": _pipeline(),
            "steps": CYCLE,
            "facets": _facets(),
            "kept": [("q", "border")],
            "chips": CHIPS,
            "views": VIEWS,
            "orders": ORDERS,
            "page": Paginator(range(240), 24).page(5),
            "items": _items(region, topics),
            "columns": COLUMNS,
            "suggestions": SUGGESTIONS,
            "cards": _cards(region, topics[3]),
            "trail": [{"label": "Overview", "link": HERE}, {"label": "Style guide"}],
            "facts": _facts(region, topics[3]),
            "documents": DOCUMENTS,
            "partners": PARTNERS,
        },
    )


def _figure(name: str, value: int, label: str, definition: str = "") -> dict[str, Any]:
    return {
        "name": name,
        "value": value,
        "label": label,
        "definition": definition,
        "link": HERE,
    }


STATES = {
    "ongoing": "Ongoing",
    "completed": "Completed",
    "cancelled": "Cancelled",
    "received": "Received",
    "under_review": "Under review",
    "accepted": "Accepted",
    "declined": "Declined",
    "merged": "Merged",
    "withdrawn": "Withdrawn",
    "a_new_state": "A state without a drawing",
}.items()

COUNTERS = [
    _figure("one", 62, "interventions implemented", "Ongoing or completed."),
    _figure("two", 55, "with national governments", "Asked for by one country’s government."),
    _figure("three", 7, "with regional organisations"),
    _figure("four", 80_000, "a number with thousands", "Grouped as the language does."),
]

DOCUMENTS = [
    {"title": "National strategy 2017–2022", "link": HERE, "language": "French"}
    | {"format": "PDF", "size": "1.2 MB", "details": "French, PDF, 1.2 MB"},
    {"title": "Two-page handout", "link": HERE, "language": "English"}
    | {"format": "PDF", "size": "210 KB", "details": "English, PDF, 210 KB"},
]

TRACK = [
    {
        "number": number,
        "state": state,
        "state_label": state_label,
        "label": label,
        "dates": dates,
        "next": coming,
        "is_closed": state in {"finished", "waived"},
        "documents": DOCUMENTS if number == 1 else [],
    }
    for number, state, state_label, label, dates, coming in [
        (1, "finished", "Done", "Concept note", "14 March to 2 May 2016", ""),
        (2, "waived", "Not needed", "Technical assistance fiche", "3 May 2016", ""),
        (3, "started", "Under way", "Baseline assessment", "since 5 September 2016", "A report."),
        (4, "not_started", "Not started", "Technical assistance", "", ""),
    ]
]

CYCLE = [
    {"title": f"Step {number}", "link": HERE if number % 2 else "", "text": "What happens in it."}
    for number in range(1, 7)
]

CHIPS = [
    {"facet": "Region", "label": "Caribbean", "link": HERE},
    {"facet": "Topic", "label": "Trafficking in human beings", "link": HERE},
]

VIEWS = [
    {"label": "List", "link": HERE, "icon": "list", "is_current": True},
    {"label": "Table", "link": HERE, "icon": "table"},
    {"label": "Map", "link": HERE, "icon": "map"},
]

ORDERS = [
    {"value": "updated", "label": "Latest update", "is_chosen": True},
    {"value": "title", "label": "Title, A to Z"},
]

COLUMNS = [
    {"label": "Intervention", "link": HERE, "order": "ascending"},
    {"label": "Country or organisation", "link": HERE},
    {"label": "Region", "link": HERE},
    {"label": "Topics"},
    {"label": "Stage"},
    {"label": "Updated", "link": HERE},
]

SUGGESTIONS = [
    {"label": "Without “Ongoing”", "link": HERE, "count": 1},
    {"label": "In all regions", "link": HERE, "count": 5},
]

PARTNERS = [
    {"name": "European Union Delegation in Haiti", "kind": "EU institution", "role": "host"},
    {"name": "Lumos", "kind": "Non-governmental organisation", "link": HERE},
]


def _regions() -> list[SimpleNamespace]:
    return [
        SimpleNamespace(
            slug=slug,
            name=name,
            link=HERE,
            figures=[_figure(f"map-{slug}", sum(PARTS[slug]), "interventions")],
        )
        for slug, name in REGIONS.items()
    ]


def _row(name: str, label: str, done: int, live: int, **more: str) -> dict[str, Any]:
    return {
        "label": label,
        "done": _figure(f"{name}-completed", done, f"completed, {label}"),
        "live": _figure(f"{name}-ongoing", live, f"ongoing, {label}"),
        "total": _figure(name, done + live, f"in all, {label}"),
        **more,
    }


def _by_region() -> dict[str, Any]:
    return {
        "name": "region",
        "title": "By region",
        "definition": "Where the government or organisation that asked for it is.",
        "has_parts": True,
        "most": 18,
        "rows": [
            _row(slug, name, *PARTS[slug], region=slug, link=HERE) for slug, name in REGIONS.items()
        ],
        "total": _row("all", "All regions", 48, 14),
        "note": "One scale for all bars.",
    }


def _by_kind() -> dict[str, Any]:
    rows = [("Ministries", 62), ("Civil society", 29), ("Universities", 0)]
    return {
        "name": "kind",
        "title": "By kind of partner",
        "unit": "Interventions",
        "most": 62,
        "rows": [_row(label, label, value, 0, note="A word more") for label, value in rows],
    }


def _pipeline() -> list[dict[str, Any]]:
    return [
        {
            "figure": _figure(f"stage-{number}", number, f"Stage {number}"),
            "description": "What is done in it.",
        }
        for number in range(1, 5)
    ]


def _facets() -> list[dict[str, Any]]:
    options = [
        {
            "value": slug,
            "label": name,
            "count": sum(PARTS[slug]),
            "is_chosen": slug == "caribbean",
            "region": slug,
        }
        for slug, name in REGIONS.items()
    ]
    return [
        {"name": "region", "title": "Region", "is_open": True, "chosen": 1, "options": options},
        {"name": "year", "title": "Year", "options": [{"value": 2018, "label": 2018, "count": 12}]},
    ]


def _items(region: dict[str, str], topics: list[dict[str, str]]) -> list[dict[str, Any]]:
    item = {
        "link": HERE,
        "title": "Key actions for the fight against human trafficking in Haiti",
        "region": region,
        "place": "Haiti",
        "entity": "National Committee for the Fight Against Human Trafficking",
        "topics": topics[3:5],
        "typologies": "Capacity building, studies and research",
        "updated": "30 April 2019",
    }
    done = {"is_done": True, "status_label": "Completed", "stage_label": "4 of 4 stages"}
    live = {"stage": 3, "status_label": "Ongoing", "stage_label": "Stage 3 of 4: baseline"}
    return [item | done, item | live | {"is_sample": True}]


def _cards(region: dict[str, str], topic: dict[str, str]) -> list[dict[str, Any]]:
    card = {"link": HERE, "title": "A national conference on trafficking", "place": "Haiti"}
    text = "More than 200 people took part."
    return [
        card | {"region": region, "text": text, "day": "30 April 2019"},
        card | {"topic": topic, "kind": "Intervention", "is_sample": True},
    ]


def _facts(region: dict[str, str], topic: dict[str, str]) -> list[dict[str, Any]]:
    return [
        {"term": "Country", "values": [{"label": "Haiti", "link": HERE}]},
        {
            "term": "Region",
            "values": [{"label": region["name"], "region": region["slug"], "link": HERE}],
        },
        {"term": "Topics", "values": [{"label": topic["name"], "topic": topic["slug"]}] * 2},
        {"term": "Reference", "values": [{"label": "TA/028/2016"}]},
    ]
