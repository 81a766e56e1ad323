"""The words of Component 1. Order is the meaning of ``StageKind`` alone."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class RequestState(models.TextChoices):
    RECEIVED = "received", _("received")
    UNDER_REVIEW = "under_review", _("under review")
    ACCEPTED = "accepted", _("accepted")
    DECLINED = "declined", _("declined")
    MERGED = "merged", _("merged")
    WITHDRAWN = "withdrawn", _("withdrawn")

    @classmethod
    def with_reason(cls) -> list["RequestState"]:
        """The states that nobody should have to guess the reason of."""
        return [cls.DECLINED, cls.MERGED, cls.WITHDRAWN]

    @classmethod
    def undecided(cls) -> list["RequestState"]:
        return [cls.RECEIVED, cls.UNDER_REVIEW]


class Status(models.TextChoices):
    """Of an intervention: follows from the log, is never typed."""

    ONGOING = "ongoing", _("ongoing")
    COMPLETED = "completed", _("completed")
    CANCELLED = "cancelled", _("cancelled")

    @classmethod
    def implemented(cls) -> list["Status"]:
        """What the factsheet calls "TAs implemented"."""
        return [cls.ONGOING, cls.COMPLETED]


class Requester(models.TextChoices):
    NATIONAL = "national", _("national government")
    REGIONAL = "regional", _("regional organisation")


class StageKind(models.IntegerChoices):
    CONCEPT_NOTE = 1, _("concept note")
    TA_FICHE = 2, _("technical assistance fiche")
    BASELINE_ASSESSMENT = 3, _("baseline assessment")
    TECHNICAL_ASSISTANCE = 4, _("technical assistance")

    @property
    def slug(self) -> str:
        """What the address of a filter says: ``baseline-assessment``."""
        return self.name.lower().replace("_", "-")

    @classmethod
    def by_slug(cls) -> list[tuple[str, object]]:
        """As choices for whoever names a stage as addresses do."""
        return [(kind.slug, kind.label) for kind in cls]


class StageState(models.TextChoices):
    NOT_STARTED = "not_started", _("not started")
    STARTED = "started", _("in progress")
    FINISHED = "finished", _("finished")
    WAIVED = "waived", _("waived")

    @classmethod
    def closed(cls) -> list["StageState"]:
        return [cls.FINISHED, cls.WAIVED]

    @classmethod
    def open(cls) -> list["StageState"]:
        return [cls.NOT_STARTED, cls.STARTED]


class Verb(models.TextChoices):
    """What a line of an intervention's log says was done."""

    ACCEPT = "accept", _("request accepted")
    START = "start", _("stage started")
    COMPLETE = "complete", _("stage completed")
    WAIVE = "waive", _("stage waived")
    REOPEN = "reopen", _("stage reopened")
    PLAN = "plan", _("date planned")
    NOTE = "note", pgettext_lazy("log entry", "note")
    CANCEL = "cancel", _("intervention cancelled")
    RESUME = "resume", _("intervention resumed")

    @classmethod
    def of_stages(cls) -> list["Verb"]:
        """The verbs that say nothing without a stage."""
        return [cls.START, cls.COMPLETE, cls.WAIVE, cls.REOPEN, cls.PLAN]


class DocumentKind(models.TextChoices):
    CONCEPT_NOTE = "concept_note", _("concept note")
    TA_FICHE = "ta_fiche", _("technical assistance fiche")
    BASELINE_REPORT = "baseline_report", _("baseline report")
    TA_REPORT = "ta_report", _("technical assistance report")
    OTHER = "other", _("other document")


class PartnerRole(models.TextChoices):
    PARTNER = "partner", _("partner")
    CO_ORGANISER = "co_organiser", _("co-organiser")
    BENEFICIARY = "beneficiary", _("beneficiary")
    FUNDER = "funder", _("funder")


class MailSwitch(models.TextChoices):
    """Whether a kind of mail leaves by itself."""

    ON = "on", _("on")
    HELD = "held", _("held until staff release it")
    OFF = "off", _("off")


class Happened(models.TextChoices):
    """What a coordinator has to tell, as the form for it asks."""

    NOTE = "note", _("Work went on")
    START = "start", _("This stage began")
    DONE = "done", _("This stage is done")
    PLAN = "plan", _("The planned date changes")

    @classmethod
    def moving(cls) -> list["Happened"]:
        """Those that move a stage, and so depend on where it stands."""
        return [cls.START, cls.DONE]
