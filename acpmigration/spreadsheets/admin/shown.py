"""What the pages of imports show."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.core.paginator import Paginator
from django.db.models import Model
from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils.functional import Promise

from acpmigration.accounts.models import User
from acpmigration.spreadsheets import progress
from acpmigration.spreadsheets.batches import can_be_taken_back
from acpmigration.spreadsheets.enums import BatchState, RowOutcome
from acpmigration.spreadsheets.models import ImportBatch, ImportRow
from acpmigration.spreadsheets.models.batch import TAKEN_BACK_WITHIN
from acpmigration.spreadsheets.sentences import from_json
from acpmigration.spreadsheets.sheets import Sheet, sheet_of, sheets

REMARKED_SHOWN = 20
ON_A_PAGE = 100


@dataclass(frozen=True)
class Kind:
    """What may be brought in, and where: its own address, its list, a template to fill in."""

    label: str | Promise
    address: str
    template: str


@dataclass(frozen=True)
class Choice:
    """A count of rows that leads to them."""

    label: str
    number: int
    query: str
    is_current: bool


@dataclass(frozen=True)
class RowShown:
    row: ImportRow
    outcome: str
    changes: list[tuple[str, str, str]]
    problems: list[Mapping[str, Any]]
    address: str


def kinds(user: User) -> Iterator[Kind]:
    for sheet in sheets():
        if sheet.may_use(user):
            address = reverse("admin:spreadsheets_importbatch_bring_in", args=[sheet.key])
            yield Kind(sheet.label, address, template_of(sheet))


def label_of(kind: str) -> str | Promise:
    try:
        return sheet_of(kind).label
    except KeyError:
        return kind


def template_of(sheet: Sheet) -> str:
    """Where a template to fill in is, if the kind has one."""
    return _address(sheet.model, "template")


def shown(request: HttpRequest, batch: ImportBatch, at: datetime) -> dict[str, Any]:
    sheet = sheet_of(batch.kind)
    outcome = request.GET.get("outcome", "")
    rows = batch.rows.in_order()
    if outcome in RowOutcome.values:
        rows = rows.filter(outcome=outcome)
    is_ready = batch.state in BatchState.decidable()
    page = Paginator(rows, ON_A_PAGE).get_page(request.GET.get("p"))
    return {
        "title": batch.name,
        "batch": batch,
        "sheet": sheet,
        "remarks": [str(from_json(one)) for one in batch.remarks],
        "problems": [str(from_json(one)) for one in batch.problems],
        "choices": list(_choices(batch, outcome)),
        "page": page,
        "query": f"outcome={outcome}" if outcome in RowOutcome.values else "",
        "rows": [_row(row, batch, sheet) for row in page.object_list],
        "is_read": batch.state in BatchState.read_now(),
        "is_applied": batch.state == BatchState.APPLYING,
        "written": progress.rows_written(batch) if batch.is_written_now else 0,
        "gives_up": progress.who_gives_up(batch) if batch.is_written_now else None,
        "remarked": list(batch.rows.remarked().in_order()[:REMARKED_SHOWN]),
        "is_ready": is_ready,
        "can_confirm": is_ready and batch.written and not batch.refused,
        "can_discard": batch.state in BatchState.unconfirmed(),
        "can_take_back": can_be_taken_back(batch, at),
        "until": batch.applied_at and batch.applied_at + TAKEN_BACK_WITHIN,
        "is_still": "still" in request.GET,
        "again": reverse("admin:spreadsheets_importbatch_bring_in", args=[sheet.key]),
    }


def _choices(batch: ImportBatch, current: str) -> Iterator[Choice]:
    for outcome in RowOutcome:
        number = getattr(batch, outcome.value)
        is_current = current == outcome.value
        yield Choice(str(outcome.label), number, f"?outcome={outcome.value}", is_current)


def _row(row: ImportRow, batch: ImportBatch, sheet: Sheet) -> RowShown:
    headers = {column.key: str(column.header) for column in sheet.columns}
    changes = [
        (headers.get(one["column"], one["column"]), one["old"], one["new"]) for one in row.changes
    ]
    problems = [
        {
            **one,
            "column": headers.get(one["column"], one["column"]),
            "meant": ", ".join(f"“{proposal}”" for proposal in one["proposals"]),
        }
        for one in row.problems
    ]
    is_there = row.object_id is not None and batch.state != BatchState.TAKEN_BACK
    address = _address(sheet.model, "change", row.object_id) if is_there else ""
    label = str(RowOutcome(row.outcome).label)
    return RowShown(row, label, changes, problems, address)


def _address(model: type[Model], page: str, *args: Any) -> str:
    options = model._meta
    try:
        return reverse(f"admin:{options.app_label}_{options.model_name}_{page}", args=args)
    except NoReverseMatch:
        return ""
