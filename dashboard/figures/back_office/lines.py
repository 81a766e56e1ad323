"""What a line of the home page is: a number, its words and the list of just those rows."""

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.db.models import Model, QuerySet
from django.urls import reverse
from django.utils.functional import Promise

from acpmigration.facets.facet import count_together, size


@dataclass(frozen=True)
class Line:
    """``number`` equals the number of rows at ``address``."""

    label: str | Promise
    number: int
    address: str
    note: str | Promise = ""


@dataclass(frozen=True)
class Counted:
    """A line before it is counted."""

    label: str | Promise
    rows: QuerySet[Any]
    address: str

    def line(self, number: int) -> Line:
        return Line(self.label, number, self.address)


def list_of(model: type[Model], **parameters: str) -> str:
    """The address of the model's list, narrowed down."""
    opts = model._meta
    address = reverse(f"admin:{opts.app_label}_{opts.model_name}_changelist")
    return f"{address}?{urlencode(parameters)}" if parameters else address


def counted(*groups: list[Counted]) -> list[list[Line]]:
    """Count all lines of all groups in one query."""
    arms = [
        size(line.rows, f"{group}/{number}")
        for group, lines in enumerate(groups)
        for number, line in enumerate(lines)
    ]
    found = count_together(arms) if arms else {}
    return [
        [
            line.line(found.get(f"{group}/{number}", {}).get("", 0))
            for number, line in enumerate(lines)
        ]
        for group, lines in enumerate(groups)
    ]
