"""What people say about a request."""

from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from acpmigration.accounts.models import User
from acpmigration.permissions import is_coordinator
from acpmigration.reference.enums import OrganisationKind
from acpmigration.reference.models import (
    Country,
    Organisation,
    Region,
    RegionalOrganisation,
    Topic,
)
from acpmigration.refusals import NotYours, Refusal
from technical_assistance.domain.assignment import CODE, next_code
from technical_assistance.domain.slugs import free_slug
from technical_assistance.enums import RequestState
from technical_assistance.forms.coordinator import coordinators_of
from technical_assistance.forms.step import DatedFactField, ReasonForm, StepForm
from technical_assistance.models import AssistanceRequest, Intervention


class AcceptForm(StepForm):
    title = forms.CharField(
        label=_("Title of the intervention"),
        max_length=200,
        help_text=_("In English; other languages follow on the intervention's own page."),
    )
    code = forms.RegexField(
        CODE,
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

    def clean_slug(self) -> str:
        wanted = self.cleaned_data["slug"]
        if wanted and (free := free_slug(Intervention, wanted)) != wanted:
            raise ValidationError(
                _("This slug cannot be used; “%(free)s” can."), "slug", {"free": free}
            )
        return wanted


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
        widgets: ClassVar = dict.fromkeys(["countries", "topics"], forms.CheckboxSelectMultiple)
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
        self.fields["topics"].queryset = Topic.objects.in_use().in_order()

    def arguments(self) -> dict[str, Any]:
        told = super().arguments()
        country, organisation = told.pop("country"), told.pop("regional_organisation")
        return told | {"lead": country or organisation, "letter": told["letter"] or ""}


class OwnReceiveForm(ReceiveForm):
    """The same for a coordinator: only leads of the own regions are offered.

    Another one that is sent by hand is for the domain to refuse, which does so in a sentence.
    """

    def __init__(self, *args: Any, by: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["letter"].help_text = _("Only those who work on the request can read it.")
        # Others are for editors to add: short lists on a phone.
        entity = self.fields["entity"]
        near = models.Q(country__region__in=by.regions.all())
        near |= models.Q(kind=OrganisationKind.REGIONAL_ORGANISATION)
        entity.queryset = entity.queryset.filter(near)
        here = self.fields["countries"]
        here.queryset = here.queryset.filter(region__in=by.regions.all())
        for name in ("country", "regional_organisation"):
            field = self.fields[name]
            own = field.queryset.filter(region__in=by.regions.all())
            field.choices = [("", field.empty_label), *((row.pk, str(row)) for row in own)]

    @property
    def lead_field(self) -> str:
        return "country" if self.cleaned_data.get("country") else "regional_organisation"

    def refuse(self, refusal: Refusal) -> None:
        if not isinstance(refusal, NotYours):
            return super().refuse(refusal)
        said = [ValidationError(str(message)) for message in refusal.messages]
        return self.add_error(self.lead_field, said)


class RegionForm(forms.Form):
    """Which region a list is about; all of those one works on where none is chosen."""

    region = forms.ModelChoiceField(
        Region.objects.none(),
        label=_("Region"),
        required=False,
        to_field_name="slug",
        empty_label=_("All regions"),
    )

    def __init__(self, *args: Any, by: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        own = by.regions.all() if is_coordinator(by) else Region.objects.all()
        self.fields["region"].queryset = own.in_order()
