"""What requests and interventions share: who leads, and what is covered."""

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from acpmigration.reference.enums import Eligibility
from acpmigration.reference.models import Country, RegionalOrganisation, Topic
from acpmigration.spreadsheets import named_rows
from acpmigration.spreadsheets.chosen import NamedColumn, SeveralColumn
from acpmigration.spreadsheets.columns import Words
from acpmigration.spreadsheets.saving import Change, Said
from acpmigration.spreadsheets.sheets import PublishedSheet, Values
from technical_assistance.domain.requests import NOT_ELIGIBLE


def lead_columns(*, fixed: Words = "") -> list[NamedColumn]:
    return [
        NamedColumn(
            "country",
            gettext_lazy("lead country"),
            names=named_rows.countries,
            key_of="iso2",
            rules=gettext_lazy(
                "The government that asks; for a joint request, the one that leads it."
            ),
            fixed=fixed,
        ),
        NamedColumn(
            "regional_organisation",
            gettext_lazy("lead regional organisation"),
            names=named_rows.regional_organisations,
            key_of="acronym",
            rules=gettext_lazy("Either a country or a regional organisation leads, never both."),
            fixed=fixed,
        ),
    ]


def subject_columns() -> list[NamedColumn]:
    return [
        NamedColumn("entity", gettext_lazy("requesting entity"), names=named_rows.organisations),
        SeveralColumn(
            "countries",
            gettext_lazy("countries covered"),
            names=named_rows.countries,
            key_of="iso2",
            rules=gettext_lazy("The lead country is always among them."),
        ),
        SeveralColumn("topics", gettext_lazy("topics"), names=named_rows.topics),
    ]


def cover_lead(state: Values, values: Values) -> None:
    """The country that leads is always among those that are covered."""
    wanted = {**state, **values}
    country = wanted.get("country")
    if country and ("countries" in values or "country" in values):
        values["countries"] = sorted({*wanted.get("countries", []), country})


class LedSheet(PublishedSheet):
    def settle(self, state: Values, values: Values, known: Any) -> None:
        cover_lead(state, values)

    def check(self, change: Change) -> None:
        super().check(change)
        wanted = change.wanted
        if bool(wanted.get("country")) == bool(wanted.get("regional_organisation")):
            said = _("Name either one country or one regional organisation.")
            raise Said("country", said)
        country = change.record.country if change.values.get("country") else None
        if country and country.eligibility == Eligibility.NONE:
            raise Said("country", NOT_ELIGIBLE)


def lead_of(change: Change) -> Country | RegionalOrganisation:
    lead: Country | RegionalOrganisation = change.record.lead
    return lead


def received_with(change: Change) -> dict[str, Any]:
    """What a new request is received with, beside its lead and its day."""
    values = change.values
    return {
        "entity": change.record.entity,
        "countries": Country.objects.filter(iso2__in=values.get("countries", [])),
        "topics": Topic.objects.filter(slug__in=values.get("topics", [])).in_order(),
        "sources": values.get("sources", ""),
    }
