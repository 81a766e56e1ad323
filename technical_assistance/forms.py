"""The shape of what people say about a request, an intervention or a stage.

Forms check what was typed and never decide: the domain does, and its refusals come back here.
The names of the fields are those of the domain functions' arguments.
"""

import uuid
from datetime import date
from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from acpmigration.accounts.enums import Role
from acpmigration.accounts.models import User
from acpmigration.dates import DatedFact
from acpmigration.reference.models import Country, Organisation, Region, RegionalOrganisation, Topic
from acpmigration.refusals import Refusal
from technical_assistance.domain.assignment import next_code
from technical_assistance.domain.log import DateRefused
from technical_assistance.domain.requests import DecisionBeforeReceipt
from technical_assistance.domain.transitions import ReasonMissing
from technical_assistance.enums import RequestState, StageKind
from technical_assistance.models import AssistanceRequest, Intervention, ProgressEntry

# Where a refusal is shown: beside this field where the form has it, else on top.
FIELD_OF_REFUSAL = {
    ReasonMissing: "reason",
    DateRefused: "when",
    DecisionBeforeReceipt: "when",
}
DATE_HELP = _(
    "As precisely as it is known: 2018-08-03, 2018-08 or 2018. Leave it empty if it is unknown."
)


class DatedFactField(forms.CharField):
    """A day, a month or a year, as ``DatedFact`` writes them."""

    default_error_messages: ClassVar = {
        "date": _(
            "“%(written)s” is not a date we can read. Write a day as 2018-08-03, a month as "
            "2018-08, a year as 2018."
        )
    }

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("label", _("When"))
        kwargs.setdefault("help_text", DATE_HELP)
        super().__init__(max_length=25, **kwargs)

    def prepare_value(self, value: Any) -> Any:
        return value.written if isinstance(value, DatedFact) else value

    def to_python(self, value: Any) -> DatedFact | None:
        written = super().to_python(value)
        if not written:
            return None
        first, is_range, last = written.partition("/")
        try:
            if not is_range:
                return DatedFact.parse(written)
            latest = DatedFact.parse(last).latest
            return DatedFact(None if first == ".." else DatedFact.parse(first).earliest, latest)
        except ValueError as unreadable:
            message = self.error_messages["date"]
            raise ValidationError(message, "date", {"written": written[:25]}) from unreadable

    def run_validators(self, value: Any) -> None:
        """Nothing is left to check of what could be read."""


