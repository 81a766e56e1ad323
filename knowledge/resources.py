"""Knowledge products and events as spreadsheets; the files of a product are sent in one by one."""

from typing import Any, ClassVar

from django.utils.translation import gettext_lazy as _

from acpmigration.reference.enums import Precision
from acpmigration.reference.models import Country
from acpmigration.reference.resources import KEY_RULE, NEVER_CHANGES
from acpmigration.spreadsheets import named_rows
from acpmigration.spreadsheets.chosen import ChoiceColumn, NamedColumn, SeveralColumn
from acpmigration.spreadsheets.columns import Column, RichTextColumn, in_languages
from acpmigration.spreadsheets.matching import Known
from acpmigration.spreadsheets.saving import Change, Said
from acpmigration.spreadsheets.sheets import PublishedSheet, Values, register
from acpmigration.spreadsheets.typed_columns import FactColumn, NumberColumn
from knowledge.domain.extracts import TAKEN_FROM_THIS, is_extract_of_itself
from knowledge.enums import EventKind, ProductKind
from knowledge.models import Event, KnowledgeProduct
from nsa_grants.models import GrantProject
from technical_assistance.resources.named import interventions

BY_SLUG = _("Slugs: the last part of the address.")


def grants() -> named_rows.Records:
    return named_rows.Records(GrantProject.objects.only("slug"), "slug")


def events() -> named_rows.Records:
    return named_rows.Records(Event.objects.only("slug"), "slug")


def products() -> named_rows.Records:
    return named_rows.Records(KnowledgeProduct.objects.only("slug"), "slug")


def region_of_country() -> dict[str, str]:
    """The slug of the region by the country's code."""
    named = Country.objects.filter(region__isnull=False)
    return dict(named.values_list("iso2", "region__slug"))


@register
class ProductSheet(PublishedSheet):
    """Publications, handouts, articles, guides and reports."""

    key = "products"
    label = _("knowledge products")
    model = KnowledgeProduct
    columns: ClassVar[list[Column]] = [
        Column("slug", _("slug"), rules=KEY_RULE, fixed=NEVER_CHANGES),
        *in_languages("title", _("title"), required=True),
        ChoiceColumn("kind", _("kind"), choices=ProductKind, required=True),
        FactColumn("issued", _("Issued")),
        *in_languages("abstract", _("abstract")),
        Column(
            "authors",
            _("authors"),
            rules=_(
                "One a line: “Family name, Given names” for a person, "
                "the full name for an organisation."
            ),
        ),
        Column("publisher", _("publisher")),
        Column("isbn", _("ISBN")),
        Column("reference", _("reference")),
        Column("licence", _("licence")),
        SeveralColumn("topics", _("topics"), names=named_rows.topics),
        SeveralColumn(
            "regions",
            _("regions"),
            names=named_rows.regions,
            rules=_("Those of the countries are always among them."),
        ),
        SeveralColumn("countries", _("countries"), names=named_rows.countries, key_of="iso2"),
        NamedColumn("extract_of", _("extract of"), names=products, rules=BY_SLUG),
        SeveralColumn(
            "interventions",
            _("interventions it grew out of"),
            names=interventions,
            rules=BY_SLUG,
        ),
        SeveralColumn("grants", _("grant projects it grew out of"), names=grants, rules=BY_SLUG),
        SeveralColumn("events", _("events it grew out of"), names=events, rules=BY_SLUG),
        *in_languages("source_note", _("note on the sources")),
        Column("sources", _("sources"), rules=_("One source a line.")),
    ]

    def rows(self) -> Any:
        return KnowledgeProduct.objects.select_related("extract_of").prefetch_related(
            "topics", "regions", "countries", "interventions", "grants", "events"
        )

    def settle(self, state: Values, values: Values, known: Known) -> None:
        """Who looks through a region finds what tells of a part of it."""
        if "countries" in values or "regions" in values:
            wanted = {**state, **values}
            regions, codes = wanted.get("regions", []), wanted.get("countries", [])
            of = known[region_of_country]
            values["regions"] = sorted({*regions, *(of[code] for code in codes if code in of)})

    def check(self, change: Change) -> None:
        super().check(change)
        if "extract_of" in change.values:
            record = change.record
            if is_extract_of_itself(record, record.extract_of):
                raise Said("extract_of", TAKEN_FROM_THIS)


@register
class EventSheet(PublishedSheet):
    """Seminars, exchanges, meetings and forums."""

    key = "events"
    label = _("events")
    model = Event
    columns: ClassVar[list[Column]] = [
        Column("slug", _("slug"), rules=KEY_RULE, fixed=NEVER_CHANGES),
        *in_languages("title", _("title"), required=True),
        ChoiceColumn("kind", _("kind"), choices=EventKind, required=True),
        FactColumn("starts", _("Starts")),
        FactColumn("ends", _("Ends")),
        Column("place", _("place"), rules=_("The town.")),
        NamedColumn("country", _("country"), names=named_rows.countries, key_of="iso2"),
        SeveralColumn("topics", _("topics"), names=named_rows.topics),
        SeveralColumn("partners", _("partners"), names=named_rows.organisations),
        NumberColumn("participants", _("participants")),
        ChoiceColumn(
            "participants_precision",
            _("how the number is known"),
            choices=Precision,
            otherwise=Precision.COUNTED,
        ),
        Column("url", _("page elsewhere"), rules=_("Of the event itself.")),
        SeveralColumn("products_discussed", _("products discussed"), names=products, rules=BY_SLUG),
        *in_languages("summary", _("summary")),
        *in_languages("outcomes", _("outcomes"), RichTextColumn, model=Event),
        *in_languages("source_note", _("note on the sources")),
        Column("sources", _("sources"), rules=_("One source a line.")),
    ]

    def rows(self) -> Any:
        return Event.objects.select_related("country").prefetch_related(
            "topics", "partners", "products_discussed"
        )
