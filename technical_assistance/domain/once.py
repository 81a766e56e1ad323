"""Carrying out a form of the workspace once, however often it arrives."""

import hashlib
import json
import uuid
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.core.files.base import File
from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from acpmigration.accounts.models import User
from acpmigration.refusals import Refusal
from technical_assistance.domain.log import lock
from technical_assistance.models import Intervention, Submission


class KeyReused(Refusal):
    """The key of a form that was carried out came again with something else."""


@dataclass(frozen=True)
class Sent:
    """A form as it arrived: the key drawn with it, and a hash of all that it says."""

    key: uuid.UUID
    fingerprint: str
    form: str


@dataclass(frozen=True)
class Outcome:
    """``made`` is what the form made; ``is_new`` is false for a form that was sent before."""

    made: str
    is_new: bool


def fingerprint_of(
    values: Mapping[str, object],
    files: Iterable[tuple[str, File]] = (),  # type: ignore[type-arg]
) -> str:
    """Return a hash that differs when anything that was typed or attached does."""
    hashed = hashlib.sha256(json.dumps(values, sort_keys=True, default=str).encode())
    for name, file in files:
        hashed.update(name.encode())
        file.seek(0)
        for chunk in file.chunks():
            hashed.update(chunk)
        file.seek(0)
    return hashed.hexdigest()


@transaction.atomic
def once(
    *,
    sent: Sent,
    by: User,
    at: datetime,
    do: Callable[[], str],
    intervention: Intervention | None = None,
) -> Outcome:
    """Call ``do`` unless the form was carried out before; it returns the key of what it made.

    What ``do`` raises undoes all, so that a refused form can be mended and sent again.

    :raises KeyReused: if the key came before with other content, or from somebody else.
    """
    if intervention is not None:
        # Before the row that refers to it is written: two that hold a share of it would wait for
        # each other.
        lock(intervention)
    try:
        with transaction.atomic():
            row = Submission.objects.create(
                key=sent.key,
                fingerprint=sent.fingerprint,
                form=sent.form,
                by=by,
                made_at=at,
                intervention=intervention,
            )
    except IntegrityError:
        return Outcome(_known(sent, by, intervention).made, is_new=False)
    row.made = do()
    row.save(update_fields=["made"])
    return Outcome(row.made, is_new=True)


def _known(sent: Sent, by: User, intervention: Intervention | None) -> Submission:
    known = Submission.objects.get(key=sent.key)
    same = (known.fingerprint, known.form, known.by_id, known.intervention_id) == (
        sent.fingerprint,
        sent.form,
        by.pk,
        intervention.pk if intervention else None,
    )
    if not same:
        raise KeyReused(
            _(
                "This form was sent before with other content. What was saved then stands. Save "
                "again to add this too."
            )
        )
    return known
