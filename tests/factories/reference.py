from typing import Any

import factory

from acpmigration.reference import models
from acpmigration.reference.enums import Component, Eligibility, OrganisationKind
from tests.factories.base import RecordFactory

LETTERS = "abcdefghijklmnopqrstuvwxyz"


def letters(number: int, length: int) -> str:
    """Write the number in small letters: a code that no real country has."""
    written = ""
    for _place in range(length):
        number, rest = divmod(number, len(LETTERS))
        written = LETTERS[rest] + written
    return written


class RegionFactory(RecordFactory):
    class Meta:
        model = models.Region
        django_get_or_create = ["slug"]

    slug = factory.Sequence("region-{}".format)
    name = factory.LazyAttribute(lambda region: region.slug.replace("-", " ").title())


class OACPSRegionFactory(RecordFactory):
    class Meta:
        model = models.OACPSRegion

    slug = factory.Sequence("oacps-region-{}".format)
    name = factory.Sequence("OACPS region {}".format)


class CountryFactory(RecordFactory):
    """A state that could ask for technical assistance; ``elsewhere=True`` for any other."""

    class Meta:
        model = models.Country

    class Params:
        elsewhere = factory.Trait(eligibility=Eligibility.NONE, region=None)

    slug = factory.Sequence("country-{}".format)
    name = factory.Sequence("Country {}".format)
    iso2 = factory.Sequence(lambda number: letters(number, 2))
    iso3 = factory.Sequence(lambda number: letters(number, 3))
    m49 = factory.Sequence(lambda number: letters(number, 3))
    eligibility = Eligibility.MEMBER
    region = factory.SubFactory(RegionFactory)


class OrganisationFactory(RecordFactory):
    class Meta:
        model = models.Organisation

    slug = factory.Sequence("organisation-{}".format)
    name = factory.Sequence("Organisation {}".format)


class RegionalOrganisationFactory(RecordFactory):
    """``members=[…]`` names the countries; without a region it is one of several regions."""

    class Meta:
        model = models.RegionalOrganisation

    organisation = factory.SubFactory(
        OrganisationFactory, kind=OrganisationKind.REGIONAL_ORGANISATION
    )
    acronym = factory.Sequence("RO{}".format)
    region = factory.SubFactory(RegionFactory)

    @factory.post_generation
    def members(
        self: models.RegionalOrganisation,
        create: bool,
        extracted: list[models.Country] | None,
        **kwargs: Any,
    ) -> None:
        if create and extracted:
            self.members.set(extracted)


class TopicFactory(RecordFactory):
    class Meta:
        model = models.Topic
        django_get_or_create = ["slug"]

    slug = factory.Sequence("topic-{}".format)
    name = factory.LazyAttribute(lambda topic: topic.slug.replace("-", " ").capitalize())


class TypologyFactory(RecordFactory):
    class Meta:
        model = models.Typology

    component = Component.TECHNICAL_ASSISTANCE
    slug = factory.Sequence("typology-{}".format)
    name = factory.Sequence("Typology {}".format)


class SDGTargetFactory(RecordFactory):
    class Meta:
        model = models.SDGTarget

    goal = 10
    code = factory.Sequence("10.{}".format)
    slug = factory.LazyAttribute(lambda target: target.code.replace(".", "-"))
    name = factory.Sequence("Target {}".format)
