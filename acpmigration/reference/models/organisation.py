"""Who: ministries, partners, grantees and regional organisations, in one table."""

from functools import reduce
from operator import or_
from typing import Self

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from acpmigration.constraints import one_of, required
from acpmigration.reference.enums import OrganisationKind
from acpmigration.reference.models.place import Country, Region
from acpmigration.translated import shown

MOST_WORDS = 8


class OrganisationQuerySet(models.QuerySet["Organisation"]):
    def get_by_natural_key(self, slug: str) -> "Organisation":
        """The organisation of that slug, or the one into which it was merged."""
        return self.filter(slug=slug).first() or self.get(former__slug=slug)

    def by_name(self) -> Self:
        return self.order_by(shown("name"), "pk")

    def called(self, words: str) -> Self:
        """Those whose name in some language, or short name, holds each of the words."""
        columns = ["short_name", *(f"name_{code}" for code in ("en", "fr", "pt", "es"))]
        found = self
        for word in words.split()[:MOST_WORDS]:
            found = found.filter(
                reduce(or_, (models.Q(**{f"{column}__icontains": word}) for column in columns))
            )
        return found


class Organisation(models.Model):
    """A ministry, partner, grantee or requesting entity: one table, so that duplicates merge."""

    slug = models.SlugField(_("slug"), max_length=100, unique=True)
    name = models.CharField(_("name"), max_length=200)
    short_name = models.CharField(_("short name"), max_length=40, blank=True)
    kind = models.CharField(
        _("kind"), max_length=30, choices=OrganisationKind, default=OrganisationKind.OTHER
    )
    country = models.ForeignKey(
        Country,
        models.PROTECT,
        verbose_name=_("country"),
        null=True,
        blank=True,
        related_name="organisations",
    )

    objects = OrganisationQuerySet.as_manager()

    class Meta:
        verbose_name = _("organisation")
        verbose_name_plural = _("organisations")
        indexes = [
            models.Index(fields=["name_en"], name="organisation_by_name"),
        ]
        constraints = [one_of("kind", OrganisationKind), required("name_en")]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        """Its page, which is there as soon as a public record names it."""
        return reverse("dashboard:organisation-detail", args=[self.slug])

    def natural_key(self) -> tuple[str]:
        return (self.slug,)


class RegionalOrganisationQuerySet(models.QuerySet["RegionalOrganisation"]):
    def get_by_natural_key(self, acronym: str) -> "RegionalOrganisation":
        return self.get(acronym=acronym)

    def by_acronym(self) -> Self:
        return self.order_by("acronym", "pk")


class RegionalOrganisation(models.Model):
    """An organisation of states that may ask for technical assistance itself."""

    organisation = models.OneToOneField(
        Organisation,
        models.PROTECT,
        verbose_name=_("organisation"),
        related_name="regional_organisation",
    )
    acronym = models.CharField(_("acronym"), max_length=20, unique=True)
    members = models.ManyToManyField(
        Country,
        verbose_name=_("members"),
        related_name="regional_organisations",
        help_text=_("As of 2019."),
    )
    region = models.ForeignKey(
        Region,
        models.PROTECT,
        verbose_name=_("region"),
        null=True,
        blank=True,
        related_name="regional_organisations",
        help_text=_("Empty for an organisation of several regions, such as the African Union."),
    )

    objects = RegionalOrganisationQuerySet.as_manager()

    class Meta:
        verbose_name = _("regional organisation")
        verbose_name_plural = _("regional organisations")
        constraints = [required("acronym")]

    def __str__(self) -> str:
        return f"{self.organisation} ({self.acronym})"

    def natural_key(self) -> tuple[str]:
        return (self.acronym,)