class StepForm(forms.Form):
    """One step of a record; the key makes one entry of a form that is sent twice."""

    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)

    def __init__(
        self, *args: Any, record: Any = None, of: Any = None, today: date, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.record, self.of, self.today = record, of, today
        if "when" in self.fields:
            self.fields["when"].initial = DatedFact.on(today)

    def arguments(self) -> dict[str, Any]:
        """What the domain function is told."""
        return {name: value for name, value in self.cleaned_data.items() if name != "key"}

    def refuse(self, refusal: Refusal) -> None:
        field = FIELD_OF_REFUSAL.get(type(refusal))
        self.add_error(
            field if field in self.fields else None,
            [ValidationError(str(message)) for message in refusal.messages],
        )


class EntryForm(StepForm):
    when = DatedFactField(required=False)
    note = forms.CharField(
        label=_("Note"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("What a colleague should know of it. It stays in the log."),
    )
    is_public = forms.BooleanField(
        label=_("Public"), required=False, help_text=_("The note may be shown to everybody.")
    )


class CompleteForm(EntryForm):
    starts_next = forms.BooleanField(
        label=_("Start the next stage the same day"), required=False, initial=True
    )
    in_spite_of_blockers = forms.CharField(
        label=_("Complete in spite of what is missing, because"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Leave it empty unless something is missing. It stays in the log."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.of == StageKind.TECHNICAL_ASSISTANCE:
            del self.fields["starts_next"]


class ReasonForm(StepForm):
    when = DatedFactField(required=False)
    reason = forms.CharField(
        label=_("Reason"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Internal: it is never shown to the public."),
    )


class CertainReasonForm(ReasonForm):
    """From that day on the intervention counts, or does not: the day has to be known."""

    when = DatedFactField(help_text=_("As precisely as it is known: 2018-08-03, 2018-08 or 2018."))
    field_order = ["when", "reason"]


class PlanForm(StepForm):
    kind = forms.TypedChoiceField(
        label=_("Stage"), choices=StageKind.choices, coerce=lambda value: StageKind(int(value))
    )
    due_on = forms.DateField(
        label=_("Planned end"),
        help_text=_("A day, such as 2018-08-03."),
        error_messages={"invalid": _("Write a day as 2018-08-03.")},
    )
    note = forms.CharField(
        label=_("Note"), required=False, widget=forms.Textarea(attrs={"rows": 4})
    )


class NoteForm(EntryForm):
    note = forms.CharField(
        label=_("Note"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("What happened. It stays in the log and is never edited."),
    )


class CorrectForm(StepForm):
    when = DatedFactField(required=False)
    note = forms.CharField(
        label=_("Note"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("The words that stand from now on: say also what was wrong."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        entry: ProgressEntry = self.of
        self.fields["when"].initial, self.fields["note"].initial = entry.effective, entry.note


class AcceptForm(StepForm):
    title = forms.CharField(
        label=_("Title of the intervention"),
        max_length=200,
        help_text=_("In English; other languages follow on the intervention's own page."),
    )
    code = forms.RegexField(
        r"^TA/[0-9]{3}/[0-9]{4}$",
        label=_("Code"),
        required=False,
        help_text=_("The next free one is proposed. Empty it if none was given."),
        error_messages={"invalid": _("Write it as TA/028/2016.")},
    )
    slug = forms.SlugField(
        label=_("Slug"),
        required=False,
        max_length=90,
        help_text=_("Part of the address, never changed later. Empty: made from the title."),
    )
    coordinator = forms.ModelChoiceField(
        User.objects.none(), label=_("Regional coordinator"), required=False
    )
    when = DatedFactField(label=_("Accepted"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["code"].initial = next_code(self.today)
        self.fields["coordinator"].queryset = coordinators_of(self.record.region)

    def clean_code(self) -> str:
        return self._free("code", _("Another intervention has this code."))

    def clean_slug(self) -> str:
        return self._free("slug", _("Another intervention has this slug."))

    def _free(self, field: str, message: Any) -> str:
        value = self.cleaned_data[field]
        if value and Intervention.objects.filter(**{field: value}).exists():
            raise ValidationError(message)
        return value


class MergeForm(ReasonForm):
    into = forms.ModelChoiceField(
        AssistanceRequest.objects.none(),
        label=_("Merge into"),
        help_text=_("The request that goes on."),
    )
    field_order = ["into", "when", "reason"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["into"].queryset = (
            AssistanceRequest.objects.exclude(pk=self.record.pk)
            .exclude(state=RequestState.MERGED)
            .with_lead()
            .newest_first()
        )


class ReceiveForm(StepForm, forms.ModelForm):
    when = DatedFactField(label=_("Received"), required=False)

    class Meta:
        model = AssistanceRequest
        fields = [
            "country",
            "regional_organisation",
            "entity",
            "countries",
            "topics",
            "letter",
            "sources",
        ]
        widgets: ClassVar = {"topics": forms.CheckboxSelectMultiple}
        help_texts: ClassVar = {"countries": _("The lead country is added by itself.")}

    field_order = ["country", "regional_organisation", "entity", "when"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        eligible = Country.objects.eligible().by_name()
        self.fields["country"].queryset = self.fields["countries"].queryset = eligible
        self.fields["regional_organisation"].queryset = RegionalOrganisation.objects.select_related(
            "organisation"
        ).by_acronym()
        self.fields["entity"].queryset = Organisation.objects.by_name()
        self.fields["topics"].queryset = Topic.objects.in_order()

    def arguments(self) -> dict[str, Any]:
        told = super().arguments()
        country, organisation = told.pop("country"), told.pop("regional_organisation")
        return told | {"lead": country or organisation, "letter": told["letter"] or ""}


class CoordinatorForm(forms.Form):
    coordinator = forms.ModelChoiceField(
        User.objects.filter(role=Role.COORDINATOR, is_active=True).order_by("name", "email"),
        label=_("Regional coordinator"),
    )


def coordinators_of(region: Region | None) -> Any:
    coordinators = User.objects.filter(role=Role.COORDINATOR, is_active=True)
    return coordinators.filter(regions=region).order_by("name", "email")
