"""What a coordinator tells from the field, in one form: all of it is kept or nothing."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import OuterRef, Subquery
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from acpmigration.accounts.models import User
from acpmigration.dates import DatedFact
from acpmigration.refusals import NotNow, Refusal
from technical_assistance.domain.documents import Attachment, attach_document
from technical_assistance.domain.follow_ups import add_follow_up
from technical_assistance.domain.interventions import add_note
from technical_assistance.domain.log import DateRefused, last_entry, lock, require_not_in_future
from technical_assistance.domain.mailing import tell_readers
from technical_assistance.domain.once import Outcome, Sent, once
from technical_assistance.domain.stages import complete_stage, plan_stage, start_stage
from technical_assistance.domain.transitions import INTERVENTIONS, require_right
from technical_assistance.enums import Happened, StageKind, StageState, Status, Verb
from technical_assistance.models import Intervention, ProgressEntry
from technical_assistance.models.intervention import InterventionQuerySet

# What somebody else has recorded meanwhile and a coordinator has to know of before moving a stage.
TELLING = [verb for verb in Verb if verb not in (Verb.NOTE, Verb.PLAN)]


class ChangedMeanwhile(Refusal):
    """Somebody moved the intervention while the form was open; ``entries`` say how."""

    def __init__(self, entries: list[ProgressEntry]) -> None:
        super().__init__(_("Somebody recorded something meanwhile. Look at it below and decide."))
        self.entries = entries


class FileRefused(Refusal):
    """The document cannot be taken."""


class NextStepRefused(Refusal):
    """The date of the next step makes no sense."""


@dataclass(frozen=True)
class Report:
    """What is told; ``stage`` is the stage that the form was about."""

    happened: Happened
    stage: StageKind | None
    on: date
    note: str = ""
    is_public: bool = False
    starts_next: bool = True
    next_step: str = ""
    next_on: date | None = None
    attachment: Attachment | None = None


def current_stage(intervention: Intervention) -> StageKind | None:
    """The stage in progress, else the next one; none where all are closed or it is cancelled."""
    if intervention.status == Status.CANCELLED:
        return None
    stages = sorted(intervention.stages.all(), key=lambda stage: stage.kind)
    return next(
        (StageKind(stage.kind) for stage in stages if stage.state in StageState.open()), None
    )


def with_last_entry(rows: InterventionQuerySet) -> InterventionQuerySet:
    """Annotate what ``last_entry`` tells of one row."""
    entries = ProgressEntry.objects.filter(intervention=OuterRef("pk")).newest_first()
    return rows.annotate(last_entry=Coalesce(Subquery(entries.values("pk")[:1]), 0))


def log_progress(
    *,
    intervention: Intervention,
    report: Report,
    by: User,
    at: datetime,
    today: date,
    seen: int,
    sent: Sent,
) -> Outcome:
    """Record what is told; return the key of its entry.

    The document is attached first, so that it closes the stage that lacked it. ``seen`` is the
    newest entry of the log when the form was opened.

    :raises ChangedMeanwhile: if a stage is to be moved and somebody recorded something since.
    :raises KeyReused: if the form was sent before with other content.
    :raises Refusal: for whatever the verbs of the log refuse.
    """

    def do() -> str:
        return str(_record(intervention, report, by, at, today, seen, sent).pk)

    require_right(by, INTERVENTIONS[Verb.NOTE].roles, intervention)
    return once(sent=sent, by=by, at=at, do=do, intervention=intervention)


def _record(
    intervention: Intervention,
    report: Report,
    by: User,
    at: datetime,
    today: date,
    seen: int,
    sent: Sent,
) -> ProgressEntry:
    locked = lock(intervention)
    newest = last_entry(locked)
    if report.happened in Happened.moving():
        _require_unchanged(locked, report, seen)
    if report.attachment:
        try:
            attach_document(
                intervention=locked,
                stage=report.stage or StageKind.TECHNICAL_ASSISTANCE,
                attachment=report.attachment,
                by=by,
                at=at,
            )
        except ValidationError as error:
            raise FileRefused(*error.messages) from error
    entry = _entry(locked, report, by, today, sent)
    if report.next_step.strip():
        if report.next_on and report.next_on < report.on:
            raise NextStepRefused(_("The next step is dated before what happened."))
        add_follow_up(
            intervention=locked,
            text=report.next_step,
            owner=by,
            due_on=report.next_on,
            by=by,
            at=at,
        )
    elif report.next_on:
        raise NextStepRefused(_("Say what is to be done by then."))
    new = list(locked.entries.filter(pk__gt=newest).in_order())
    tell_readers(intervention=locked, entries=new, by=by, at=at)
    return entry


def _require_unchanged(intervention: Intervention, report: Report, seen: int) -> None:
    since = intervention.entries.filter(pk__gt=seen, verb__in=TELLING)
    if entries := list(since.select_related("by").in_order()):
        raise ChangedMeanwhile(entries)
    if report.stage is None or report.stage != current_stage(intervention):
        raise NotNow(_("This stage is not the one in progress any more. Open the form again."))


def _require_after_beginning(intervention: Intervention, kind: StageKind, day: date) -> None:
    """The domain takes any plan; who fills in the form has mistyped the day."""
    started = intervention.stages.get(kind=kind).started
    if started and started.earliest and day < started.earliest:
        raise DateRefused(
            _("The stage began on %(day)s: its end cannot be planned before.")
            % {"day": DatedFact.on(started.earliest)}
        )


def _entry(
    intervention: Intervention, report: Report, by: User, today: date, sent: Sent
) -> ProgressEntry:
    when = DatedFact.on(report.on)
    told: dict[str, Any] = {
        "intervention": intervention,
        "by": by,
        "note": report.note,
        "key": sent.key,
    }
    match report.happened:
        case Happened.DONE if report.stage:
            return complete_stage(
                **told,
                kind=report.stage,
                when=when,
                today=today,
                is_public=report.is_public,
                starts_next=report.starts_next,
            )
        case Happened.START if report.stage:
            return start_stage(
                **told, kind=report.stage, when=when, today=today, is_public=report.is_public
            )
        case Happened.PLAN if report.stage:
            _require_after_beginning(intervention, report.stage, report.on)
            return plan_stage(**told, kind=report.stage, due_on=report.on)
        case Happened.NOTE:
            # Of the workspace's form only: what happened is not ahead, what is ahead is planned.
            require_not_in_future(when, today)
            return add_note(**told, when=when, is_public=report.is_public)
        case _:
            raise NotNow(_("All stages are closed: only a note can be added."))
