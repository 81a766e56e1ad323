"""Sections that a higher app adds to a page of a lower one, so that imports go one way.

An app registers its panels in ``ready()``: the intervention's page shows grants and products
without knowing them.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

Query = Callable[[Any], Any]


@dataclass(frozen=True)
class Panel:
    """A template and the rows it shows; an empty one is left out."""

    template: str
    rows: Any


_registered: dict[str, list[tuple[str, Query]]] = {}


def register(page: str, *, template: str, query: Query) -> None:
    """Add a section to ``page``; ``query`` turns the page's object into rows, in one query."""
    _registered.setdefault(page, []).append((template, query))


def panels_for(page: str, subject: Any) -> list[Panel]:
    panels = [Panel(template, query(subject)) for template, query in _registered.get(page, [])]
    return [panel for panel in panels if panel.rows]
