"""What stands on an intervention's page beside its own fields."""

from typing import Any, ClassVar

from django import forms
from django.contrib import admin
from django.contrib.admin.checks import InlineModelAdminChecks
from django.forms.models import modelformset_factory
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from acpmigration.accounts.models import User
from acpmigration.admin import ReadOnly, link, or_dash
from acpmigration.choosing import ChosenByName
from acpmigration.editing import EditForm, EditFormSet
from acpmigration.parts import IllustrationInline, PartInline
from technical_assistance.forms.coordinator import owners_for
from technical_assistance.models import (
    FollowUp,
    Partnership,
    Picture,
    ProgressEntry,
    Stage,
    StageDocument,
)


class StageInline(ReadOnly, admin.TabularInline):
    """The four stages as the log leaves them."""

    model = Stage
    template = "admin/technical_assistance/shown.html"
    fields = readonly_fields = [
        "kind",
        "state",
        "due_on",
        "started_shown",
        "finished_shown",
        "waiver_reason",
    ]
    ordering = ["kind"]
    can_delete = False

    @admin.display(description=_("started"))
    def started_shown(self, stage):
        return or_dash(stage.started)

    @admin.display(description=_("finished"))
    def finished_shown(self, stage):
        return or_dash(stage.finished)


class StageDocumentForm(EditForm):
    class Meta:
        # The file that is kept stands beside as a link; here another takes its place.
        widgets: ClassVar = {"file": forms.FileInput}


class StageDocumentFormSet(EditFormSet):
    """The documents of an intervention: each belongs to one of its stages."""

    def __init__(
        self,
        data: Any = None,
        files: Any = None,
        instance: Any = None,
        save_as_new: bool = False,
        queryset: Any = None,
        **kwargs: Any,
    ) -> None:
        self.instance = instance
        own = StageDocument.objects.filter(stage__intervention=instance.pk).order_by(
            "stage__kind", "pk"
        )
        super().__init__(data, files, queryset=own.select_related("stage"), **kwargs)

    @classmethod
    def get_default_prefix(cls) -> str:
        return "documents"

    def add_fields(self, form: forms.ModelForm, index: int | None) -> None:
        super().add_fields(form, index)
        if "stage" in form.fields:
            form.fields["stage"] = StageOfIntervention(
                Stage.objects.filter(intervention=self.instance.pk).order_by("kind"),
                label=_("Stage"),
            )


class StageOfIntervention(forms.ModelChoiceField):
    """Says the stage alone: the intervention is the page one is on."""

    def label_from_instance(self, stage: Stage) -> str:
        return stage.get_kind_display()


class StageDocumentChecks(InlineModelAdminChecks):
    """The key that leads to the intervention goes through the stage."""

    def _check_relation(self, obj, parent_model):
        return []

    def _check_exclude_of_parent_model(self, obj, parent_model):
        return []


class StageDocumentInline(admin.StackedInline):
    model = StageDocument
    form = StageDocumentForm
    formset = StageDocumentFormSet
    checks_class = StageDocumentChecks
    template = "admin/technical_assistance/documents.html"
    fields = ["stage", "kind", "title", "language", "kept_file", "file", "is_public"]
    readonly_fields = ["kept_file"]
    extra = 1

    def get_fields(self, request, obj=None):
        fields = super().get_fields(request, obj)
        if self.has_change_permission(request, obj):
            return fields
        return [field for field in fields if field != "file"]

    def get_formset(self, request, obj=None, **kwargs):
        can_change = self.has_change_permission(request, obj)
        return modelformset_factory(
            self.model,
            form=self.form,
            formset=self.formset,
            fields=[f for f in self.get_fields(request, obj) if f != "kept_file"],
            formfield_callback=lambda f, **kw: self.formfield_for_dbfield(f, request, **kw),
            extra=self.extra if self.has_add_permission(request, obj) else 0,
            max_num=None if self.has_add_permission(request, obj) else 0,
            can_delete=can_change,
        )

    @admin.display(description=_("file kept"))
    def kept_file(self, document):
        if not document.pk:
            return or_dash(None)
        name = "admin:technical_assistance_intervention_document"
        return link(reverse(name, args=[document.pk]), document.file_name)


class PartnershipInline(ChosenByName, PartInline):
    model = Partnership
    fields = [("organisation", "role")]
    autocomplete_fields = ["organisation"]


class PictureInline(IllustrationInline):
    model = Picture
    kept_at = "admin:technical_assistance_intervention_picture"


class FollowUpInline(PartInline):
    model = FollowUp
    fields = ["text", "owner", ("due_on", "done_on")]
    readonly_fields = ["owner_shown"]

    def get_fields(self, request, obj=None):
        """The page of a person is for administrators: others read the name alone."""
        may_choose = self.has_change_permission(request, obj)
        return [
            "owner_shown" if name == "owner" and not may_choose else name
            for name in super().get_fields(request, obj)
        ]

    @admin.display(description=_("owner"))
    def owner_shown(self, follow_up):
        return str(or_dash(follow_up.owner if follow_up.pk else None))

    def get_formset(self, request, obj=None, **kwargs):
        """Who works on it can promise something; whoever has done so before stays named."""
        before = User.objects.filter(follow_ups__intervention=obj)
        self.owners = (owners_for(obj) | before).distinct() if obj else User.objects.none()
        return super().get_formset(request, obj, **kwargs)

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        if db_field.name == "owner":
            kwargs["queryset"] = self.owners
        return super().formfield_for_foreignkey(db_field, request, **kwargs)


class ProgressInline(ReadOnly, admin.TabularInline):
    """The log, newest first; a correction is a new line."""

    model = ProgressEntry
    fk_name = "intervention"
    template = "admin/technical_assistance/shown.html"
    verbose_name_plural = _("log")
    fields = readonly_fields = [
        "effective_shown",
        "verb",
        "stage",
        "note",
        "is_public",
        "who",
        "recorded_at",
        "corrected",
    ]
    can_delete = False

    def get_queryset(self, request):
        self.may_correct = request.user.has_perm("technical_assistance.change_intervention")
        entries = super().get_queryset(request).newest_first()
        return entries.select_related("by", "correction")

    @admin.display(description=_("when"))
    def effective_shown(self, entry):
        return or_dash(entry.effective)

    @admin.display(description=_("by"))
    def who(self, entry):
        return str(entry.by)

    @admin.display(description=_("correction"))
    def corrected(self, entry):
        if not entry.pk:
            return or_dash(None)
        if hasattr(entry, "correction"):
            return _("corrected since")
        if not self.may_correct:
            return or_dash(None)
        name = "admin:technical_assistance_intervention_correct"
        return link(reverse(name, args=[entry.intervention_id, entry.pk]), _("Correct"))
