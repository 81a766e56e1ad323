"""A form with every kind of question, as it is met first and as it comes back refused."""

from django import forms
from django.contrib.messages import ERROR, INFO, SUCCESS, WARNING
from django.contrib.messages.storage.base import Message

STEPS = [
    {"label": "About you", "link": "#main", "is_done": True},
    {"label": "Your experience", "is_current": True},
    {"label": "Check and send"},
]
TOLD = [
    Message(level, f"What was done ({name}).")
    for name, level in (("info", INFO), ("good", SUCCESS), ("warn", WARNING), ("bad", ERROR))
]


class Questions(forms.Form):
    """No form of the site: each kind of question once."""

    name = forms.CharField(label="Name", help_text="As in your passport.", max_length=150)
    remark = forms.CharField(label="Remark", widget=forms.Textarea(attrs={"rows": 3}))
    country = forms.ChoiceField(label="Country", choices=[("", "Choose"), ("cv", "Cabo Verde")])
    gender = forms.ChoiceField(
        label="Gender",
        help_text="We publish only the totals.",
        choices=[("woman", "Woman"), ("man", "Man"), ("other", "Another")],
        widget=forms.RadioSelect,
    )
    topics = forms.MultipleChoiceField(
        label="Topics",
        required=False,
        choices=[("visas", "Visas"), ("remittances", "Remittances")],
        widget=forms.CheckboxSelectMultiple,
    )
    years = forms.IntegerField(label="Years in migration", min_value=0, max_value=60)
    cv = forms.FileField(label="Your CV", help_text="PDF or Word, up to 5 MB.")
    agreed = forms.BooleanField(label="I agree that my details are kept")


def refused() -> Questions:
    return Questions({"refused-name": "", "refused-years": "99"}, prefix="refused")
