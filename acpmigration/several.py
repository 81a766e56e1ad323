"""The same change to several records: each is asked, and all that was done is done together."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Generic, TypeVar

from django.db import models, transaction
from django.utils.translation import gettext as _

from acpmigration.refusals import Refusal

Record = TypeVar("Record", bound=models.Model)

MOST_AT_ONCE = 500


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


def too_many() -> str:
    """What is answered to whoever ticks more rows than are changed at once."""
    words = _("At most %(n)d records are changed at once. Narrow the list down, or choose fewer.")
    return words % {"n": MOST_AT_ONCE}
