"""The words of a mail that staff write in place of the portal's own."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from acpmigration.constraints import required


class MailText(models.Model):
    """Subject and text of one kind of mail; empty in a language, the portal's own words are sent.

    ``{name}`` stands for what the mail is about; which names a mail knows is said on its form.
    """

    template = models.CharField(_("mail"), max_length=100, unique=True)
    subject = models.CharField(_("subject"), max_length=200, blank=True)
    body = models.TextField(_("text"), blank=True)
    version = models.PositiveIntegerField(_("version"), default=0, editable=False)
    updated_at = models.DateTimeField(_("last changed"), auto_now=True)

    class Meta:
        verbose_name = _("mail text")
        verbose_name_plural = _("mail texts")
        constraints = [required("template")]

    def __str__(self) -> str:
        return self.template
