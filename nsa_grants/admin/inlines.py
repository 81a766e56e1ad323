"""What stands on a project's page beside its own fields."""

from django.contrib import admin
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from modeltranslation.admin import TranslationStackedInline

from acpmigration.admin import ADDRESSES, in_languages, link, or_dash
from acpmigration.editing import EditForm, EditInlineFormSet
from nsa_grants.forms import GrantPictureForm
from nsa_grants.models import GrantLink, GrantPicture, GrantReport, Quote, Reach

PARTS = "admin/technical_assistance/parts.html"


def words_in_languages(field: str) -> list[str]:
    return [name for _language, options in in_languages(field) for name in options["fields"]]


class ReachInline(admin.StackedInline):
    model = Reach
    form = EditForm
    formset = EditInlineFormSet
    template = PARTS
    fields = [("kind", "sex"), ("value", "precision"), "source"]
    extra = 1


class QuoteInline(TranslationStackedInline):
    model = Quote
    form = EditForm
    formset = EditInlineFormSet
    template = PARTS
    extra = 1

    def get_fieldsets(self, request, obj=None):
        own = ["text", "language", "attribution", "position"]
        return [(None, {"fields": [*own, *words_in_languages("translation")]})]


class GrantLinkInline(TranslationStackedInline):
    model = GrantLink
    form = EditForm
    formset = EditInlineFormSet
    template = PARTS
    formfield_overrides = ADDRESSES
    extra = 1

    def get_fieldsets(self, request, obj=None):
        return [(None, {"fields": ["url", *words_in_languages("label"), "position"]})]


class GrantPictureInline(TranslationStackedInline):
    model = GrantPicture
    form = GrantPictureForm
    formset = EditInlineFormSet
    template = PARTS
    view_on_site = False
    readonly_fields = ["kept_file"]
    extra = 1

    def get_fieldsets(self, request, obj=None):
        files = ["kept_file"] + (["image"] if self.has_change_permission(request, obj) else [])
        words = words_in_languages("alternative_text")
        return [(None, {"fields": [*files, "credit", "position", *words]})]

    @admin.display(description=_("picture kept"))
    def kept_file(self, picture):
        if not picture.pk:
            return or_dash(None)
        address = reverse("admin:nsa_grants_grantproject_picture", args=[picture.pk])
        return link(address, _("Show the picture"))


class GrantReportInline(admin.StackedInline):
    model = GrantReport
    form = EditForm
    formset = EditInlineFormSet
    template = PARTS
    fields = ["kind", ("due_on", "received_on"), "note"]
    extra = 1
