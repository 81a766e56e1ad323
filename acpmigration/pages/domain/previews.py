"""Links to records that are not public: making, opening and revoking them."""

from datetime import datetime, timedelta
from uuid import UUID

from django.core.signing import BadSignature, Signer
from django.db import models, transaction
from django.utils.translation import gettext_lazy as _

from acpmigration.accounts.models import User
from acpmigration.pages.domain.audit import record as note
from acpmigration.pages.models import PreviewLink, PreviewVisit
from acpmigration.permissions import EDITORS
from acpmigration.refusals import NotNow, NotYours, Refusal, locked

MADE, REVOKED = "pages.preview-made", "pages.preview-revoked"
LASTS_DAYS = (1, 7, 14, 30)
LONGEST_READER = 150
# Whoever reads for a while, or reads on in another language, has opened it once.
ONE_VISIT = timedelta(minutes=1)
# A signature says that we have made the token, without a look into the database.
SIGNER = Signer(salt="acpmigration.pages.preview", sep=".")


class ReaderMissing(Refusal):
    """Nobody would know later whom a link was made for."""


@transaction.atomic
def make_link(
    *, record: models.Model, reader: str, days: int, by: User, at: datetime
) -> PreviewLink:
    """Make a link by which whoever has it reads the record for so many days.

    :raises ReaderMissing: if it is not said for whom, or said at length.
    :raises Refusal: if the actor may not, or no link lasts so long.
    """
    if by.role not in EDITORS:
        raise NotYours(_("Your role does not allow this."))
    if not 0 < len(reader.strip()) <= LONGEST_READER:
        raise ReaderMissing(_("Say for whom the link is, in a few words."))
    if days not in LASTS_DAYS:
        raise Refusal(_("Choose how long the link lasts."))
    link = PreviewLink.objects.create(
        kind=record._meta.label_lower,
        object_id=record.pk,
        reader=reader.strip(),
        made_at=at,
        made_by=by,
        expires_at=at + timedelta(days=days),
    )
    note(event=MADE, by=by, subject=link, at=at)
    return link


@transaction.atomic
def revoke_link(*, link: PreviewLink, by: User, at: datetime) -> PreviewLink:
    """Have the link lead nowhere from now on.

    :raises Refusal: if it does so already, or the actor may not.
    """
    if by.role not in EDITORS:
        raise NotYours(_("Your role does not allow this."))
    held = locked(PreviewLink.objects.all(), link.pk)
    if not held.is_open(at):
        raise NotNow(_("This link leads nowhere any more."))
    held.revoked_at, held.revoked_by = at, by
    held.save()
    note(event=REVOKED, by=by, subject=held, at=at)
    return held


@transaction.atomic
def note_visit(*, link: PreviewLink, language: str, at: datetime) -> PreviewVisit | None:
    """Note that the preview was opened, unless it was a moment ago; nothing of who did.

    :raises Gone: if the link was forgotten meanwhile.
    """
    # Two readers at once are one visit.
    locked(PreviewLink.objects.all(), link.pk)
    if link.visits.filter(at__gt=at - ONE_VISIT).exists():
        return None
    return link.visits.create(at=at, language=language[:2])


def token_of(link: PreviewLink) -> str:
    return SIGNER.sign(link.key.hex)


def key_of(token: str) -> UUID | None:
    """The key of the link that a token was made for; ``None`` for what we have not made."""
    try:
        return UUID(SIGNER.unsign(token))
    except (BadSignature, ValueError):
        return None


def forget_links(*, before: datetime) -> int:
    """Remove links that ended before a moment, with their visits; return how many."""
    with transaction.atomic():
        found = PreviewLink.objects.filter(expires_at__lt=before)
        number = found.count()
        found.delete()
    return number
