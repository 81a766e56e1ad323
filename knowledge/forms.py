"""Editing what was learned: each date is one field, written as precisely as it is known."""

from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from acpmigration.editing import EditForm
from acpmigration.record_forms import DatedFactField, DatedForm, PublishedForm
from knowledge.domain.extracts import TAKEN_FROM_THIS, is_extract_of_itself
from knowledge.domain.regions import cover_regions
from knowledge.models import KnowledgeProduct

BOXES = forms.CheckboxSelectMultiple


class EventForm(PublishedForm, DatedForm):
    starts = DatedFactField(label=_("Starts"), required=False)
    ends = DatedFactField(label=_("Ends"), required=False)

    class Meta:
        widgets: ClassVar = {"topics": BOXES}


class RecommendationForm(PublishedForm, DatedForm):
    endorsed = DatedFactField(label=_("Endorsed"), required=False)


class UseForm(DatedForm):
    used = DatedFactField(label=_("Used"), required=False)


class EditionForm(EditForm):
    is_file_left_out = forms.BooleanField(
        label=_("Leave the kept file out"),
        required=False,
        help_text=_("For a page elsewhere: choose “web page” and give its address."),
    )

    class Meta:
        # The file that is kept stands beside as a link; here another takes its place.
        widgets: ClassVar = {"file": forms.FileInput}
        help_texts: ClassVar = {
            "language": _(
                "The public address names language, format and variant: it changes with them, "
                "and the old one is not found any more."
            )
        }

    def clean(self) -> dict[str, Any] | None:
        cleaned = super().clean()
        if self.cleaned_data.get("is_file_left_out"):
            if "file" in self.changed_data:
                message = _("Choose one: another file, or none.")
                self.add_error("is_file_left_out", ValidationError(message))
            else:
                # What Django's own fields say for "take it away".
                self.cleaned_data["file"] = False
                self.instance.size, self.instance.pages = 0, None
        return cleaned


class ProductForm(PublishedForm, DatedForm):
    issued = DatedFactField(label=_("Issued"), required=False)
    is_cover_left_out = forms.BooleanField(
        label=_("Leave the kept cover out"),
        required=False,
        help_text=_("The first page of a PDF edition takes its place."),
    )

    class Meta:
        widgets: ClassVar = {"topics": BOXES, "regions": BOXES, "cover": forms.FileInput}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "extract_of" in self.fields and self.instance.pk:
            others = KnowledgeProduct.objects.exclude(pk=self.instance.pk)
            self.fields["extract_of"].queryset = others

    def clean(self) -> dict[str, Any] | None:
        cleaned = super().clean()
        if self.cleaned_data.get("is_cover_left_out") and "cover" in self.changed_data:
            message = _("Choose one: another cover, or none.")
            self.add_error("is_cover_left_out", ValidationError(message))
        if is_extract_of_itself(self.instance, self.cleaned_data.get("extract_of")):
            self.add_error("extract_of", ValidationError(TAKEN_FROM_THIS))
        return cleaned

    def _save_m2m(self) -> None:
        super()._save_m2m()
        cover_regions(product=self.instance)
