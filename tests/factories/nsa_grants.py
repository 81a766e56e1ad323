"""Rows of Component 2."""

from collections.abc import Iterable
from typing import Any

import factory
from django.core.files.base import ContentFile

from acpmigration.reference.models import Country
from nsa_grants import models
from nsa_grants.enums import GrantKind, ReportKind
from tests.factories.accounts import UserFactory
from tests.factories.base import RecordFactory
from tests.factories.files import picture
from tests.factories.reference import CountryFactory, RegionalOrganisationFactory, RegionFactory
from tests.factories.technical_assistance import PUBLISHED_AT


class GrantProjectFactory(RecordFactory):
    """A national draft of a new country; ``regional=True`` for a project of a new region."""

    class Meta:
        model = models.GrantProject

    class Params:
        published = factory.Trait(
            published_at=PUBLISHED_AT, published_by=factory.SubFactory(UserFactory, editor=True)
        )
        of_organisation = factory.Trait(
            country=None, regional_organisation=factory.SubFactory(RegionalOrganisationFactory)
        )
        regional = factory.Trait(
            kind=GrantKind.REGIONAL, country=None, region=factory.SubFactory(RegionFactory)
        )

    slug = factory.Sequence("grant-{}".format)
    kind = GrantKind.NATIONAL
    title = factory.Sequence("Grant {}".format)
    summary = "What the grant did."
    country = factory.SubFactory(CountryFactory)
    no_intervention_reason = "None is documented there."

    @factory.post_generation
    def countries(
        self: models.GrantProject, create: bool, extracted: Iterable[Country] | None, **kwargs: Any
    ) -> None:
        """The country of a national project is always covered."""
        if create:
            own = [self.country] if self.country else []
            self.countries.set([*own, *(extracted or [])])

    @factory.post_generation
    def topics(self: models.GrantProject, create: bool, extracted: Any, **kwargs: Any) -> None:
        if create and extracted:
            self.topics.set(extracted)

    @factory.post_generation
    def typologies(self: models.GrantProject, create: bool, extracted: Any, **kwargs: Any) -> None:
        if create and extracted:
            self.typologies.set(extracted)

    @factory.post_generation
    def partners(self: models.GrantProject, create: bool, extracted: Any, **kwargs: Any) -> None:
        if create and extracted:
            self.partners.set(extracted)


class ReachFactory(RecordFactory):
    class Meta:
        model = models.Reach

    grant = factory.SubFactory(GrantProjectFactory)
    value = 800
    source = "Final report"


class QuoteFactory(RecordFactory):
    class Meta:
        model = models.Quote

    grant = factory.SubFactory(GrantProjectFactory)
    text = "Les migrants ont des droits"
    language = "fr"
    translation = "Migrants have rights"
    attribution = "A participant"


class GrantLinkFactory(RecordFactory):
    class Meta:
        model = models.GrantLink

    grant = factory.SubFactory(GrantProjectFactory)
    label = "The application"
    url = "https://example.org/application"


class GrantReportFactory(RecordFactory):
    class Meta:
        model = models.GrantReport

    grant = factory.SubFactory(GrantProjectFactory)
    kind = ReportKind.FINAL
    due_on = factory.Faker("date_object")


class GrantPictureFactory(RecordFactory):
    class Meta:
        model = models.GrantPicture

    grant = factory.SubFactory(GrantProjectFactory)
    image = factory.LazyFunction(lambda: ContentFile(picture(), name="typed by somebody.jpg"))
    alternative_text = "A play on a market place"
    credit = "© IOM 2017"
