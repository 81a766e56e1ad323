from django.db import models
from django.utils.translation import gettext_lazy as _


class MailState(models.TextChoices):
    """Where a mail stands on its way out."""

    WAITING = "waiting", _("waiting")
    SENDING = "sending", _("being sent")
    HELD = "held", _("held back")
    SENT = "sent", _("sent")
    FAILED = "failed", _("given up")


class JobOutcome(models.TextChoices):
    """What became of one run of a periodic job."""

    RUNNING = "running", _("running")
    DONE = "done", _("done")
    FAILED = "failed", _("failed")
    BROKEN_OFF = "broken_off", _("broken off")


class TranslationState(models.TextChoices):
    """How the words of a record stand in one language."""

    ORIGINAL = "original", _("original")
    TRANSLATED = "translated", _("translated")
    OUT_OF_DATE = "out_of_date", _("older than the original")
    PARTLY = "partly", _("partly translated")
    MISSING = "missing", _("missing")
