"""A picture of a record, never without words for those who cannot see it."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from acpmigration.constraints import required
from acpmigration.uploads import PictureField


class Illustration(models.Model):
    """Register ``alternative_text`` for translation in each model that is one."""

    image = PictureField(_("picture"), folder="pictures")
    width = models.PositiveIntegerField(_("width"), editable=False, default=0)
    height = models.PositiveIntegerField(_("height"), editable=False, default=0)
    alternative_text = models.CharField(
        _("alternative text"), max_length=300, help_text=_("What the picture shows, in a sentence.")
    )
    credit = models.CharField(_("credit"), max_length=200, help_text=_("Such as © IOM 2017."))
    position = models.PositiveSmallIntegerField(_("position"), default=0)

    class Meta:
        abstract = True
        verbose_name = _("picture")
        verbose_name_plural = _("pictures")
        constraints = [required("alternative_text_en"), required("credit")]

    def __str__(self) -> str:
        return self.alternative_text
