"""Assigning an expert to a stage of an intervention."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from acpmigration.accounts.models import User
from acpmigration.dates import day_of
from acpmigration.pages.domain.audit import record
from acpmigration.pages.domain.mail import queue_mail
from acpmigration.permissions import edits_everything
from acpmigration.refusals import NotNow, NotYours, Refusal, locked
from experts.domain.days import meter_of, require_room
from experts.domain.messages import tell
from experts.domain.running import lock_running
from experts.domain.shortlists import ChangedMeanwhile, DatesRefused
from experts.domain.transitions import Actor, require_actor
from experts.domain.transitions import lock as lock_expert
from experts.enums import DeploymentState, ExpertState
from experts.models import Deployment, Expert
from experts.models.deployment import STAGES
from technical_assistance.domain.log import lock as lock_intervention
from technical_assistance.enums import StageKind
from technical_assistance.models import Intervention


class DaysRefused(Refusal):
    """More working days than the span has days, or none."""


@dataclass(frozen=True)
class Assignment:
    """What somebody is asked to do: the first day, the day after the last one, working days."""

    stage: StageKind
    starts_on: date
    ends_before: date
    days: int
    limit_reason: str = ""

    def require_possible(self) -> None:
        """:raises Refusal: if the dates are no span, or hold fewer days than are worked."""
        if self.stage not in STAGES:
            raise NotNow(_("Experts are deployed to stages iii and iv only."))
        if self.ends_before <= self.starts_on:
            raise DatesRefused(_("The end is before the beginning."))
        if not 1 <= self.days <= (self.ends_before - self.starts_on).days:
            raise DaysRefused(_("There are fewer days between these dates than working days."))


@transaction.atomic
def plan_deployment(
    *, expert: Expert, intervention: Intervention, assignment: Assignment, by: User, at: datetime
) -> Deployment:
    """Assign an active expert; an overlap with another assignment is a warning, no refusal.

    :raises TooManyDays: beyond sixty days of the intervention, unless a reason is given.
    :raises NotNow: for people who are not active, and for a cancelled intervention.
    :raises Refusal: for impossible dates or days.
    """
    assignment.require_possible()
    held = lock_running(intervention)
    locked = lock_expert(expert)
    require_actor(locked, Actor.STAFF, by)
    if not _can_be_deployed(locked, at):
        raise NotNow(_("Only people whose profile is active can be deployed."))
    deployment = Deployment(intervention=held, expert=locked, made_at=at, made_by=by)
    return _store(deployment, assignment, "planned", by, at)


@transaction.atomic
def change_deployment(
    *, deployment: Deployment, version: int, assignment: Assignment, by: User, at: datetime
) -> Deployment:
    """Change stage, dates or days; what the person knew of is planned again, and told.

    :raises ChangedMeanwhile: if ``version`` is not what is stored.
    :raises Refusal: as ``plan_deployment`` does.
    """
    assignment.require_possible()
    locked = hold(deployment, by)
    if locked.version != version:
        raise ChangedMeanwhile(
            _("Somebody changed this deployment meanwhile. Open it again to see how.")
        )
    if locked.state == DeploymentState.CANCELLED:
        raise NotNow(_("This deployment was cancelled."))
    _take_back(locked, "experts/deployment_changed", at)
    locked.state = DeploymentState.PLANNED
    locked.invited_at = locked.invited_by = locked.answered_at = None
    return _store(locked, assignment, "changed", by, at)


@transaction.atomic
def cancel_deployment(*, deployment: Deployment, by: User, at: datetime) -> Deployment:
    """Give its days back to the intervention, and tell the person who knew of it.

    :raises NotNow: if it is cancelled already or was turned down.
    """
    locked = hold(deployment, by, is_ending=True)
    if locked.state not in DeploymentState.counting():
        raise NotNow(_("This deployment does not count any more."))
    _take_back(locked, "experts/deployment_cancelled", at)
    locked.state = DeploymentState.CANCELLED
    return _save(locked, "cancelled", by, at)


def hold(deployment: Deployment, by: User, *, is_ending: bool = False) -> Deployment:
    """Read the row afresh and hold it, after its intervention; never that of the own profile.

    :raises NotYours: for whoever may not.
    :raises NotNow: for a cancelled intervention, unless the deployment ends with it.
    """
    if not edits_everything(by):
        raise NotYours(_("Your role does not allow this."))
    (lock_intervention if is_ending else lock_running)(deployment.intervention)
    held = locked(Deployment.objects.all(), deployment.pk)
    if held.expert is not None:
        require_actor(held.expert, Actor.STAFF, by)
    return held


def cancel_of_erased(expert: Expert, at: datetime) -> list[Deployment]:
    """Cancel what the person would still have done, and tell whoever made it, without the name.

    The caller holds the profile, and writes the audit trail when all else is done.
    """
    found = Deployment.objects.select_for_update(of=("self",)).filter(expert=expert)
    coming = list(found.not_ended(day_of(at)).select_related("intervention", "made_by").in_order())
    for deployment in coming:
        deployment.state = DeploymentState.CANCELLED
        deployment.version += 1
        deployment.save()
        queue_mail(
            template="experts/deployment_erased",
            to=deployment.made_by.email,
            language=deployment.made_by.language,
            context={"deployment": deployment},
            at=at,
        )
    return coming


def _can_be_deployed(expert: Expert, at: datetime) -> bool:
    """Whoever is deployed now can be deployed again, though the profile has expired meanwhile."""
    is_deployed = expert.deployments.not_ended(day_of(at)).exists()
    return expert.state == ExpertState.ACTIVE or is_deployed


def _take_back(deployment: Deployment, template: str, at: datetime) -> None:
    knows = (DeploymentState.INVITED, DeploymentState.AGREED)
    if deployment.expert is not None and deployment.state in knows:
        tell(expert=deployment.expert, template=template, at=at, deployment=deployment)


def _store(
    deployment: Deployment, assignment: Assignment, what: str, by: User, at: datetime
) -> Deployment:
    besides = deployment if deployment.pk else None
    meter = meter_of(deployment.intervention, besides=besides)
    require_room(meter, assignment.days, assignment.limit_reason)
    for name in ("stage", "starts_on", "ends_before", "days", "limit_reason"):
        setattr(deployment, name, getattr(assignment, name))
    return _save(deployment, what, by, at)


def _save(deployment: Deployment, what: str, by: User, at: datetime) -> Deployment:
    deployment.version += 1
    deployment.save()
    record(event=f"experts.deployment-{what}", by=by, subject=deployment, at=at)
    return deployment
