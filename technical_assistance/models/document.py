"""The documents that close the stages."""

from typing import TYPE_CHECKING, Self

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from acpmigration.constraints import one_of, required, together
from acpmigration.languages import DocumentLanguage
from acpmigration.permissions import is_coordinator, sees_everything
from acpmigration.uploads import DocumentField
from technical_assistance.enums import DocumentKind
from technical_assistance.models.intervention import Intervention
from technical_assistance.models.stage import Stage

if TYPE_CHECKING:
    from acpmigration.permissions import Person


class StageDocumentQuerySet(models.QuerySet["StageDocument"]):
    def visible_to(self, user: "Person") -> Self:
        """A public document of what the person may see; internal ones for staff and coordinator."""
        seen = self.filter(
            stage__intervention__in=Intervention.objects.visible_to(user).order_by().values("pk")
        )
        if sees_everything(user):
            return seen
        public = models.Q(is_public=True)
        if is_coordinator(user):
            own = Intervention.objects.editable_by(user).order_by().values("pk")
            public |= models.Q(stage__intervention__in=own)
        return seen.filter(public)

    def of_the_public_page(self) -> Self:
        """What everybody sees once the record is published."""
        return self.filter(is_public=True)

    def in_order(self) -> Self:
        return self.order_by("kind", "pk")


class StageDocument(models.Model):
    """A file of a stage; the one that the stage asks for closes it."""

    stage = models.ForeignKey(
        Stage, models.CASCADE, verbose_name=_("stage"), related_name="documents"
    )
    kind = models.CharField(_("kind"), max_length=20, choices=DocumentKind)
    title = models.CharField(_("title"), max_length=200)
    language = models.CharField(_("language"), max_length=5, choices=DocumentLanguage)
    file = DocumentField(_("file"), folder="documents", size_field="size", blank=False)
    size = models.PositiveIntegerField(_("size in bytes"), editable=False, default=0)
    is_public = models.BooleanField(
        _("public"), default=False, help_text=_("Shown to everybody once the record is published.")
    )

    # Unknown of those that were attached before it was noted.
    added_at = models.DateTimeField(_("added"), null=True, editable=False)
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        verbose_name=_("added by"),
        null=True,
        editable=False,
        related_name="+",
    )

    objects = StageDocumentQuerySet.as_manager()

    class Meta:
        verbose_name = _("stage document")
        verbose_name_plural = _("stage documents")
        constraints = [
            one_of("kind", DocumentKind),
            one_of("language", DocumentLanguage),
            required("title"),
            together("added_at", "added_by"),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("technical_assistance:document-download", args=[self.pk, self.file_name])

    @property
    def extension(self) -> str:
        return (self.file.name or "").rpartition(".")[2].lower()

    @property
    def file_name(self) -> str:
        """The name under which it is saved: from the title, never what somebody once typed."""
        return f"{slugify(self.title)[:80] or 'document'}.{self.extension}"
