"""The verbs of publication, the same for the records of every component."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from acpmigration.publication import (
    Publication,
    mark_ready,
    mark_unready,
    publish,
    schedule,
    unpublish,
    unschedule,
)
from technical_assistance.admin.steps import StepPage
from technical_assistance.forms import ScheduleForm, StepForm, UnpublishForm


def publication_steps(*, public: Promise, draft: Promise) -> dict[str, StepPage]:
    """The pages of all verbs; ``public`` and ``draft`` say what became of a record of the kind."""
    return {
        Publication.PUBLISH: StepPage(
            _("Publish"), StepForm, publish, ("record", "by", "at"), public
        ),
        Publication.SCHEDULE: StepPage(
            _("Publish on a day"),
            ScheduleForm,
            schedule,
            ("record", "by", "at"),
            _("The day is set. Until then the record stays a draft."),
        ),
        Publication.UNSCHEDULE: StepPage(
            _("Take the day of publication out"),
            StepForm,
            unschedule,
            ("record", "by"),
            _("The record stays a draft until somebody publishes it."),
        ),
        Publication.READY: StepPage(
            _("Say that it is ready"),
            StepForm,
            mark_ready,
            ("record", "by", "at"),
            _("The record waits to be published."),
        ),
        Publication.UNREADY: StepPage(
            _("Say that it is not ready"),
            StepForm,
            mark_unready,
            ("record", "by"),
            _("The record does not wait to be published any more."),
        ),
        Publication.UNPUBLISH: StepPage(
            _("Take back from the public"),
            UnpublishForm,
            unpublish,
            ("record", "by", "at"),
            draft,
        ),
    }
