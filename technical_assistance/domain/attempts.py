"""Attempts on somebody else's rows: they stand in the audit trail."""

from datetime import datetime

from django.db import models

from acpmigration.accounts.models import User
from acpmigration.pages.domain.audit import record

REFUSED = "coordination.refused"


def note_attempt(*, by: User, subject: models.Model, at: datetime) -> None:
    """Note that a person tried what was refused; call it outside the refused transaction."""
    record(event=REFUSED, by=by, subject=subject, at=at)
