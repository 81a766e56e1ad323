"""The pages of the profile's form: what is asked on each."""

from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from acpmigration.reference.enums import Component
from acpmigration.reference.models import Country, Topic, Typology
from acpmigration.retired import offered
from experts.enums import Degree, Gender, Standing
from experts.forms.fields import CountryField, number_of, yes_or_no
from experts.forms.own import OwnForm
from experts.models import Expert

LETTERS_OF_A_NAME = 2


class AnswerForm(OwnForm):
    """One page of the profile; answers are required only where the person goes on to the next."""

    # Which answers the page does not go on without.
    needed: ClassVar[tuple[str, ...]] = ()

    def __init__(self, *args: Any, is_complete: bool = True, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in self.needed:
            self.fields[name].required = is_complete
            # Said in words beside the field, not by the browser.
            self.fields[name].widget.is_required = False

    class Meta:
        model = Expert
        fields: ClassVar[list[str]] = []


class AboutYouForm(AnswerForm):
    needed = ("name", "gender", "nationality", "residence", "phone", "standing")

    gender = forms.ChoiceField(
        label=_("Gender"),
        choices=[
            (Gender.WOMAN, pgettext_lazy("answer", "Woman")),
            (Gender.MAN, pgettext_lazy("answer", "Man")),
            (Gender.OTHER, pgettext_lazy("answer", "I describe it in another way")),
            (Gender.NOT_SAID, pgettext_lazy("answer", "I prefer not to say")),
        ],
        widget=forms.RadioSelect,
        help_text=_("We publish totals only, to show how balanced the roster is."),
        error_messages={"required": _("Choose your gender, or that you prefer not to say.")},
    )
    nationality = CountryField(
        label=_("Nationality"),
        error_messages={"required": _("Choose your nationality.")},
    )
    residence = CountryField(
        label=_("Country you live in"),
        error_messages={"required": _("Choose the country you live in.")},
    )
    standing = forms.ChoiceField(
        label=_("Are you an official or independent?"),
        choices=[
            (Standing.INDEPENDENT, pgettext_lazy("answer", "Independent")),
            (
                Standing.OFFICIAL,
                pgettext_lazy("answer", "Official of a government or public institution"),
            ),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": _("Say whether you are an official or independent.")},
    )
    government = CountryField(
        label=_("Government you work for"),
        required=False,
        help_text=_("For officials only, so that nobody is sent to the own government."),
    )

    class Meta(AnswerForm.Meta):
        fields = ["name", "gender", "nationality", "residence", "phone", "standing", "government"]
        labels: ClassVar = {"name": _("Full name"), "phone": _("Phone")}
        help_texts: ClassVar = {
            "name": _("As in your passport."),
            "phone": _("With the country code, such as +678 22345."),
        }
        error_messages: ClassVar = {
            "name": {"required": _("Write your full name.")},
            "phone": {"required": _("Write a phone number.")},
        }

    def __init__(self, *args: Any, is_complete: bool = True, **kwargs: Any) -> None:
        super().__init__(*args, is_complete=is_complete, **kwargs)
        self.is_complete = is_complete
        self.fields["name"].widget.attrs |= {"autocomplete": "name", "dir": "auto"}
        self.fields["phone"].widget.attrs |= {"autocomplete": "tel", "inputmode": "tel"}

    def clean_name(self) -> str:
        name: str = self.cleaned_data["name"]
        if name and sum(letter.isalpha() for letter in name) < LETTERS_OF_A_NAME:
            raise forms.ValidationError(_("Write your name with two letters at least."))
        return name

    def clean(self) -> dict[str, Any] | None:
        cleaned = super().clean()
        sent = cleaned or self.cleaned_data
        is_official = sent.get("standing") == Standing.OFFICIAL
        if self.is_complete and is_official and not sent.get("government"):
            self.add_error("government", _("Name the government you work for."))
        return cleaned


class SkillsForm(AnswerForm):
    needed = ("topics",)

    topics = forms.ModelMultipleChoiceField(
        Topic.objects.none(),
        label=_("Topics you know"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choose at least one topic.")},
    )
    typologies = forms.ModelMultipleChoiceField(
        Typology.objects.none(),
        label=_("Kinds of work you do"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    class Meta(AnswerForm.Meta):
        fields = ["topics", "typologies"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        ours = Typology.objects.filter(component=Component.TECHNICAL_ASSISTANCE)
        for name, rows in (("topics", Topic.objects.all()), ("typologies", ours)):
            self.fields[name].queryset = offered(rows, self.instance, name).in_order()


class ExperienceForm(AnswerForm):
    needed = ("years", "with_authorities", "international")

    with_authorities = yes_or_no(
        label=_("Have you worked with national authorities of an ACP country?"),
        error_messages={
            "required": _(
                "Say whether you have worked with national authorities of an ACP country."
            )
        },
    )
    international = yes_or_no(
        label=_("Have you worked in international settings?"),
        help_text=_("Such as an international organisation or a team from several countries."),
        error_messages={"required": _("Say whether you have worked in international settings.")},
    )
    countries_worked = forms.ModelMultipleChoiceField(
        Country.objects.none(),
        label=_("ACP countries you have worked in"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    class Meta(AnswerForm.Meta):
        fields = ["years", "with_authorities", "international", "countries_worked"]
        labels: ClassVar = {"years": _("Years of work in migration")}
        help_texts: ClassVar = {"years": _("Whole years. The roster asks for at least 7.")}
        error_messages: ClassVar = {
            "years": {
                "required": _("Write your years of work in migration."),
                "invalid": _("Write a whole number of years, such as 12."),
                "min_value": _("Write a number of years from 0 to 70."),
                "max_value": _("Write a number of years from 0 to 70."),
            }
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["countries_worked"].queryset = Country.objects.eligible().by_name()


class EducationForm(AnswerForm):
    needed = ("degree",)

    degree = number_of(
        [
            (Degree.DOCTORATE, pgettext_lazy("answer", "Doctorate")),
            (Degree.MASTER, pgettext_lazy("answer", "Master’s degree or similar")),
            (Degree.BACHELOR, pgettext_lazy("answer", "Bachelor’s degree or similar")),
            (Degree.NONE, pgettext_lazy("answer", "No university degree")),
        ],
        label=_("Highest degree"),
        error_messages={"required": _("Choose your highest degree.")},
    )

    class Meta(AnswerForm.Meta):
        fields = ["degree", "degree_subject", "certificates"]
        labels: ClassVar = {
            "degree_subject": _("Subject of the degree"),
            "certificates": _("Certificates of courses related to migration"),
        }
        help_texts: ClassVar = {"certificates": _("One a line, with the year.")}
        widgets: ClassVar = {"certificates": forms.Textarea(attrs={"rows": 4, "dir": "auto"})}
