"""The rows that staff may add to: regions, countries, organisations, topics and the like."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from acpmigration.admin import RecordAdmin, in_languages
from acpmigration.parts import PartInline
from acpmigration.reference.admin.doubles import MergingAdmin
from acpmigration.reference.enums import Eligibility
from acpmigration.reference.forms.names import (
    CountryNameForm,
    NameForm,
    NameFormSet,
    OrganisationForm,
)
from acpmigration.reference.models import (
    Country,
    CountryName,
    OACPSRegion,
    Organisation,
    OrganisationName,
    Region,
    RegionalOrganisation,
    SDGTarget,
    Topic,
    Typology,
)
from acpmigration.retiring import RetirableAdmin, RetiredFilter
from acpmigration.spreadsheets.admin_lists import SpreadsheetAdmin
from acpmigration.translated_admin import TranslatedAdmin

SLUG_HELP = _("The slug is part of addresses: it is given once and never changes.")


class SluggedAdmin(TranslatedAdmin):
    """A row whose slug is made from the English name, once."""

    def get_readonly_fields(self, request, obj=None):
        return [*super().get_readonly_fields(request, obj), *(["slug"] if obj else [])]

    def get_prepopulated_fields(self, request, obj=None):
        return {} if obj else {"slug": ("name_en",)}


@admin.register(Region, OACPSRegion)
class RegionAdmin(SluggedAdmin):
    list_display = ["name", "slug", "position"]
    search_fields = ["name_en", "name_fr", "name_pt", "name_es", "slug"]
    list_filter = []
    ordering = ["position", "pk"]
    fieldsets = [
        *in_languages("name"),
        (_("Place in the list"), {"fields": ["slug", "position"], "description": SLUG_HELP}),
    ]


class NamesInline(PartInline):
    formset = NameFormSet
    fields = ["name"]
    verbose_name = _("other name")
    verbose_name_plural = _("other names by which an import finds it")


class CountryNamesInline(NamesInline):
    model = CountryName
    form = CountryNameForm


class OrganisationNamesInline(NamesInline):
    model = OrganisationName
    form = NameForm


@admin.register(Country)
class CountryAdmin(SpreadsheetAdmin, SluggedAdmin):
    inlines = [CountryNamesInline]
    sheet_key = "countries"
    list_display = ["name", "formal_name", "iso2", "eligibility", "region", "oacps_region"]
    list_filter = ["eligibility", "region", "oacps_region"]
    totals = {"eligibility": "eligibility__exact"}
    list_select_related = ["region", "oacps_region"]
    search_fields = [
        *(f"{field}_{code}" for field in ("name", "formal_name") for code in ("en", "fr")),
        *(f"{field}_{code}" for field in ("name", "formal_name") for code in ("pt", "es")),
        "iso2",
        "iso3",
    ]
    ordering = ["name_en", "pk"]
    fieldsets = [
        *in_languages("name", "formal_name"),
        (
            _("In the Action"),
            {
                "fields": ["eligibility", "region", "oacps_region"],
                "description": _(
                    "A country that may request belongs to a region of the Action: "
                    "its requests are counted there."
                ),
            },
        ),
        (
            _("Codes and map"),
            {
                "fields": ["slug", "iso2", "iso3", "m49", "latitude", "longitude"],
                "description": SLUG_HELP,
            },
        ),
    ]

    def get_view_on_site_url(self, obj=None):
        """Of a state that cannot ask there is mostly no page."""
        has_page = obj is not None and obj.eligibility != Eligibility.NONE
        return super().get_view_on_site_url(obj) if has_page else None


@admin.register(Organisation)
class OrganisationAdmin(SpreadsheetAdmin, MergingAdmin, SluggedAdmin):
    form = OrganisationForm
    inlines = [OrganisationNamesInline]
    sheet_key = "organisations"
    list_display = ["name", "short_name", "kind", "country"]
    list_filter = ["kind"]
    totals = {"kind": "kind__exact"}
    list_select_related = ["country"]
    search_fields = [
        *("name_en", "name_fr", "name_pt", "name_es", "short_name", "slug"),
        "other_names__name",
    ]
    autocomplete_fields = ["country"]
    # One that no public record names has no page.
    view_on_site = False
    ordering = ["name_en", "pk"]
    fieldsets = [
        *in_languages("name"),
        (
            _("What it is"),
            {
                "fields": ["short_name", "kind", "country", "slug"],
                "description": _(
                    "Ministries, partners and requesting entities are all kept here: "
                    "search before you add one, so that nobody is counted twice."
                ),
            },
        ),
    ]


@admin.register(RegionalOrganisation)
class RegionalOrganisationAdmin(RecordAdmin):
    list_display = ["acronym", "organisation", "region"]
    list_filter = ["region"]
    list_select_related = ["organisation", "region"]
    search_fields = ["acronym", "organisation__name_en", "organisation__name_fr"]
    autocomplete_fields = ["organisation"]
    filter_horizontal = ["members"]
    ordering = ["acronym", "pk"]
    fieldsets = [
        (
            None,
            {
                "fields": ["acronym", "organisation", "region", "members"],
                "description": _(
                    "Only organisations of states that may ask for technical assistance "
                    "themselves. Their region is where their requests are counted."
                ),
            },
        ),
    ]


class SubjectAdmin(SluggedAdmin):
    search_fields = ["name_en", "name_fr", "name_pt", "name_es", "slug"]


@admin.register(Topic)
class TopicAdmin(RetirableAdmin, SubjectAdmin):
    list_display = ["name", "slug", "position", "in_use_shown"]
    list_filter = [RetiredFilter]
    ordering = ["position", "pk"]
    fieldsets = [
        *in_languages("name", "description"),
        (_("Place in the list"), {"fields": ["slug", "position"], "description": SLUG_HELP}),
    ]


@admin.register(Typology)
class TypologyAdmin(RetirableAdmin, SubjectAdmin):
    list_display = ["name", "component", "slug", "position", "in_use_shown"]
    list_filter = ["component", RetiredFilter]
    ordering = ["component", "position", "pk"]
    fieldsets = [
        *in_languages("name", "description"),
        (
            _("Place in the list"),
            {"fields": ["component", "slug", "position"], "description": SLUG_HELP},
        ),
    ]


@admin.register(SDGTarget)
class SDGTargetAdmin(SubjectAdmin):
    list_display = ["code", "name", "goal"]
    list_display_links = ["code", "name"]
    list_filter = ["goal", "topics"]
    search_fields = ["code", "name_en", "name_fr", "name_pt", "name_es"]
    filter_horizontal = ["topics"]
    ordering = ["goal", "position", "pk"]
    fieldsets = [
        (None, {"fields": ["code", "slug", "goal", "topics", "position"]}),
        *in_languages("name", "text"),
    ]

    def get_prepopulated_fields(self, request, obj=None):
        return {} if obj else {"slug": ("code",)}
