"""The verbs of an intervention: which form asks for them, which function carries them out."""

from django.utils.translation import gettext_lazy as _

from technical_assistance.admin.publication_steps import publication_steps
from technical_assistance.admin.steps import StepPage
from technical_assistance.domain.interventions import (
    add_note,
    cancel_intervention,
    correct_entry,
    resume_intervention,
)
from technical_assistance.domain.mailing import telling
from technical_assistance.domain.stages import (
    complete_stage,
    plan_stage,
    reopen_stage,
    start_stage,
    waive_stage,
)
from technical_assistance.enums import Verb
from technical_assistance.forms import (
    CertainReasonForm,
    CompleteForm,
    CorrectForm,
    EntryForm,
    NoteForm,
    PlanForm,
    ReasonForm,
)

OF_A_STAGE = ("intervention", "kind", "by", "today", "at", "key")
OF_THE_WHOLE = ("intervention", "by", "today", "at", "key")

STEPS: dict[str, StepPage] = {
    Verb.START: StepPage(
        _("Start: %(stage)s"),
        EntryForm,
        telling(start_stage),
        OF_A_STAGE,
        _("The stage was started."),
        of="stage",
    ),
    Verb.COMPLETE: StepPage(
        _("Complete: %(stage)s"),
        CompleteForm,
        telling(complete_stage),
        OF_A_STAGE,
        _("The stage was completed."),
        of="stage",
    ),
    Verb.WAIVE: StepPage(
        _("Waive: %(stage)s"),
        ReasonForm,
        telling(waive_stage),
        OF_A_STAGE,
        _("The stage was waived."),
        of="stage",
    ),
    Verb.REOPEN: StepPage(
        _("Reopen: %(stage)s"),
        ReasonForm,
        telling(reopen_stage),
        OF_A_STAGE,
        _("The stage is in progress again."),
        of="stage",
    ),
    Verb.PLAN: StepPage(
        _("Plan a date"),
        PlanForm,
        telling(plan_stage),
        ("intervention", "by", "at", "key"),
        _("The planned date was noted."),
    ),
    Verb.NOTE: StepPage(
        _("Add a note"),
        NoteForm,
        telling(add_note),
        ("intervention", "by", "at", "key"),
        _("The note was added."),
    ),
    "correct": StepPage(
        _("Correct an entry of the log"),
        CorrectForm,
        telling(correct_entry),
        ("entry", "by", "today", "at", "key"),
        _("The correction was added; the old line stays beside it."),
        of="entry",
    ),
    Verb.CANCEL: StepPage(
        _("Cancel the intervention"),
        CertainReasonForm,
        telling(cancel_intervention),
        OF_THE_WHOLE,
        _("The intervention was cancelled. It no longer counts as implemented."),
    ),
    Verb.RESUME: StepPage(
        _("Resume the intervention"),
        CertainReasonForm,
        telling(resume_intervention),
        OF_THE_WHOLE,
        _("The intervention goes on."),
    ),
    **publication_steps(
        public=_("The intervention is public now."), draft=_("The intervention is a draft now.")
    ),
}
