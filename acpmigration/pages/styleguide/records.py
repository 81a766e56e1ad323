"""Samples of what lists and tells: filters, results, cards, facts, files."""

from typing import Any

from acpmigration.pages.styleguide.counts import HERE, PARTS, REGIONS

TOPICS = {
    "remittances": "Remittances",
    "visas": "Visas",
    "readmission": "Readmission",
    "thb": "Trafficking in human beings",
    "som": "Smuggling of migrants",
    "a-new-topic": "A topic without a drawing",
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
    {
        "figures": [{"name": f"step-{n}", "value": n, "label": f"of step {n}", "link": HERE}],
        "text": "What happens in it.",
    }
    for n in range(1, 7)
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


def facets() -> list[dict[str, Any]]:
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


def items(region: dict[str, str], topics: list[dict[str, str]]) -> list[dict[str, Any]]:
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


def cards(region: dict[str, str], topic: dict[str, str]) -> list[dict[str, Any]]:
    card = {"link": HERE, "title": "A national conference on trafficking", "place": "Haiti"}
    text = "More than 200 people took part."
    return [
        card | {"region": region, "text": text, "day": "30 April 2019"},
        card | {"topic": topic, "kind": "Intervention", "is_sample": True},
    ]


def facts(region: dict[str, str], topic: dict[str, str]) -> list[dict[str, Any]]:
    return [
        {"term": "Country", "values": [{"label": "Haiti", "link": HERE}]},
        {
            "term": "Region",
            "values": [{"label": region["name"], "region": region["slug"], "link": HERE}],
        },
        {"term": "Topics", "values": [{"label": topic["name"], "topic": topic["slug"]}] * 2},
        {"term": "Reference", "values": [{"label": "TA/028/2016"}]},
    ]
