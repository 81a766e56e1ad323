"""Importing organisations, step by step."""

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

from acpmigration.accounts.models import User
from acpmigration.reference.models import Organisation
from acpmigration.spreadsheets.batches import ask_back, bring_in, confirm
from acpmigration.spreadsheets.models import ImportBatch
from acpmigration.spreadsheets.sheets import sheet_of
from acpmigration.spreadsheets.working import work
from tests.spreadsheets.files import sent, xlsx

AT = datetime(2019, 5, 8, 10, 0, tzinfo=UTC)
HEADINGS = ["Slug", "Name (English)", "Short name"]


def clock() -> datetime:
    return AT


def brought_in(by: User, *rows: Sequence[Any], at: datetime = AT) -> ImportBatch:
    return brought_in_as(xlsx(*rows, headings=HEADINGS), by, at)


def brought_in_as(content: bytes, by: User, at: datetime = AT) -> ImportBatch:
    return bring_in(
        sheet=sheet_of("organisations"),
        file=sent(content, "organisations.xlsx"),
        name="organisations.xlsx",
        by=by,
        at=at,
    )


def read(by: User, *rows: Sequence[Any]) -> ImportBatch:
    return worked(brought_in(by, *rows))


def worked(batch: ImportBatch, at: datetime = AT) -> ImportBatch:
    work(batch=batch, clock=lambda: at)
    batch.refresh_from_db()
    return batch


def carried_out(by: User, *rows: Sequence[Any], at: datetime = AT) -> ImportBatch:
    batch = read(by, *rows)
    return worked(confirm(batch=batch, by=by, at=at), at)


def taken_back(batch: ImportBatch, by: User, at: datetime = AT) -> ImportBatch:
    return worked(ask_back(batch=batch, by=by, at=at), at)


def names() -> list[str]:
    return sorted(Organisation.objects.values_list("name_en", flat=True))
