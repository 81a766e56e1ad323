"""Organisations and countries as spreadsheets."""

from collections.abc import Iterable
from typing import Any, ClassVar

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from acpmigration.reference.domain.former import former_addresses, is_taken_by
from acpmigration.reference.enums import Eligibility, OrganisationKind
from acpmigration.reference.models import Country, Organisation
from acpmigration.slugs import free_slug
from acpmigration.spelling import folded
from acpmigration.spreadsheets.chosen import ChoiceColumn, NamedColumn
from acpmigration.spreadsheets.columns import (
    CapitalsColumn,
    CodeColumn,
    Column,
    in_languages,
)
from acpmigration.spreadsheets.named_rows import (
    LANGUAGES,
    countries,
    oacps_regions,
    organisations,
    regions,
)
from acpmigration.spreadsheets.near import Alphabet
from acpmigration.spreadsheets.saving import Change, Said
from acpmigration.spreadsheets.sheets import Sheet, Values, register
from acpmigration.spreadsheets.typed_columns import NumberColumn

KEY_RULE = gettext_lazy(
    "By it the row finds its record. A row without one, or with one that is not known, is a new "
    "record. It is part of addresses and never changes."
)
NEVER_CHANGES = gettext_lazy("It is part of addresses: it is given once and never changes.")
NAMES = tuple(f"name_{code}" for code in LANGUAGES)


def alphabet() -> Alphabet:
    return Alphabet(organisations().spellings())


@register
class OrganisationSheet(Sheet):
    """Ministries, partners, grantees and requesting entities."""

    key = "organisations"
    label = gettext_lazy("organisations")
    model = Organisation
    slug_from = ("name_en",)
    columns: ClassVar[list[Column]] = [
        Column("slug", gettext_lazy("slug"), rules=KEY_RULE, fixed=NEVER_CHANGES),
        *in_languages("name", gettext_lazy("name"), required=True),
        Column("short_name", gettext_lazy("short name")),
        ChoiceColumn(
            "kind",
            gettext_lazy("kind"),
            choices=OrganisationKind,
            otherwise=OrganisationKind.OTHER,
        ),
        NamedColumn("country", gettext_lazy("country"), names=countries, key_of="iso2"),
    ]

    def rows(self) -> Any:
        return Organisation.objects.select_related("country")

    def called(self, values: Values) -> dict[str, str]:
        names = {column: folded(str(values.get(column) or "")) for column in NAMES}
        return {column: name for column, name in names.items() if name}

    def remark(self, change: Change) -> str:
        """A near name is mostly a slip of the pen: it is told, for somebody to decide."""
        if not change.is_new:
            return ""
        told = []
        for name in dict.fromkeys(self.called(change.values).values()):
            stored = (f"“{slug}”" for slug in change.known[alphabet].near(name))
            above = (_("row %(row)s") % {"row": row} for row in change.above.near(name))
            told += [*stored, *above]
        said = _("The name is nearly that of %(others)s: is it another organisation?")
        return said % {"others": ", ".join(dict.fromkeys(told))} if told else ""

    def check(self, change: Change) -> None:
        """A second row of one organisation would have to be joined with the first afterwards."""
        if not change.is_new:
            return
        if organisation := change.known[former_addresses].get(str(change.values.get("slug"))):
            raise Said("slug", is_taken_by(organisation))
        for column in NAMES:
            name = change.values.get(column)
            if name and (found := change.known[organisations].exactly(name)):
                said = _("An organisation is called so already: write its slug, “%(slug)s”.")
                raise Said(column, said % {"slug": found.key})

    def make(self, change: Change) -> Any:
        """An address that leads to another organisation stays with it."""
        record, former = change.record, change.known[former_addresses]
        record.slug = record.slug or free_slug(Organisation, record.name_en, reserved=former)
        return super().make(change)


@register
class CountrySheet(Sheet):
    """The countries of the world, and what they are to the Action."""

    key = "countries"
    label = gettext_lazy("countries")
    model = Country
    key_column = "iso2"
    slug_from = ("name_en",)
    columns: ClassVar[list[Column]] = [
        CapitalsColumn(
            "iso2",
            gettext_lazy("ISO code, two letters"),
            required=True,
            rules=gettext_lazy("By it the row finds its country. It never changes."),
            fixed=NEVER_CHANGES,
        ),
        *in_languages("name", gettext_lazy("name"), required=True),
        *in_languages("formal_name", gettext_lazy("formal name")),
        CapitalsColumn("iso3", gettext_lazy("ISO code, three letters"), required=True),
        CodeColumn("m49", gettext_lazy("UN M49 code"), length=3, required=True),
        Column("slug", gettext_lazy("slug"), fixed=NEVER_CHANGES, rules=NEVER_CHANGES),
        ChoiceColumn(
            "eligibility",
            gettext_lazy("eligibility"),
            choices=Eligibility,
            otherwise=Eligibility.NONE,
        ),
        NamedColumn(
            "region",
            gettext_lazy("region"),
            names=regions,
            rules=gettext_lazy("A country that may request belongs to a region of the Action."),
        ),
        NamedColumn("oacps_region", gettext_lazy("OACPS region"), names=oacps_regions),
        NumberColumn("latitude", gettext_lazy("latitude"), places=2),
        NumberColumn("longitude", gettext_lazy("longitude"), places=2),
    ]

    def rows(self) -> Any:
        return Country.objects.select_related("region", "oacps_region")

    def find(self, keys: Iterable[str]) -> dict[str, Any]:
        """Codes are the same in small letters."""
        wanted = {spelling for key in keys for spelling in (key, key.lower())}
        return {row.iso2.upper(): row for row in self.rows().filter(iso2__in=wanted)}
