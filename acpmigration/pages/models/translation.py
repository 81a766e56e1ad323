"""How the translations of a record stand, language by language."""

from typing import Self

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from acpmigration.accounts.enums import Language
from acpmigration.constraints import one_of, required, together
from acpmigration.pages.enums import TranslationState


class TranslationQuerySet(models.QuerySet["Translation"]):
    def about(self, record: models.Model) -> Self:
        return self.filter(kind=record._meta.label_lower, object_id=record.pk)

    def of(self, model: type[models.Model]) -> Self:
        return self.filter(kind=model._meta.label_lower)


class Translation(models.Model):
    """Whether one record's words are there in one language, and as new as the English ones.

    Written where a record's words are (``acpmigration.pages.domain.translations``), so that lists
    can be narrowed down to what is missing without reading the words.
    """

    kind = models.CharField(_("kind of record"), max_length=60)
    object_id = models.PositiveBigIntegerField(_("number of the record"))
    language = models.CharField(_("language"), max_length=2, choices=Language)
    state = models.CharField(_("state"), max_length=20, choices=TranslationState)
    # Of each field: a digest of the English words that its translation was made from, and one of
    # the translation itself.
    made_from = models.JSONField(_("made from"), default=dict)
    confirmed_at = models.DateTimeField(_("found to be right still"), null=True, blank=True)
    confirmed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        verbose_name=_("found by"),
        null=True,
        blank=True,
        related_name="+",
    )

    objects = TranslationQuerySet.as_manager()

    class Meta:
        verbose_name = _("translation")
        verbose_name_plural = _("translations")
        indexes = [
            models.Index(fields=["kind", "language", "state"], name="pages_translation_lacking")
        ]
        constraints = [
            required("kind"),
            one_of("language", Language),
            one_of("state", TranslationState),
            together("confirmed_at", "confirmed_by"),
            models.UniqueConstraint(
                fields=["kind", "object_id", "language"], name="pages_translation_unique"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.object_id} {self.language}: {self.state}"
