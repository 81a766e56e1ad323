"""What other records are filtered by: regions, countries, topics and typologies."""

from django.utils.translation import gettext_lazy as _
from rest_framework import serializers

from acpmigration.open_data.data_set import DataSet
from acpmigration.open_data.fields import Named, PageAddress, RecordAddress, TextLanguage
from acpmigration.open_data.registry import register
from acpmigration.open_data.viewsets import RecordViewSet
from acpmigration.reference.enums import Component, Eligibility
from acpmigration.reference.filters import (
    CountryFilter,
    RegionFilter,
    TopicFilter,
    TypologyFilter,
)
from acpmigration.reference.models import Region, Topic, Typology
from dashboard.domain.places import countries_with_page


class RegionRecord(serializers.Serializer):
    """One of the regions into which the Action divides its work."""

    slug = serializers.SlugField(help_text=_("The word for it in addresses and filters."))
    name = serializers.CharField(help_text=_("Its name, in the language asked for."))
    language = TextLanguage(of="name")
    position = serializers.IntegerField(help_text=_("Its place in the usual order."))
    page = PageAddress()
    api = RecordAddress("regions")


class CountryRecord(serializers.Serializer):
    """A country that could ask for technical assistance, or that an intervention covers."""

    slug = serializers.SlugField(help_text=_("The word for it in addresses and filters."))
    name = serializers.CharField(
        source="__str__", help_text=_("Its name as pages show it: the formal one, if it has one.")
    )
    short_name = serializers.CharField(source="name", help_text=_("Its short name."))
    language = TextLanguage(of="name")
    iso2 = serializers.CharField(help_text=_("Its ISO 3166-1 code of two letters."))
    iso3 = serializers.CharField(help_text=_("Its ISO 3166-1 code of three letters."))
    m49 = serializers.CharField(help_text=_("Its UN M49 code, three figures."))
    eligibility = serializers.ChoiceField(
        Eligibility.choices, help_text=_("What it could ask of the Action.")
    )
    region = Named(allow_null=True, help_text=_("The region of the Action it belongs to."))
    oacps_region = Named(
        allow_null=True,
        help_text=_("The region of the Organisation of African, Caribbean and Pacific States."),
    )
    latitude = serializers.FloatField(
        allow_null=True, help_text=_("Of a point within it, in degrees north.")
    )
    longitude = serializers.FloatField(
        allow_null=True, help_text=_("Of a point within it, in degrees east.")
    )
    page = PageAddress()
    api = RecordAddress("countries")


class TopicRecord(serializers.Serializer):
    """A subject of the Dialogue's recommendations."""

    slug = serializers.SlugField(help_text=_("The word for it in addresses and filters."))
    name = serializers.CharField(help_text=_("Its name, in the language asked for."))
    language = TextLanguage(of="name")
    description = serializers.CharField(help_text=_("What it means."))
    position = serializers.IntegerField(help_text=_("Its place in the usual order."))
    is_retired = serializers.BooleanField(
        help_text=_("Whether it is given to no record any more; it stays where it was given.")
    )
    page = PageAddress()
    api = RecordAddress("topics")


class TypologyRecord(serializers.Serializer):
    """What kind of work is done; interventions and grants have typologies of their own."""

    component = serializers.ChoiceField(
        Component.choices, help_text=_("Whether interventions have it, or grants.")
    )
    slug = serializers.SlugField(
        help_text=_("The word for it in filters; it names one typology within its component.")
    )
    name = serializers.CharField(help_text=_("Its name, in the language asked for."))
    language = TextLanguage(of="name")
    description = serializers.CharField(help_text=_("What it means."))
    position = serializers.IntegerField(help_text=_("Its place in the usual order."))
    is_retired = serializers.BooleanField(
        help_text=_("Whether it is given to no record any more; it stays where it was given.")
    )


PLACE = {"page": "page", "api": "api"}
SUBJECT = {
    "slug": "slug",
    "name": "name",
    "language": "language",
    "description": "description",
    "position": "position",
    "is_retired": "is_retired",
}

REGIONS = DataSet(
    name="regions",
    title=_("Regions"),
    description=_("The regions into which the Action divides its work."),
    record=RegionRecord,
    filterset=RegionFilter,
    rows=lambda: Region.objects.all(),
    page="dashboard:home",
    endings=(),
    columns={name: name for name in ("slug", "name", "language", "position")} | PLACE,
)
COUNTRIES = DataSet(
    name="countries",
    title=_("Countries"),
    description=_(
        "The countries that could ask for technical assistance, and others that were covered, with "
        "their codes and regions."
    ),
    record=CountryRecord,
    filterset=CountryFilter,
    rows=countries_with_page,
    assembled=lambda rows: rows.select_related("region", "oacps_region"),
    page="technical_assistance:intervention-map",
    countries=lambda row: [row],
    endings=(),
    columns={
        "slug": "slug",
        "name": "name",
        "short_name": "short_name",
        "language": "language",
        "iso2": "iso2",
        "iso3": "iso3",
        "m49": "m49",
        "eligibility": "eligibility",
        "region": "region.slug",
        "oacps_region": "oacps_region.slug",
        "latitude": "latitude",
        "longitude": "longitude",
        **PLACE,
    },
)
TOPICS = DataSet(
    name="topics",
    title=_("Topics"),
    description=_("The subjects of the Dialogue that records are about."),
    record=TopicRecord,
    filterset=TopicFilter,
    rows=lambda: Topic.objects.all(),
    page="dashboard:home",
    endings=(),
    columns=SUBJECT | PLACE,
)
TYPOLOGIES = DataSet(
    name="typologies",
    title=_("Typologies"),
    description=_("The kinds of work that interventions and grants are."),
    record=TypologyRecord,
    filterset=TypologyFilter,
    rows=lambda: Typology.objects.all(),
    page="dashboard:home",
    endings=(),
    columns={"component": "component"} | SUBJECT,
    # A slug may stand in both components.
    key=("component", "slug"),
)


@register
class RegionViewSet(RecordViewSet):
    """The regions of the Action."""

    data_set = REGIONS


@register
class CountryViewSet(RecordViewSet):
    """Countries with their codes and regions."""

    data_set = COUNTRIES


@register
class TopicViewSet(RecordViewSet):
    """The topics of records."""

    data_set = TOPICS


@register
class TypologyViewSet(RecordViewSet):
    """The typologies of both components: as a list only, for a slug may stand in both."""

    data_set = TYPOLOGIES
    has_records = False
