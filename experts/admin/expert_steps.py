"""The verbs of a profile: which form asks for them, which function carries them out."""

from collections.abc import Iterator

from django.utils.translation import gettext_lazy as _

from acpmigration.accounts.models import User
from acpmigration.refusals import NotYours
from experts.domain.deployments import plan_deployment
from experts.domain.notes import add_note
from experts.domain.removal import erase_by_hand, may_erase
from experts.domain.review import accept, ask_correction, decline, take_under_review
from experts.domain.transitions import TRANSITIONS, require_actor
from experts.enums import ExpertState, ExpertVerb
from experts.forms.deployment import PlanDeploymentForm
from experts.forms.steps import EraseForm, NoteForm, ReasonForm, RosterStepForm
from experts.models import Expert
from technical_assistance.admin.steps import StepPage
from technical_assistance.domain.possible import Step

DECISION = ("expert", "by", "at")
NOTE, DEPLOY, ERASE = "note", "deploy", "erase"

STEPS: dict[str, StepPage] = {
    ExpertVerb.REVIEW: StepPage(
        _("Put under review"),
        RosterStepForm,
        take_under_review,
        DECISION,
        _("The profile is under review, and the expert was told."),
    ),
    ExpertVerb.ACCEPT: StepPage(
        _("Accept"),
        RosterStepForm,
        accept,
        DECISION,
        _("The profile is active, and the expert was told."),
    ),
    ExpertVerb.ASK: StepPage(
        _("Ask for a correction"),
        ReasonForm,
        ask_correction,
        DECISION,
        _("The expert was asked for a correction."),
    ),
    ExpertVerb.DECLINE: StepPage(
        _("Decline"),
        ReasonForm,
        decline,
        DECISION,
        _("The profile was declined, and the expert was told why."),
    ),
    NOTE: StepPage(_("Add a note"), NoteForm, add_note, DECISION, _("The note was added.")),
    DEPLOY: StepPage(
        _("Plan a deployment"),
        PlanDeploymentForm,
        plan_deployment,
        DECISION,
        _("The deployment was planned. The expert knows nothing of it before you send the offer."),
        template="admin/experts/deploy.html",
    ),
    ERASE: StepPage(
        _("Erase this person"),
        EraseForm,
        erase_by_hand,
        DECISION,
        _("The person was erased."),
        template="admin/experts/erase.html",
    ),
}


def steps_of_expert(expert: Expert, by: User) -> Iterator[Step]:
    """What makes sense now; on the own profile nothing does."""
    for verb in (ExpertVerb.REVIEW, ExpertVerb.ACCEPT, ExpertVerb.ASK, ExpertVerb.DECLINE):
        transition = TRANSITIONS[verb]
        if expert.state in transition.sources and _may(expert, transition.actor, by):
            yield Step(verb)
    if _may(expert, TRANSITIONS[ExpertVerb.ACCEPT].actor, by):
        yield Step(NOTE)
        if expert.state == ExpertState.ACTIVE:
            yield Step(DEPLOY)
        if may_erase(by):
            yield Step(ERASE)


def _may(expert: Expert, actor: str, by: User) -> bool:
    try:
        require_actor(expert, actor, by)
    except NotYours:
        return False
    return True
