"""Who may do what, from which state to which: the whole of it, in one table."""

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from acpmigration.accounts.enums import Role
from acpmigration.accounts.models import User
from acpmigration.permissions import EDITORS, is_coordinator
from acpmigration.refusals import NotNow, NotYours, Refusal
from technical_assistance.enums import RequestState, StageKind, StageState, Status, Verb

if TYPE_CHECKING:
    from django.utils.functional import Promise

    from technical_assistance.models import AssistanceRequest, Intervention

COORDINATORS_TOO = EDITORS | {Role.COORDINATOR}


class RequestVerb(TextChoices):
    RECEIVE = "receive", _("receive")
    REVIEW = "review", _("review")
    ACCEPT = "accept", _("accept")
    DECLINE = "decline", _("decline")
    WITHDRAW = "withdraw", _("withdraw")
    MERGE = "merge", _("merge")


@dataclass(frozen=True)
class Transition:
    """From these states to that one, by these roles; ``None`` leaves the state as it is."""

    sources: frozenset[str]
    target: str | None
    roles: frozenset[Role]
    refusal: "str | Promise" = ""
    needs_reason: bool = False
    stages: frozenset[StageKind] = field(default=frozenset(StageKind))


UNDECIDED = frozenset(RequestState.undecided())
DECIDED = _("This request has been decided already.")

REQUESTS: dict[RequestVerb, Transition] = {
    RequestVerb.RECEIVE: Transition(frozenset(), RequestState.RECEIVED, COORDINATORS_TOO),
    RequestVerb.REVIEW: Transition(
        frozenset({RequestState.RECEIVED}),
        RequestState.UNDER_REVIEW,
        COORDINATORS_TOO,
        _("Only a request that was received and not yet reviewed can be put under review."),
    ),
    RequestVerb.ACCEPT: Transition(UNDECIDED, RequestState.ACCEPTED, EDITORS, DECIDED),
    RequestVerb.DECLINE: Transition(
        UNDECIDED, RequestState.DECLINED, EDITORS, DECIDED, needs_reason=True
    ),
    RequestVerb.WITHDRAW: Transition(
        UNDECIDED, RequestState.WITHDRAWN, COORDINATORS_TOO, DECIDED, needs_reason=True
    ),
    RequestVerb.MERGE: Transition(
        UNDECIDED, RequestState.MERGED, EDITORS, DECIDED, needs_reason=True
    ),
}

STAGES: dict[Verb, Transition] = {
    Verb.START: Transition(
        frozenset({StageState.NOT_STARTED}),
        StageState.STARTED,
        COORDINATORS_TOO,
        _("This stage has been started already."),
    ),
    Verb.COMPLETE: Transition(
        frozenset({StageState.STARTED}),
        StageState.FINISHED,
        COORDINATORS_TOO,
        _("Only a stage that is in progress can be completed."),
    ),
    Verb.WAIVE: Transition(
        frozenset({StageState.NOT_STARTED, StageState.STARTED}),
        StageState.WAIVED,
        EDITORS,
        _("Only a stage that is not finished can be waived, and never the last one."),
        needs_reason=True,
        stages=frozenset(StageKind) - {StageKind.TECHNICAL_ASSISTANCE},
    ),
    Verb.REOPEN: Transition(
        frozenset({StageState.FINISHED, StageState.WAIVED}),
        StageState.STARTED,
        EDITORS,
        _("Only a finished or waived stage can be reopened."),
        needs_reason=True,
    ),
    Verb.PLAN: Transition(
        frozenset(StageState),
        None,
        COORDINATORS_TOO,
    ),
}

INTERVENTIONS: dict[Verb, Transition] = {
    Verb.NOTE: Transition(frozenset(Status), None, COORDINATORS_TOO),
    Verb.CANCEL: Transition(
        frozenset({Status.ONGOING}),
        Status.CANCELLED,
        EDITORS,
        _("Only an ongoing intervention can be cancelled."),
        needs_reason=True,
    ),
    Verb.RESUME: Transition(
        frozenset({Status.CANCELLED}),
        Status.ONGOING,
        EDITORS,
        _("Only a cancelled intervention can be resumed."),
        needs_reason=True,
    ),
}

# What may be said of a day that lies ahead.
OF_ANY_DAY = frozenset({Verb.PLAN, Verb.NOTE})
# Who may record each verb is who may correct what was recorded of it.
RECORDERS: dict[Verb, frozenset[Role]] = {
    Verb.ACCEPT: REQUESTS[RequestVerb.ACCEPT].roles,
    **{verb: transition.roles for verb, transition in {**STAGES, **INTERVENTIONS}.items()},
}


class ReasonMissing(Refusal):
    """This is never done without saying why."""


def require_right(
    by: User, roles: frozenset[Role], record: "AssistanceRequest | Intervention"
) -> None:
    """Refuse whoever lacks the role, and a coordinator outside the own regions.

    :raises NotYours: with the sentence for the person.
    """
    if by.role not in roles:
        raise NotYours(_("Your role does not allow this."))
    if is_coordinator(by) and (
        record.region is None or not by.regions.filter(pk=record.region.pk).exists()
    ):
        raise NotYours(_("This belongs to another region: only its coordinator can change it."))


def require_transition(
    transition: Transition, *, state: str, reason: str, stage: StageKind | None = None
) -> None:
    """Refuse what the table does not list.

    :raises NotNow: from a state that the table does not name.
    :raises ReasonMissing: when the table wants a reason and there is none.
    """
    if state not in transition.sources or (stage is not None and stage not in transition.stages):
        raise NotNow(transition.refusal)
    if transition.needs_reason and not reason.strip():
        raise ReasonMissing(_("Say why: the reason stays in the log."))
