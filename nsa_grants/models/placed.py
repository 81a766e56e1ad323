"""Where a project is: a country, a regional organisation or a region, by its kind."""

from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import Q, Value, Window
from django.db.models.functions import Coalesce, NullIf, RowNumber
from django.utils.translation import gettext_lazy as _

from acpmigration.permissions import is_coordinator, sees_everything
from acpmigration.published import Published, PublishedQuerySet
from acpmigration.reference.models import Country, Region, RegionalOrganisation
from acpmigration.translated import shown
from nsa_grants.enums import GrantKind

if TYPE_CHECKING:
    from acpmigration.permissions import Person

# A regional project names its region; that of a national one follows from its place.
REGION_SLUG = Coalesce(
    "region__slug", "country__region__slug", "regional_organisation__region__slug"
)
PLACE = models.CheckConstraint(
    name="nsa_grants_grantproject_place",
    condition=(
        Q(kind=GrantKind.NATIONAL, region__isnull=True)
        & (Q(country__isnull=True) ^ Q(regional_organisation__isnull=True))
    )
    | Q(
        kind=GrantKind.REGIONAL,
        region__isnull=False,
        country__isnull=True,
        regional_organisation__isnull=True,
    ),
    violation_error_message=_(
        "A national project names one country or one regional organisation, "
        "a regional one names its region and nothing else."
    ),
)


def _place_name() -> Coalesce:
    return Coalesce(
        NullIf(shown("country__name"), Value("")),
        shown("regional_organisation__organisation__name"),
        shown("region__name"),
    )


class PlacedQuerySet(PublishedQuerySet):
    def visible_to(self, user: "Person") -> Self:
        """The rows that this person may read; drafts are for staff and the own coordinator."""
        if sees_everything(user) or not is_coordinator(user):
            return super().visible_to(user)
        regions = user.regions.all()
        return self.filter(Q(published_at__isnull=False) | _in_regions(regions))

    def in_regions(self, regions: models.QuerySet[Region]) -> Self:
        return self.filter(_in_regions(regions))

    def with_place(self) -> Self:
        """Fetch what the names of the place and of its region are read from."""
        return self.select_related(
            "region",
            "country__region",
            "regional_organisation__organisation",
            "regional_organisation__region",
        )

    def by_place(self) -> Self:
        """National projects first; each kind by the name of its place as the reader sees it."""
        return self.order_by("kind", _place_name(), "pk")

    def first_of_each_kind(self, number: int) -> Self:
        """The first ones by place, as many of each kind; to be put in that order yet."""
        place = Window(RowNumber(), partition_by="kind", order_by=[_place_name().asc(), "pk"])
        return self.annotate(place_in_kind=place).filter(place_in_kind__lte=number)


def _in_regions(regions: models.QuerySet[Region]) -> Q:
    return (
        Q(region__in=regions)
        | Q(country__region__in=regions)
        | Q(regional_organisation__region__in=regions)
    )


class Placed(Published):
    country = models.ForeignKey(
        Country,
        models.PROTECT,
        verbose_name=_("country"),
        null=True,
        blank=True,
        related_name="grants_placed",
        help_text=_("Of a national project: either a country or a regional organisation."),
    )
    regional_organisation = models.ForeignKey(
        RegionalOrganisation,
        models.PROTECT,
        verbose_name=_("regional organisation"),
        null=True,
        blank=True,
        related_name="grants_placed",
    )
    region = models.ForeignKey(
        Region,
        models.PROTECT,
        verbose_name=_("region"),
        null=True,
        blank=True,
        related_name="grants_placed",
        help_text=_("Of a regional project only: that of a national one follows from its place."),
    )

    class Meta:
        abstract = True

    @property
    def place(self) -> Country | RegionalOrganisation | Region:
        place = self.country or self.regional_organisation or self.region
        assert place is not None, "held by the constraint on the place"  # noqa: S101
        return place

    @property
    def place_name(self) -> str:
        """The country, the organisation without its acronym, or the region."""
        place = self.place
        return str(place.organisation if isinstance(place, RegionalOrganisation) else place)

    @property
    def shown_region(self) -> Region | None:
        """The region in which the project is counted; none for the African Union's."""
        place = self.place
        return place if isinstance(place, Region) else place.region
