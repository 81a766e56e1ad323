"""What the back-office and the workspace show of experts on the page of an intervention."""

from dataclasses import dataclass

from django.db.models import Count
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from acpmigration import panels, rights
from acpmigration.accounts.models import User
from acpmigration.permissions import edits_everything
from experts.domain.days import Meter, meter_of
from experts.domain.looks import Look, note_look
from experts.domain.removal import may_erase
from experts.enums import DeploymentState
from experts.models import Deployment, Shortlist
from experts.models.deployment import STAGES, DeploymentQuerySet
from technical_assistance.admin.intervention import SeenIntervention
from technical_assistance.enums import StageKind, Status
from technical_assistance.models import Intervention
from technical_assistance.models.intervention import InterventionQuerySet
from technical_assistance.views.coordination.seen import SeenIntervention as SeenHere
from technical_assistance.views.coordination.seen import SeenInterventions


@dataclass(frozen=True)
class StageOfExperts:
    """A stage that experts are deployed to: its shortlist, and who works on it."""

    stage: StageKind
    link: str
    people: int | None
    deployments: list[Deployment]


@dataclass(frozen=True)
class Experts:
    meter: Meter
    is_running: bool
    # Of a cancelled intervention somebody still counts on these.
    has_left: bool
    stages: list[StageOfExperts]


def experts_of(seen: SeenIntervention) -> Experts | None:
    """Nothing for whoever may not see who is in the roster."""
    if not edits_everything(seen.by):
        return None
    intervention = seen.intervention
    note_look(look=Look.PANEL, by=seen.by, at=timezone.now(), subject=intervention)
    lists = {
        one.stage: one
        for one in Shortlist.objects.filter(intervention=intervention).annotate(
            people=Count("choices")
        )
    }
    rows = Deployment.objects.visible_to(seen.by).filter(intervention=intervention)
    deployments = list(rows.select_related("expert").in_order())
    is_running = intervention.status != Status.CANCELLED
    return Experts(
        meter_of(intervention),
        is_running,
        not is_running and any(row.state in DeploymentState.counting() for row in deployments),
        [
            StageOfExperts(
                stage,
                reverse("admin:experts_shortlist_make", args=[intervention.pk, stage.value]),
                lists[stage].people if stage in lists else None,
                [row for row in deployments if row.stage == stage],
            )
            for stage in STAGES
        ],
    )


@dataclass(frozen=True)
class Deployed:
    """Who works on an intervention, and how many of its days are taken."""

    meter: Meter
    deployments: list[Deployment]
    # Planned or offered: counted with the days, and nobody's name yet for a coordinator.
    open_number: int


def deployed_to(seen: SeenHere) -> Deployed | None:
    """Names and contacts for those who work on the intervention; nothing for anybody else."""
    own = Intervention.objects.filter(pk=seen.intervention.pk)
    if not _may_see(own, seen.by):
        return None
    note_look(look=Look.PANEL, by=seen.by, at=timezone.now(), subject=seen.intervention)
    shown = list(_deployed(own, seen.by))
    counting = Deployment.objects.counting().filter(intervention=seen.intervention)
    return Deployed(meter_of(seen.intervention), shown, counting.count() - len(shown))


def deployed_to_each(seen: SeenInterventions) -> dict[int, list[Deployment]]:
    """The same for a page of notes, by intervention; one look, at all of them."""
    rows = Intervention.objects.filter(pk__in=[row.pk for row in seen.interventions])
    if not _may_see(rows, seen.by):
        return {}
    found: dict[int, list[Deployment]] = {}
    for deployment in _deployed(rows, seen.by):
        found.setdefault(deployment.intervention_id, []).append(deployment)
    if found:
        note_look(look=Look.DEPLOYMENTS, by=seen.by, at=timezone.now())
    return found


def _may_see(interventions: InterventionQuerySet, person: User) -> bool:
    return interventions.editable_by(person).exists()


def _deployed(interventions: InterventionQuerySet, person: User) -> DeploymentQuerySet:
    rows = Deployment.objects.visible_to(person).counting()
    own = interventions.editable_by(person).order_by().values("pk")
    return rows.filter(intervention__in=own).select_related("expert__user").in_order()


def register() -> None:
    rights.register(
        rights.Right(_("Decide on profiles, plan and offer deployments"), edits_everything),
        rights.Right(_("Erase a person of the roster"), may_erase),
    )
    panels.register(
        "admin-intervention",
        template="admin/experts/_intervention.html",
        query=experts_of,
    )
    panels.register(
        "coordination-intervention",
        template="experts/_coordination.html",
        query=deployed_to,
    )
    panels.register(
        "coordination-note",
        template="experts/_deployed.html",
        query=deployed_to_each,
    )
