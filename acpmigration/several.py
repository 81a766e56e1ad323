"""The same change to several records: each is asked, and all that was done is done together."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Generic, TypeVar

from django.db import models, transaction

from acpmigration.refusals import Refusal

Record = TypeVar("Record", bound=models.Model)


@dataclass
class Outcome(Generic[Record]):
    """What was done, and what was refused with the reason."""

    done: list[Record] = field(default_factory=list)
    refused: list[tuple[Record, Refusal]] = field(default_factory=list)


@transaction.atomic
def one_by_one(records: Iterable[Record], change: Callable[[Record], object]) -> Outcome[Record]:
    """Apply a domain function to each record; a refusal leaves the others alone."""
    outcome: Outcome[Record] = Outcome()
    for record in records:
        try:
            change(record)
        except Refusal as refusal:
            outcome.refused.append((record, refusal))
        else:
            outcome.done.append(record)
    return outcome
