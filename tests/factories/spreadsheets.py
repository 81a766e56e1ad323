"""Rows as they come out of a file, and a batch as the pages would have made it."""

from collections.abc import Mapping
from dataclasses import asdict
from datetime import UTC, date, datetime
from typing import Any

from acpmigration.accounts.models import User
from acpmigration.spreadsheets.enums import BatchState
from acpmigration.spreadsheets.models import ImportBatch, ImportRow
from acpmigration.spreadsheets.rows import Cell, Difference, Row
from acpmigration.spreadsheets.sheets import Sheet

NOW = datetime(2019, 5, 8, 12, tzinfo=UTC)
TODAY = date(2019, 5, 8)
LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"


def rows_of(*lines: Mapping[str, Any]) -> list[Row]:
    """Lines of a file, the first one below the headings; ``None`` is an empty cell."""
    return [
        Row(
            number,
            {
                key: Cell(value, f"{LETTERS[place % 26]}{number}")
                for place, (key, value) in enumerate(line.items())
            },
        )
        for number, line in enumerate(lines, start=2)
    ]


def drawn(sheet: Sheet, *lines: Mapping[str, Any], by: User) -> list[Difference]:
    return sheet.differences(rows_of(*lines), by=by, today=TODAY, earlier={})


def batch_of(sheet: Sheet, differences: list[Difference], by: User) -> list[ImportRow]:
    """Store what was drawn, as if it had been confirmed."""
    batch = ImportBatch.objects.create(
        kind=sheet.key,
        name="rows.xlsx",
        size=1,
        digest="0" * 64,
        state=BatchState.APPLYING,
        uploaded_at=NOW,
        uploaded_by=by,
        seen_at=NOW,
        confirmed_at=NOW,
        confirmed_by=by,
    )
    return [
        ImportRow.objects.create(
            batch=batch,
            number=each.number,
            outcome=each.outcome,
            key=each.key,
            label=each.label,
            plan=each.plan,
            changes=[asdict(change) for change in each.changes],
            problems=[asdict(problem) for problem in each.problems],
            object_id=each.object_id,
        )
        for each in differences
    ]


def carried_out(sheet: Sheet, *lines: Mapping[str, Any], by: User) -> list[ImportRow]:
    """Read the lines, carry them out and keep what was before and after."""
    rows = batch_of(sheet, drawn(sheet, *lines, by=by), by)
    done = list(sheet.carry_out(rows, by=by, at=NOW))
    for row in done:
        row.save()
    return [ImportRow.objects.select_related("batch").get(pk=row.pk) for row in rows]


def problems_of(difference: Difference) -> list[tuple[str, str]]:
    return [(problem.column, problem.sentence) for problem in difference.problems]
