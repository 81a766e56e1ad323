from django.db import models
from django.utils.translation import gettext_lazy as _


class BatchState(models.TextChoices):
    """Where an import stands."""

    WAITING = "waiting", _("waiting to be read")
    READING = "reading", _("being read")
    READY = "ready", _("read, nothing changed yet")
    UNREADABLE = "unreadable", _("could not be read")
    APPLYING = "applying", _("being carried out")
    APPLIED = "applied", _("carried out")
    FAILED = "failed", _("failed, nothing changed")
    GIVEN_UP = "given_up", _("given up, nothing changed")
    TAKING_BACK = "taking_back", _("being taken back")
    TAKEN_BACK = "taken_back", _("taken back")

    @classmethod
    def working(cls) -> "list[BatchState]":
        """Somebody works at it, or will."""
        return [*cls.read_now(), *cls.written_now()]

    @classmethod
    def read_now(cls) -> "list[BatchState]":
        """Its rows are being read, or will be."""
        return [cls.WAITING, cls.READING]

    @classmethod
    def written_now(cls) -> "list[BatchState]":
        """A worker writes all of it in one transaction, or will."""
        return [cls.APPLYING, cls.TAKING_BACK]

    @classmethod
    def decidable(cls) -> "list[BatchState]":
        """Read to its end: somebody may confirm it."""
        return [cls.READY, cls.GIVEN_UP]

    @classmethod
    def unconfirmed(cls) -> "list[BatchState]":
        """Nothing was changed, and nothing will be by itself."""
        return [*cls.decidable(), cls.UNREADABLE, cls.FAILED]


class RowOutcome(models.TextChoices):
    """What a row of a spreadsheet means for the records."""

    NEW = "new", _("new")
    CHANGED = "changed", _("changed")
    SAME = "same", _("the same")
    REFUSED = "refused", _("refused")

    @classmethod
    def writing(cls) -> "list[RowOutcome]":
        """Such a row adds or changes a record."""
        return [cls.NEW, cls.CHANGED]
