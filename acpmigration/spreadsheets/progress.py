"""How far the writing of an import is, and who asks to give it up: told beside the database.

Whoever carries an import out holds one transaction to the end. Nobody else sees what it has
written, and on SQLite nobody else writes meanwhile. What the worker and every page share on either
database is the folder of the import's own file: two small files beside it carry the news. They go
with the import's file, and what an earlier worker has left there is not heeded.
"""

import json
import uuid
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from time import monotonic

from acpmigration.accounts.models import User
from acpmigration.spreadsheets.models import ImportBatch
from acpmigration.uploads.kinds import ASKED, WRITTEN

TOLD_EVERY = 1.0


class GivenUp(Exception):  # noqa: N818 - what happened, not an error
    """Somebody wants nothing of it to stay."""

    def __init__(self, asked: "Asked") -> None:
        super().__init__()
        self.asked = asked


@dataclass(frozen=True)
class Asked:
    """Who asks to give an import up: the person's key."""

    by: int
    at: datetime


class Steps:
    """Called before each row that is written or taken back, and once after the last."""

    def __init__(self, batch: ImportBatch) -> None:
        self.batch = batch
        self.begun = 0
        # Of an earlier worker.
        _beside(batch, WRITTEN).unlink(missing_ok=True)
        self._told_at = monotonic()

    def __call__(self) -> None:
        """:raises GivenUp: if somebody asks for it."""
        if asked := who_gives_up(self.batch):
            raise GivenUp(asked)
        now = monotonic()
        if now >= self._told_at + TOLD_EVERY:
            self._told_at = now
            # A full disk costs the bar, not the import.
            with suppress(OSError):
                _tell(self.batch, WRITTEN, {"rows": self.begun})
        self.begun += 1


def rows_written(batch: ImportBatch) -> int:
    """How many rows the worker had written when it last said so."""
    told = _told(batch, WRITTEN)
    return int(told["rows"]) if told else 0


def give_up(batch: ImportBatch, *, by: User, at: datetime) -> None:
    """Ask for it; the first who asks is the one who is named."""
    if who_gives_up(batch) is None:
        _tell(batch, ASKED, {"by": by.pk, "at": at.isoformat()})


def who_gives_up(batch: ImportBatch) -> Asked | None:
    """Who asks to give up what the import is at now, if anybody does."""
    told = _told(batch, ASKED)
    if told is None or batch.asked_at is None:
        return None
    asked = Asked(int(told["by"]), datetime.fromisoformat(str(told["at"])))
    # What was asked too late for an earlier work is not said of this one.
    return asked if asked.at >= batch.asked_at else None


def forget(batch: ImportBatch) -> None:
    """Take away what was told, once the work is at an end."""
    for ending in (WRITTEN, ASKED):
        _beside(batch, ending).unlink(missing_ok=True)


def _tell(batch: ImportBatch, ending: str, news: dict[str, int | str]) -> None:
    """Put the news in place as a whole: nobody reads half of it."""
    place = _beside(batch, ending)
    made = place.with_name(f"{place.name}.{uuid.uuid4().hex}")
    try:
        made.write_text(json.dumps(news))
        made.replace(place)
    finally:
        made.unlink(missing_ok=True)


def _told(batch: ImportBatch, ending: str) -> dict[str, int | str] | None:
    try:
        told: dict[str, int | str] = json.loads(_beside(batch, ending).read_text())
    except FileNotFoundError:
        return None
    return told


def _beside(batch: ImportBatch, ending: str) -> Path:
    return Path(f"{batch.file.path}{ending}")
