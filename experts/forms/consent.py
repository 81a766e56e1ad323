"""A new text to agree to."""

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from experts.models import ConsentText


class ConsentTextForm(forms.ModelForm):
    language = forms.ChoiceField(label=_("Language"), choices=settings.LANGUAGES)

    class Meta:
        model = ConsentText
        fields = ["key", "language", "body", "in_force_from"]
