"""What staff write about an assignment."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from acpmigration.record_forms import DayField, LastDayField
from experts.domain.deployments import Assignment
from experts.forms.steps import RosterStepForm
from experts.models import Deployment
from experts.models.deployment import STAGE_CHOICES
from technical_assistance.enums import StageKind, Status
from technical_assistance.models import Intervention

PARTS = ("stage", "starts_on", "ends_before", "days", "limit_reason")


class AssignmentForm(RosterStepForm):
    """Stage, dates and days."""

    stage = forms.TypedChoiceField(label=_("Stage"), choices=STAGE_CHOICES, coerce=int)
    starts_on = DayField(label=_("First day"))
    ends_before = LastDayField(label=_("Last day"))
    days = forms.IntegerField(label=_("Working days"), min_value=1, max_value=366)
    limit_reason = forms.CharField(
        label=_("Why more than sixty days"),
        required=False,
        max_length=1_000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Only needed where the intervention would take more than sixty days in all."),
    )

    def assignment(self) -> Assignment:
        said = {name: self.cleaned_data[name] for name in PARTS}
        said["stage"] = StageKind(said["stage"])
        return Assignment(**said)


class PlanDeploymentForm(AssignmentForm):
    intervention = forms.ModelChoiceField(
        label=_("Intervention"), queryset=Intervention.objects.none()
    )
    field_order = ["key", "intervention"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        running = Intervention.objects.exclude(status=Status.CANCELLED)
        self.fields["intervention"].queryset = running.by_title()

    def arguments(self) -> dict[str, Any]:
        return {
            "intervention": self.cleaned_data["intervention"],
            "assignment": self.assignment(),
        }


class ChangeDeploymentForm(AssignmentForm):
    """Remembers which version it was opened with."""

    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, record: Deployment, **kwargs: Any) -> None:
        told = {name: getattr(record, name) for name in (*PARTS, "version")}
        super().__init__(*args, record=record, **{**kwargs, "initial": told})

    def arguments(self) -> dict[str, Any]:
        return {"version": self.cleaned_data["version"], "assignment": self.assignment()}
