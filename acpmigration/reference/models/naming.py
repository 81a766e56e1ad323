"""Other names by which people know a place or an organisation, and doubles that are suspected."""

from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from acpmigration.constraints import required, together
from acpmigration.reference.models.organisation import Organisation
from acpmigration.reference.models.place import Country


class CountryNameQuerySet(models.QuerySet["CountryName"]):
    def get_by_natural_key(self, folded: str) -> "CountryName":
        return self.get(folded=folded)


class CountryName(models.Model):
    """A usual other spelling, such as "Ivory Coast" or "RDC"; said of one country only."""

    country = models.ForeignKey(
        Country, models.CASCADE, verbose_name=_("country"), related_name="other_names"
    )
    name = models.CharField(_("name"), max_length=150)
    # As names are compared: see ``acpmigration.spelling``.
    folded = models.CharField(_("as compared"), max_length=150, unique=True, editable=False)

    objects = CountryNameQuerySet.as_manager()

    class Meta:
        verbose_name = _("other name of a country")
        verbose_name_plural = _("other names of countries")
        constraints = [required("name"), required("folded")]

    def __str__(self) -> str:
        return self.name

    def natural_key(self) -> tuple[str]:
        return (self.folded,)


class OrganisationName(models.Model):
    """A usual other spelling, or what an organisation was called before it was joined."""

    organisation = models.ForeignKey(
        Organisation, models.CASCADE, verbose_name=_("organisation"), related_name="other_names"
    )
    name = models.CharField(_("name"), max_length=200)
    folded = models.CharField(_("as compared"), max_length=200, db_index=True, editable=False)

    class Meta:
        verbose_name = _("other name of an organisation")
        verbose_name_plural = _("other names of organisations")
        constraints = [
            required("name"),
            required("folded"),
            models.UniqueConstraint(
                fields=["organisation", "folded"],
                name="reference_organisationname_unique",
                violation_error_message=_("This organisation already has this name."),
            ),
        ]

    def __str__(self) -> str:
        return self.name


class FormerOrganisation(models.Model):
    """An organisation that was joined with another: whoever has its address is led there."""

    slug = models.SlugField(_("slug"), max_length=100, unique=True)
    organisation = models.ForeignKey(
        Organisation, models.CASCADE, verbose_name=_("organisation"), related_name="former"
    )
    merged_at = models.DateTimeField(_("joined"), null=True, editable=False)
    merged_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        verbose_name=_("joined by"),
        null=True,
        editable=False,
        related_name="+",
    )

    class Meta:
        verbose_name = _("former organisation")
        verbose_name_plural = _("former organisations")
        constraints = [together("merged_at", "merged_by")]

    def __str__(self) -> str:
        return self.slug


class OrganisationPairQuerySet(models.QuerySet["OrganisationPair"]):
    def open(self) -> Self:
        return self.filter(dismissed_at__isnull=True)

    def of(self, organisation: Organisation) -> Self:
        return self.filter(Q(first=organisation) | Q(second=organisation))


class OrganisationPair(models.Model):
    """Two organisations that may be one; dismissed once somebody has said that they are two."""

    first = models.ForeignKey(
        Organisation, models.CASCADE, verbose_name=_("organisation"), related_name="+"
    )
    second = models.ForeignKey(
        Organisation, models.CASCADE, verbose_name=_("may be the same as"), related_name="+"
    )
    reason = models.CharField(_("why"), max_length=40)
    dismissed_at = models.DateTimeField(_("found to be two"), null=True, blank=True)
    dismissed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        verbose_name=_("found by"),
        null=True,
        blank=True,
        related_name="+",
    )

    objects = OrganisationPairQuerySet.as_manager()

    class Meta:
        verbose_name = _("suspected double")
        verbose_name_plural = _("suspected doubles")
        constraints = [
            together("dismissed_at", "dismissed_by"),
            models.UniqueConstraint(
                fields=["first", "second"], name="reference_organisationpair_unique"
            ),
            models.CheckConstraint(
                name="reference_organisationpair_ordered",
                condition=Q(first__lt=F("second")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.first} / {self.second}"
