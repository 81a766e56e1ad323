"""Reading the rows of an import slice by slice: each is kept before the next one is begun."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict
from datetime import date, datetime
from itertools import islice
from typing import Any

from django.db import transaction

from acpmigration.dates import day_in
from acpmigration.spreadsheets.claims import move_on
from acpmigration.spreadsheets.drawing import CALLED
from acpmigration.spreadsheets.enums import RowOutcome
from acpmigration.spreadsheets.models import ImportBatch, ImportRow
from acpmigration.spreadsheets.reading import ReadRow, rows, survey
from acpmigration.spreadsheets.rows import Difference, Value
from acpmigration.spreadsheets.sheets import Sheet, sheet_of

SLICE = 200
COUNTED = [outcome.value for outcome in RowOutcome]


def read_rows(batch: ImportBatch, clock: Callable[[], datetime]) -> None:
    """Read what is not read yet, and show the progress.

    :raises ClaimLost: if another worker has it.
    :raises FileNotUnderstood: if the file cannot be read to its end.
    """
    sheet = sheet_of(batch.kind)
    # By its number and key: where an earlier worker has come to, and what it has met.
    earlier: dict[str, int] = {}
    for number, key, called in batch.rows.in_order().values_list("number", "key", "plan__called"):
        _meet(earlier, number, key, called)
    last = batch.rows.order_by("-number").values_list("number", flat=True).first() or 0
    with batch.file.open() as file:
        left = rows(survey(file, batch.name, sheet), after=last)
        for part in _slices(left):
            made = list(_rows(batch, sheet, part, earlier, clock()))
            for row in made:
                _meet(earlier, row.number, row.key, row.plan.get("called"))
            _keep(batch, made, clock())


def _meet(earlier: dict[str, int], number: int, key: str, called: Sequence[str] | None) -> None:
    """Remember the row by its key, and by what a new record is called."""
    for name in (key, *(f"{CALLED}{name}" for name in called or ())):
        if name:
            earlier.setdefault(name, number)


def _slices(left: Iterator[ReadRow]) -> Iterator[list[ReadRow]]:
    while part := list(islice(left, SLICE)):
        yield part


def _rows(
    batch: ImportBatch,
    sheet: Sheet,
    part: Sequence[ReadRow],
    earlier: dict[str, int],
    at: datetime,
) -> Iterator[ImportRow]:
    by = batch.uploaded_by
    whole = [read.row for read in part if not read.problems]
    drawn = sheet.differences(whole, by=by, today=day_in(by.zone, at), earlier=earlier)
    by_number = {difference.number: difference for difference in drawn}
    for read in part:
        number = read.row.number
        untold = Difference(number, RowOutcome.REFUSED, problems=list(read.problems))
        cells = {key: _as_json(cell.value) for key, cell in read.row.cells.items()}
        yield _row(batch, by_number.get(number, untold), cells)


def _row(batch: ImportBatch, drawn: Difference, cells: dict[str, object]) -> ImportRow:
    return ImportRow(
        batch=batch,
        number=drawn.number,
        outcome=drawn.outcome,
        key=_cut("key", drawn.key),
        label=_cut("label", drawn.label),
        cells=cells,
        plan=drawn.plan,
        changes=[asdict(change) for change in drawn.changes],
        problems=[asdict(problem) for problem in drawn.problems],
        object_id=drawn.object_id,
    )


def _cut(field: str, text: str) -> str:
    """As much of it as the column holds."""
    column: Any = ImportRow._meta.get_field(field)
    return text[: column.max_length]


@transaction.atomic
def _keep(batch: ImportBatch, made: Sequence[ImportRow], at: datetime) -> None:
    batch.done += len(made)
    for row in made:
        setattr(batch, row.outcome, getattr(batch, row.outcome) + 1)
    counts = {name: getattr(batch, name) for name in ("done", *COUNTED)}
    # First, so that nothing is kept for an import that somebody else has taken over.
    move_on(batch, at, **counts)
    ImportRow.objects.bulk_create(made)


def _as_json(value: Value) -> object:
    if isinstance(value, date):
        return value.isoformat()
    return value if isinstance(value, str | int | float | bool | None) else str(value)
