"""Showing a record to the public, and taking it back."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from acpmigration.accounts.models import User
from acpmigration.refusals import Refusal
from acpmigration.search.indexing import refresh
from technical_assistance.domain.log import save_as
from technical_assistance.domain.transitions import (
    PUBLICATION,
    NotNow,
    Publication,
    require_right,
)
from technical_assistance.models import AssistanceRequest, Intervention

Record = AssistanceRequest | Intervention


SUMMARY_MISSING = _("The summary is missing, in English at least.")


class PublicationRefused(Refusal):
    """Something that every public page needs is missing."""


@transaction.atomic
def publish(*, record: Record, by: User, at: datetime) -> Record:
    """Show the record to the public from ``at`` on; return it as it is stored now.

    :raises PublicationRefused: if the title, the summary or the lead is missing.
    :raises Refusal: if it is public already or the actor may not.
    """
    locked = type(record).objects.select_for_update().get(pk=record.pk)
    require_right(by, PUBLICATION[Publication.PUBLISH], locked)
    if locked.is_published:
        raise NotNow(_("This record is public already."))
    if missing := _missing(locked):
        raise PublicationRefused(*missing)
    locked.published_at, locked.published_by = at, by
    save_as(locked, by=by, why=Publication.PUBLISH)
    refresh(locked)
    return locked


@transaction.atomic
def unpublish(*, record: Record, by: User) -> Record:
    """Make the record a draft again.

    :raises Refusal: if it is a draft or the actor may not.
    """
    locked = type(record).objects.select_for_update().get(pk=record.pk)
    require_right(by, PUBLICATION[Publication.UNPUBLISH], locked)
    if not locked.is_published:
        raise NotNow(_("This record is a draft already."))
    locked.published_at, locked.published_by = None, None
    save_as(locked, by=by, why=Publication.UNPUBLISH)
    refresh(locked)
    return locked


def _missing(record: Record) -> list[Any]:
    if isinstance(record, AssistanceRequest):
        return []
    missing = []
    if not (record.title_en or "").strip():
        missing.append(_("The title is missing, in English at least."))
    if not (record.summary_en or "").strip():
        missing.append(SUMMARY_MISSING)
    return missing
