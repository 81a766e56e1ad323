"""Parts of a record in the back-office: edited beside it, each by the rules for two editors."""

from typing import Any, ClassVar

from django import forms
from django.contrib import admin
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from modeltranslation.admin import TranslationStackedInline

from acpmigration.admin import ADDRESSES, in_languages, link, or_dash
from acpmigration.editing import EditForm, EditInlineFormSet


def words_in_languages(field: str) -> list[str]:
    """The columns of a translated field, one below the other."""
    return [name for _language, options in in_languages(field) for name in options["fields"]]


class Part:
    form = EditForm
    formset = EditInlineFormSet
    template = "admin/technical_assistance/parts.html"
    formfield_overrides = ADDRESSES
    extra = 1


class PartInline(Part, admin.StackedInline):  # type: ignore[misc, type-arg]
    pass


class TranslatedPartInline(Part, TranslationStackedInline):  # type: ignore[misc, type-arg]
    pass


class IllustrationForm(EditForm):
    class Meta:
        # The picture that is kept stands beside as a link; here another takes its place.
        widgets: ClassVar = {"image": forms.FileInput}


class IllustrationInline(TranslatedPartInline):
    """Pictures; ``kept_at`` names the address at which the back-office shows one."""

    kept_at: str
    form = IllustrationForm
    # The kept file has a link of its own, which works for drafts too.
    view_on_site = False
    readonly_fields = ["kept_file"]

    def get_fieldsets(self, request: Any, obj: Any = None) -> Any:
        files = ["kept_file"] + (["image"] if self.has_change_permission(request, obj) else [])
        words = words_in_languages("alternative_text")
        return [(None, {"fields": [*files, "credit", "position", *words]})]

    @admin.display(description=_("picture kept"))
    def kept_file(self, picture: Any) -> object:
        if not picture.pk:
            return or_dash(None)
        return link(reverse(self.kept_at, args=[picture.pk]), _("Show the picture"))
