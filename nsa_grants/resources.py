"""Grant projects as a spreadsheet."""

from typing import Any, ClassVar

from django.utils.translation import gettext_lazy as _

from acpmigration.reference.models import Country, Topic
from acpmigration.reference.resources import KEY_RULE, NEVER_CHANGES
from acpmigration.spreadsheets import named_rows
from acpmigration.spreadsheets.chosen import ChoiceColumn, NamedColumn, SeveralColumn
from acpmigration.spreadsheets.columns import Column, RichTextColumn, in_languages
from acpmigration.spreadsheets.matching import Known
from acpmigration.spreadsheets.saving import Change
from acpmigration.spreadsheets.sheets import PublishedSheet, Values, register
from acpmigration.spreadsheets.typed_columns import FactColumn, NumberColumn, YesNoColumn
from nsa_grants.domain.rules import require_agreement
from nsa_grants.enums import Currency, GrantKind
from nsa_grants.models import GrantProject
from technical_assistance.resources.leading import cover_lead
from technical_assistance.resources.named import interventions


def countries_by_code() -> dict[str, Country]:
    return {country.iso2: country for country in Country.objects.select_related("region")}


def topics_by_slug() -> dict[str, Topic]:
    return {topic.slug: topic for topic in Topic.objects.all()}


@register
class GrantSheet(PublishedSheet):
    """Initiatives of non-state actors."""

    key = "grants"
    label = _("grant projects")
    model = GrantProject
    columns: ClassVar[list[Column]] = [
        Column("slug", _("slug"), rules=KEY_RULE, fixed=NEVER_CHANGES),
        *in_languages("title", _("title"), required=True),
        ChoiceColumn("kind", _("kind"), choices=GrantKind, required=True),
        NamedColumn(
            "country",
            _("country"),
            names=named_rows.countries,
            key_of="iso2",
            rules=_("Of a national project: either a country or a regional organisation."),
        ),
        NamedColumn(
            "regional_organisation",
            _("regional organisation"),
            names=named_rows.regional_organisations,
            key_of="acronym",
        ),
        NamedColumn(
            "region",
            _("region"),
            names=named_rows.regions,
            rules=_("Of a regional project only: that of a national one follows from its place."),
        ),
        SeveralColumn(
            "countries",
            _("countries covered"),
            names=named_rows.countries,
            key_of="iso2",
            rules=_("The country of a national project is always among them."),
        ),
        SeveralColumn("topics", _("topics"), names=named_rows.topics),
        SeveralColumn("typologies", _("typologies"), names=named_rows.typologies_of_grants),
        NamedColumn(
            "intervention",
            _("related intervention"),
            names=interventions,
            rules=_("The slug or the code of the technical assistance in the same place."),
        ),
        Column("no_intervention_reason", _("why there is no related intervention")),
        NamedColumn("grantee", _("grantee"), names=named_rows.organisations),
        SeveralColumn("partners", _("partners"), names=named_rows.organisations),
        NumberColumn("amount", _("amount"), places=2),
        ChoiceColumn("currency", _("currency"), choices=Currency, otherwise=Currency.EURO),
        YesNoColumn("is_amount_public", _("amount is public")),
        FactColumn("started", _("Started")),
        FactColumn("ended", _("Ended")),
        FactColumn("cancelled", _("Cancelled")),
        *in_languages("summary", _("summary")),
        *in_languages("activities", _("activities")),
        *in_languages("channels", _("channels")),
        *in_languages("results", _("results")),
        *in_languages("story", _("story"), RichTextColumn, model=GrantProject),
        *in_languages("source_note", _("note on the sources")),
        Column("sources", _("sources"), rules=_("One source a line.")),
    ]

    def rows(self) -> Any:
        return GrantProject.objects.select_related(
            "country", "regional_organisation", "region", "intervention", "grantee"
        ).prefetch_related("countries", "topics", "typologies", "partners")

    def settle(self, state: Values, values: Values, known: Known) -> None:
        cover_lead(state, values)

    def check(self, change: Change) -> None:
        super().check(change)
        wanted, record = change.wanted, change.record
        countries, topics = change.known[countries_by_code], change.known[topics_by_slug]
        require_agreement(
            kind=record.kind,
            country=countries.get(wanted.get("country")),
            regional_organisation=record.regional_organisation,
            region=record.region,
            countries=[countries[code] for code in wanted.get("countries", [])],
            topics=[topics[slug] for slug in wanted.get("topics", [])],
            intervention=record.intervention,
        )
