"""The requesting side and the published pair, which requests and interventions share."""

from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import Case, CharField, Q, Value, When
from django.db.models.functions import Coalesce, NullIf
from django.utils.translation import gettext_lazy as _

from acpmigration.permissions import edits_everything, is_coordinator, sees_everything
from acpmigration.published import Published, PublishedQuerySet
from acpmigration.reference.models import Country, Region, RegionalOrganisation
from acpmigration.translated import shown
from technical_assistance.enums import Requester

if TYPE_CHECKING:
    from acpmigration.permissions import Person

# Region is never stored: it follows from the lead. Null for the African Union.
REGION_SLUG = Coalesce("country__region__slug", "regional_organisation__region__slug")
REQUESTER = Case(
    When(country__isnull=False, then=Value(Requester.NATIONAL.value)),
    default=Value(Requester.REGIONAL.value),
    output_field=CharField(),
)


def lead_name() -> Coalesce:
    """The lead's name as the reader sees it."""
    return Coalesce(
        NullIf(shown("country__formal_name"), Value("")),
        shown("country__name"),
        shown("regional_organisation__organisation__name"),
    )


class LedQuerySet(PublishedQuerySet):
    """Words for whatever a government or a regional organisation leads."""

    def in_regions(self, regions: models.QuerySet[Region]) -> Self:
        return self.filter(
            Q(country__region__in=regions) | Q(regional_organisation__region__in=regions)
        )

    def visible_to(self, user: "Person") -> Self:
        """The rows that this person may read; drafts are for staff and the own coordinator."""
        if sees_everything(user):
            return self.all()
        published = Q(published_at__isnull=False)
        if is_coordinator(user):
            regions = user.regions.all()
            published |= Q(country__region__in=regions)
            published |= Q(regional_organisation__region__in=regions)
        return self.filter(published)

    def editable_by(self, user: "Person") -> Self:
        if edits_everything(user):
            return self.all()
        return self.in_regions(user.regions.all()) if is_coordinator(user) else self.none()

    def worked_on_by(self, user: "Person") -> Self:
        """The rows whose internal side this person may read: staff all, a coordinator the own."""
        return self.all() if sees_everything(user) else self.editable_by(user)

    def with_lead(self) -> Self:
        """Fetch what the names of the lead and of its region are read from."""
        return self.select_related(
            "country__region",
            "regional_organisation__organisation",
            "regional_organisation__region",
        )

    def by_lead(self) -> Self:
        """Order by the lead's name as the reader sees it."""
        return self.order_by(lead_name(), "pk")


class Led(Published):
    """What exactly one country's government or exactly one regional organisation leads."""

    country = models.ForeignKey(
        Country,
        models.PROTECT,
        verbose_name=_("lead country"),
        null=True,
        blank=True,
        related_name="%(class)ss_led",
        help_text=_("The government that asks; for a joint request, the one that leads it."),
    )
    regional_organisation = models.ForeignKey(
        RegionalOrganisation,
        models.PROTECT,
        verbose_name=_("lead regional organisation"),
        null=True,
        blank=True,
        related_name="%(class)ss_led",
        help_text=_("Either a country or a regional organisation leads, never both."),
    )

    class Meta:
        abstract = True

    @property
    def lead(self) -> Country | RegionalOrganisation:
        lead = self.country or self.regional_organisation
        assert lead is not None, "held by the constraint country_or_regional_organisation"  # noqa: S101
        return lead

    @property
    def lead_name(self) -> str:
        """The country, or the organisation without its acronym."""
        lead = self.lead
        return str(lead.organisation if isinstance(lead, RegionalOrganisation) else lead)

    @property
    def lead_link(self) -> str:
        """The page of the country; a regional organisation has none yet."""
        return self.country.get_absolute_url() if self.country else ""

    @property
    def region(self) -> Region | None:
        return self.lead.region

    @property
    def requester(self) -> Requester:
        return Requester.NATIONAL if self.country else Requester.REGIONAL
