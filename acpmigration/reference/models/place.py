"""Where: the Action's regions and the world's countries."""

from typing import Self

from django.db import models
from django.db.models import Value
from django.db.models.functions import Coalesce, NullIf
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from acpmigration.constraints import not_reserved, one_of, required
from acpmigration.reference.enums import Eligibility
from acpmigration.translated import shown


class RegionQuerySet(models.QuerySet["Region"]):
    def get_by_natural_key(self, slug: str) -> "Region":
        return self.get(slug=slug)

    def in_order(self) -> Self:
        return self.order_by("position", "pk")


class Region(models.Model):
    """One of the regions into which the Action divides its work, each with a coordinator."""

    slug = models.SlugField(_("slug"), max_length=80, unique=True)
    name = models.CharField(_("name"), max_length=100)
    position = models.PositiveSmallIntegerField(_("position"), default=0)

    objects = RegionQuerySet.as_manager()

    class Meta:
        verbose_name = _("region")
        verbose_name_plural = _("regions")
        constraints = [not_reserved("slug"), required("name_en")]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("dashboard:region-detail", args=[self.slug])

    def natural_key(self) -> tuple[str]:
        return (self.slug,)


class OACPSRegionQuerySet(models.QuerySet["OACPSRegion"]):
    def get_by_natural_key(self, slug: str) -> "OACPSRegion":
        return self.get(slug=slug)

    def in_order(self) -> Self:
        return self.order_by("position", "pk")


class OACPSRegion(models.Model):
    """One of the six regions of the Organisation of African, Caribbean and Pacific States."""

    slug = models.SlugField(_("slug"), max_length=80, unique=True)
    name = models.CharField(_("name"), max_length=100)
    position = models.PositiveSmallIntegerField(_("position"), default=0)

    objects = OACPSRegionQuerySet.as_manager()

    class Meta:
        verbose_name = _("OACPS region")
        verbose_name_plural = _("OACPS regions")
        constraints = [not_reserved("slug"), required("name_en")]

    def __str__(self) -> str:
        return self.name

    def natural_key(self) -> tuple[str]:
        return (self.slug,)


class CountryQuerySet(models.QuerySet["Country"]):
    def get_by_natural_key(self, iso2: str) -> "Country":
        return self.get(iso2=iso2)

    def eligible(self) -> Self:
        """The states that could ask for technical assistance: members and South Sudan."""
        return self.exclude(eligibility=Eligibility.NONE)

    def members(self) -> Self:
        return self.filter(eligibility=Eligibility.MEMBER)

    def by_name(self) -> Self:
        """Order by the name a reader sees: formal where there is one, translated or English."""
        formal = NullIf(shown("formal_name"), Value(""))
        return self.order_by(Coalesce(formal, shown("name")), "pk")


class Country(models.Model):
    """A country of the world; the eligible ones belong to a region of the Action."""

    slug = models.SlugField(_("slug"), max_length=80, unique=True)
    name = models.CharField(
        _("name"), max_length=100, help_text=_("The short name, as in the CLDR.")
    )
    formal_name = models.CharField(
        _("formal name"),
        max_length=150,
        blank=True,
        help_text=_(
            "What pages show for an ACP state, such as “Democratic Republic of the Congo”."
        ),
    )
    iso2 = models.CharField(_("ISO code, two letters"), max_length=2, unique=True)
    iso3 = models.CharField(_("ISO code, three letters"), max_length=3, unique=True)
    m49 = models.CharField(_("UN M49 code"), max_length=3, unique=True)
    eligibility = models.CharField(
        _("eligibility"), max_length=20, choices=Eligibility, default=Eligibility.NONE
    )
    region = models.ForeignKey(
        Region,
        models.PROTECT,
        verbose_name=_("region"),
        null=True,
        blank=True,
        related_name="countries",
    )
    oacps_region = models.ForeignKey(
        OACPSRegion,
        models.PROTECT,
        verbose_name=_("OACPS region"),
        null=True,
        blank=True,
        related_name="countries",
    )
    latitude = models.DecimalField(
        _("latitude"), max_digits=5, decimal_places=2, null=True, blank=True
    )
    longitude = models.DecimalField(
        _("longitude"), max_digits=5, decimal_places=2, null=True, blank=True
    )

    objects = CountryQuerySet.as_manager()

    class Meta:
        verbose_name = _("country")
        verbose_name_plural = _("countries")
        constraints = [
            not_reserved("slug"),
            one_of("eligibility", Eligibility),
            required("name_en"),
            models.CheckConstraint(
                name="reference_country_eligible_in_region",
                condition=models.Q(eligibility=Eligibility.NONE) | models.Q(region__isnull=False),
                violation_error_message=_("A country that may request belongs to a region."),
            ),
        ]

    def __str__(self) -> str:
        return self.formal_name or self.name

    def get_absolute_url(self) -> str:
        return reverse("dashboard:country-detail", args=[self.slug])

    def natural_key(self) -> tuple[str]:
        return (self.iso2,)
