"""What staff write about a person, who may read it."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from acpmigration.accounts.models import User
from acpmigration.pages.domain.audit import record
from acpmigration.refusals import Refusal
from experts.domain.transitions import Actor, lock, require_actor
from experts.models import Expert, ExpertNote


class NoteEmpty(Refusal):
    """There is nothing to keep."""


@transaction.atomic
def add_note(*, expert: Expert, text: str, by: User, at: datetime) -> ExpertNote:
    """Add a note; none is ever changed, and the person sees it at once.

    :raises Refusal: without a text, or about oneself.
    """
    locked = lock(expert)
    require_actor(locked, Actor.STAFF, by)
    if not text.strip():
        raise NoteEmpty(_("Write the note."))
    note = ExpertNote.objects.create(expert=locked, text=text.strip(), by=by, at=at)
    record(event="experts.note-added", by=by, subject=locked, at=at)
    return note
