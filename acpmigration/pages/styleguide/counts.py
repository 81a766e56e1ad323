"""Samples of what counts: figures, bar tables, the map of the regions, the stages."""

from datetime import date
from types import SimpleNamespace
from typing import Any

HERE = "#"

REGIONS = {
    "west-central-africa": "West and Central Africa",
    "east-horn-of-africa": "East and Horn of Africa",
    "southern-africa": "Southern Africa",
    "caribbean": "Caribbean",
    "pacific": "Pacific",
    "a-new-region": "A region without a colour",
}
PARTS = {
    "west-central-africa": (14, 4),
    "east-horn-of-africa": (9, 3),
    "southern-africa": (9, 2),
    "caribbean": (9, 3),
    "pacific": (7, 2),
    "a-new-region": (0, 0),
}


def _figure(name: str, value: int, label: str, definition: str = "") -> dict[str, Any]:
    return {
        "name": name,
        "value": value,
        "label": label,
        "definition": definition,
        "link": HERE,
    }


COUNTERS = [
    _figure("one", 62, "interventions implemented", "Ongoing or completed."),
    _figure("two", 55, "with national governments", "Asked for by one country’s government."),
    _figure("three", 7, "with regional organisations"),
    _figure("four", 80_000, "a number with thousands", "Grouped as the language does."),
]


def regions() -> list[SimpleNamespace]:
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


def by_region() -> dict[str, Any]:
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


def by_kind() -> dict[str, Any]:
    rows = [("Ministries", 62), ("Civil society", 29), ("Universities", 0)]
    return {
        "name": "kind",
        "title": "By kind of partner",
        "unit": "Interventions",
        "most": 62,
        "rows": [_row(label, label, value, 0, note="A word more") for label, value in rows],
    }


def pipeline() -> list[dict[str, Any]]:
    return [
        {
            "figure": _figure(f"stage-{number}", number, f"Stage {number}"),
            "description": "What is done in it.",
        }
        for number in range(1, 5)
    ]


LEVELS = [
    {"level": 0, "label": "None"},
    {"level": 1, "label": "1"},
    {"level": 2, "label": "2"},
    {"level": 3, "label": "3"},
    {"level": 4, "label": "4 and more"},
]


def panels() -> list[dict[str, Any]]:
    states = [
        {"name": f"State {level}", "number": level, "level": level, "link": HERE}
        | {"shape": f"M{100 * level + 20} 30h60v60h-60z", "dot": [100 * level + 50, 150, 18]}
        | {"is_member": level != 1}
        for level in range(5)
    ]
    land = "M0 60h520v60h-520z"
    return [
        {"name": name, "title": name, "box": "0 0 520 200", "land": land, "states": states}
        for name in ("africa", "caribbean", "pacific")
    ]


def people() -> list[dict[str, Any]]:
    """A whole of people that can be drawn, one with a third part, and one without a split."""

    def told(total: int, dots: dict[str, Any] | None = None, **parts: int) -> dict[str, Any]:
        labels = {"man": "Men", "woman": "Women", "merged": "Another, or not said"}
        return {
            "as_of": date(2019, 5, 8),
            "registered": _figure("people", total, "experts have currently registered"),
            "dots": dots,
            "split": [
                {
                    "key": key,
                    "label": labels[key],
                    "total": _figure(f"people-{key}", value, "experts"),
                    "share": round(100 * value / total),
                }
                for key, value in parts.items()
            ],
        }

    patches = [
        {"part": "man", "x": 0, "width": 30, "height": 70},
        {"part": "woman", "x": 30, "width": 20, "height": 70},
    ]
    dots = {"width": 50, "height": 70, "patches": patches}
    return [
        told(35, dots, man=21, woman=14),
        told(700, man=350, woman=340, merged=10),
        told(9),
    ]
