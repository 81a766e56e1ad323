"""What staff write about an assignment."""

from hashlib import sha256
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from acpmigration.keys import is_key
from acpmigration.record_forms import DayField, LastDayField
from experts.domain.days import Meter, meter_of
from experts.domain.deployments import Assignment
from experts.domain.warnings import Plan, serious_warnings
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
    has_read = forms.BooleanField(
        label=_("I have read the warnings"),
        required=False,
    )
    # Which warnings stood on the page: a tick is good for these only.
    shown = forms.CharField(required=False, widget=forms.HiddenInput)
    field_order = ["key", "intervention"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        running = Intervention.objects.exclude(status=Status.CANCELLED)
        self.fields["intervention"].queryset = running.by_title()
        # The intervention that is asked for, and what is known against the person for it.
        self.asked: Intervention | None = None
        self.warnings: list[Any] = []
        if not self.is_bound:
            key = self.initial.get("intervention")
            self._warn(running.filter(pk=key).first() if is_key(str(key)) else None)

    @property
    def meter(self) -> Meter | None:
        return meter_of(self.asked) if self.asked else None

    def clean(self) -> dict[str, Any]:
        said = super().clean() or self.cleaned_data
        self._warn(said.get("intervention"), said.get("starts_on"), said.get("ends_before"))
        is_read = said.get("has_read") and said.get("shown") == _mark(self.warnings)
        if self.warnings and not is_read:
            self.data = self.data.copy()
            self.data["shown"] = _mark(self.warnings)
            self.data.pop("has_read", None)
            self.add_error("has_read", _("Read the warnings above, and tick this if you go on."))
        return said

    def _warn(self, asked: Any, starts_on: Any = None, ends_before: Any = None) -> None:
        countries = tuple(asked.countries.order_by("slug")) if asked else ()
        self.asked = asked
        self.warnings = serious_warnings(self.record, Plan(countries, starts_on, ends_before))
        self.initial["shown"] = _mark(self.warnings)
        self.fields["has_read"].widget = (
            forms.CheckboxInput() if self.warnings else forms.HiddenInput()
        )

    def arguments(self) -> dict[str, Any]:
        return {
            "intervention": self.cleaned_data["intervention"],
            "assignment": self.assignment(),
        }


def _mark(warnings: list[Any]) -> str:
    """Short, and another one for other warnings."""
    words = "\n".join(str(warning) for warning in warnings)
    return sha256(words.encode()).hexdigest()[:16]


class ChangeDeploymentForm(AssignmentForm):
    """Remembers which version it was opened with."""

    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, record: Deployment, **kwargs: Any) -> None:
        told = {name: getattr(record, name) for name in (*PARTS, "version")}
        super().__init__(*args, record=record, **{**kwargs, "initial": told})

    def arguments(self) -> dict[str, Any]:
        return {"version": self.cleaned_data["version"], "assignment": self.assignment()}
