"""Asking an expert by mail, and the answer by a link that works once."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.core import signing
from django.db import transaction
from django.urls import reverse
from django.utils import translation
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext_lazy as _

from acpmigration.accounts.models import User
from acpmigration.dates import day_of
from acpmigration.pages.domain.audit import record
from acpmigration.pages.domain.mail import queue_mail
from acpmigration.pages.models import AuditEvent
from acpmigration.refusals import NotNow, locked
from experts.domain.deployments import hold
from experts.domain.links import LinkState
from experts.domain.messages import tell
from experts.enums import DeploymentState
from experts.models import Deployment
from technical_assistance.domain.log import lock
from technical_assistance.enums import Status

SALT = "experts.invitation"
ASKED_AGAIN = "experts.invitation-asked-again"
ONCE_A = timedelta(days=1)
VALID_FOR = timedelta(days=14)
# Answered or asked again: both have a link in the mail that the person has.
CAN_BE_INVITED = (DeploymentState.PLANNED, DeploymentState.INVITED)


@dataclass(frozen=True)
class Invitation:
    """What a link says now; the deployment is known for every link that we signed."""

    state: LinkState
    deployment: Deployment | None = None

    @property
    def is_good(self) -> bool:
        return self.state == LinkState.GOOD


@transaction.atomic
def invite(*, deployment: Deployment, by: User, at: datetime) -> Deployment:
    """Send the person the assignment with a link to answer; an earlier link stops working.

    :raises NotNow: for what was answered, cancelled or is over, or where nobody can be written to.
    """
    locked = hold(deployment, by)
    if locked.state not in CAN_BE_INVITED:
        raise NotNow(_("Only a planned deployment can be offered."))
    if locked.ends_before <= day_of(at):
        raise NotNow(_("This deployment is over."))
    if locked.expert is None or locked.expert.user is None:
        raise NotNow(_("This expert has no log-in, and so no address to write to."))
    locked.state = DeploymentState.INVITED
    locked.invited_at, locked.invited_by = at, by
    locked.version += 1
    locked.save()
    tell(
        expert=locked.expert,
        template="experts/invitation",
        at=at,
        deployment=locked,
        path=_path(locked, locked.expert.user.language),
        until=at + VALID_FOR,
    )
    record(event="experts.deployment-offered", by=by, subject=locked, at=at)
    return locked


def read_invitation(*, token: str, at: datetime) -> Invitation:
    """Tell what a link is good for; nothing changes, for mail programs follow links too."""
    try:
        number, written = signing.loads(token, salt=SALT)
    except (signing.BadSignature, TypeError, ValueError):
        return Invitation(LinkState.FORGED)
    deployment = _readable().filter(pk=number, expert__user__isnull=False).first()
    if deployment is None:
        return Invitation(LinkState.FORGED)
    return Invitation(_state(deployment, parse_datetime(written), at), deployment)


@transaction.atomic
def answer(*, token: str, agrees: bool, at: datetime) -> Deployment:
    """Agree or turn down, once; who invited is told by mail.

    :raises NotNow: if the link is not good any more, or never was.
    """
    found = read_invitation(token=token, at=at)
    if found.deployment is not None:
        lock(found.deployment.intervention)
        # Two taps at once: whoever comes second reads what the first has answered.
        locked(Deployment.objects.all(), found.deployment.pk)
        found = read_invitation(token=token, at=at)
    deployment = found.deployment
    if deployment is None or not found.is_good:
        raise NotNow(_("This link does not work any more."))
    deployment.state = DeploymentState.AGREED if agrees else DeploymentState.REFUSED
    deployment.answered_at = at
    deployment.version += 1
    deployment.save()
    _tell_office(deployment, "experts/invitation_answered", at, agrees=agrees)
    by = deployment.expert.user if deployment.expert else None
    word = "agreed" if agrees else "turned-down"
    record(event=f"experts.deployment-{word}", by=by, subject=deployment, at=at)
    return deployment


@transaction.atomic
def ask_again(*, token: str, at: datetime) -> None:
    """Ask who invited for another link, on behalf of whoever holds an old one; once a day.

    :raises NotNow: if we never signed the link, or it still works.
    """
    found = read_invitation(token=token, at=at)
    if found.deployment is None or found.is_good:
        raise NotNow(_("With this link nothing can be asked for."))
    asked = AuditEvent.objects.about(found.deployment).filter(event=ASKED_AGAIN)
    if asked.filter(at__gt=at - ONCE_A).exists():
        return
    _tell_office(found.deployment, "experts/invitation_asked_again", at)
    record(event=ASKED_AGAIN, by=None, subject=found.deployment, at=at)


def _state(deployment: Deployment, invited_at: datetime | None, at: datetime) -> LinkState:
    is_cancelled = deployment.intervention.status == Status.CANCELLED
    is_asked = deployment.state == DeploymentState.INVITED and deployment.invited_at == invited_at
    if is_cancelled or not is_asked:
        return LinkState.USED
    return LinkState.EXPIRED if invited_at and at > invited_at + VALID_FOR else LinkState.GOOD


def _readable() -> Any:
    return Deployment.objects.select_related("intervention", "expert__user", "invited_by")


def _path(deployment: Deployment, language: str) -> str:
    """In the language of who reads the mail."""
    sent = deployment.invited_at.isoformat() if deployment.invited_at else ""
    token = signing.dumps([deployment.pk, sent], salt=SALT, compress=True)
    with translation.override(language):
        return reverse("experts:invitation", args=[token])


def _tell_office(deployment: Deployment, template: str, at: datetime, **context: Any) -> None:
    """Write to who invited, or who planned it where the invitation was taken back."""
    person = deployment.invited_by or deployment.made_by
    with translation.override(person.language):
        page = reverse("admin:experts_deployment_change", args=[deployment.pk])
    given = {"deployment": deployment, "expert": deployment.expert, "path": page, **context}
    queue_mail(template=template, to=person.email, language=person.language, context=given, at=at)
