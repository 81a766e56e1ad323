"""What a person agreed to, to the letter."""

from datetime import datetime
from typing import Self

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from acpmigration.constraints import one_of, required
from experts.enums import ConsentKey
from experts.models.expert import Expert


class ConsentTextQuerySet(models.QuerySet["ConsentText"]):
    def in_force(self, at: datetime) -> Self:
        """Those that people are asked to agree to at that moment, one per key and language."""
        newer = ConsentText.objects.filter(
            key=models.OuterRef("key"),
            language=models.OuterRef("language"),
            in_force_from__lte=at,
            version__gt=models.OuterRef("version"),
        )
        return self.filter(in_force_from__lte=at).exclude(models.Exists(newer))


class ConsentText(models.Model):
    """One version of the words, in one language; never changed once somebody agreed to it."""

    key = models.CharField(_("what for"), max_length=20, choices=ConsentKey)
    language = models.CharField(_("language"), max_length=2)
    version = models.PositiveSmallIntegerField(_("version"))
    body = models.TextField(_("text"))
    in_force_from = models.DateTimeField(_("in force from"))

    objects = ConsentTextQuerySet.as_manager()

    class Meta:
        verbose_name = _("consent text")
        verbose_name_plural = _("consent texts")
        constraints = [
            one_of("key", ConsentKey),
            required("body"),
            required("language"),
            models.UniqueConstraint(
                fields=["key", "language", "version"],
                name="experts_consenttext_once",
                violation_error_message=_("There is such a version in this language already."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_key_display()}, {self.language}, {self.version}"


class ConsentQuerySet(models.QuerySet["Consent"]):
    def in_force(self) -> Self:
        return self.filter(withdrawn_at__isnull=True)

    def newest_first(self) -> Self:
        return self.order_by("-given_at", "-pk")


class Consent(models.Model):
    """That a person agreed to a text, when, and when the person took it back."""

    expert = models.ForeignKey(Expert, models.CASCADE, related_name="consents")
    text = models.ForeignKey(
        ConsentText, models.PROTECT, verbose_name=_("text"), related_name="consents"
    )
    given_at = models.DateTimeField(_("given"))
    withdrawn_at = models.DateTimeField(_("withdrawn"), null=True, blank=True)

    objects = ConsentQuerySet.as_manager()

    class Meta:
        verbose_name = _("consent")
        verbose_name_plural = _("consents")
        constraints = [
            models.UniqueConstraint(
                fields=["expert", "text"],
                condition=Q(withdrawn_at__isnull=True),
                name="experts_consent_once",
            ),
            models.CheckConstraint(
                name="experts_consent_in_order",
                condition=Q(withdrawn_at__isnull=True) | Q(withdrawn_at__gte=F("given_at")),
                violation_error_message=_("The end is before the beginning."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.expert}: {self.text_id}"
