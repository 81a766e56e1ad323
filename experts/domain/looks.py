"""Who looked at what of whom: written down before anything is shown, and shown to the person."""

from datetime import datetime, timedelta
from enum import StrEnum

from django.db.models import Model, TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from acpmigration.accounts.models import User
from acpmigration.pages.domain.audit import record
from acpmigration.pages.models import AuditEvent
from acpmigration.permissions import edits_everything, is_coordinator
from acpmigration.refusals import NotYours, Refusal
from experts.models import Expert

# What coordinators see: who is deployed in their regions.
OF_DEPLOYED = frozenset({"experts.deployments-listed", "experts.panel-viewed"})
# What is opened of a CV within it belongs to the look that opened the CV.
VISIT = timedelta(hours=1)


class Look(StrEnum):
    """An event of the audit trail."""

    ROSTER = "experts.roster-viewed"
    QUEUE = "experts.queue-viewed"
    SEARCH = "experts.searched"
    SHORTLIST = "experts.shortlist-viewed"
    DEPLOYMENTS = "experts.deployments-listed"
    DEPLOYMENT = "experts.deployment-viewed"
    DEPLOYMENTS_EXPORTED = "experts.deployments-exported"
    PANEL = "experts.panel-viewed"
    PROFILE = "experts.profile-viewed"
    CV = "experts.cv-viewed"
    CV_FILE = "experts.cv-downloaded"


class Purpose(TextChoices):
    """Why staff look at a CV: a word of the audit trail, which takes no other."""

    REVIEW = "review", pgettext_lazy("why a CV is opened", "to review the profile")
    MATCHING = "matching", pgettext_lazy("why a CV is opened", "to find somebody for an assignment")
    DEPLOYMENT = "deployment", pgettext_lazy("why a CV is opened", "to prepare a deployment")
    REQUEST = (
        "request-of-the-person",
        pgettext_lazy("why a CV is opened", "because the person asked"),
    )


class PurposeMissing(Refusal):
    """A CV is opened for a reason that can be told later."""


def note_look(
    *, look: Look, by: User, at: datetime, subject: Model | None = None, purpose: str = ""
) -> None:
    """Write down that somebody looks; of a list, without saying who stood in it.

    ``subject`` is the profile, or what several people stand beside, such as a shortlist.

    :raises NotYours: for whoever may not see the roster; coordinators see who is deployed.
    :raises PurposeMissing: for a CV without one of the listed purposes.
    """
    if not (edits_everything(by) or (is_coordinator(by) and look in OF_DEPLOYED)):
        raise NotYours(_("Your role does not allow this."))
    if look in (Look.CV, Look.CV_FILE) and purpose not in Purpose.values:
        raise PurposeMissing(_("Say what you need the CV for."))
    record(event=look.value, by=by, subject=subject, at=at, purpose=purpose)


def note_page(*, expert: Expert, by: User, at: datetime, purpose: str) -> None:
    """Write down that a page of a CV was looked at, unless the CV was opened just before.

    :raises Refusal: as ``note_look`` does.
    """
    same_visit = AuditEvent.objects.about(expert).filter(
        event=Look.CV.value, actor=by.pk, purpose=purpose, at__gt=at - VISIT
    )
    if not same_visit.exists():
        note_look(look=Look.CV, by=by, at=at, subject=expert, purpose=purpose)
