"""The requesting side, as records of interventions and of requests tell it."""

from django.utils.translation import gettext_lazy as _
from rest_framework import serializers

from acpmigration.open_data.fields import Named, NamedPlace
from technical_assistance.enums import Requester


def requester() -> serializers.ChoiceField:
    return serializers.ChoiceField(
        Requester.choices,
        help_text=_("Whether a national government or a regional organisation asked for it."),
    )


def region() -> Named:
    return Named(
        allow_null=True,
        help_text=_("The region of whoever asked; empty for an organisation of several regions."),
    )


def country() -> NamedPlace:
    return NamedPlace(
        allow_null=True, help_text=_("The country whose government asked, or that led the request.")
    )


def regional_organisation() -> Named:
    return Named(
        allow_null=True,
        source="regional_organisation.organisation",
        default=None,
        help_text=_("The regional organisation that asked."),
    )


def entity() -> Named:
    return Named(
        allow_null=True,
        help_text=_("The ministry, agency or secretariat that asked, where it is known."),
    )


# Headings of a table -> paths in the record.
COLUMNS = {
    "requester": "requester",
    "region": "region.slug",
    "region_name": "region.name",
    "country": "country.iso3",
    "country_name": "country.name",
    "regional_organisation": "regional_organisation.name",
    "entity": "entity.name",
    "countries": "countries.iso3",
    "country_names": "countries.name",
    "topics": "topics.slug",
}
