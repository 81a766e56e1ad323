"""Forms on what is the person's own: nobody else changes it, but another tab may."""

import unicodedata
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, gettext_noop

from acpmigration.editing import EditForm, EditInlineFormSet

# Controls, formats such as the zero-width space, and what breaks a line or a paragraph.
INVISIBLE = frozenset({"Cc", "Cf", "Zl", "Zp"})


def refuse_invisible(text: str) -> None:
    """:raises ValidationError: for what nobody can see in a field of one line."""
    if any(unicodedata.category(letter) in INVISIBLE for letter in text):
        raise ValidationError(gettext_lazy("Leave out invisible characters and line breaks."))


def refuse_invisible_in_lines(text: str) -> None:
    """:raises ValidationError: for what nobody can see, but for the ends of lines and tabs."""
    letters = text.translate(dict.fromkeys(map(ord, "\r\n\t")))
    if any(unicodedata.category(letter) in INVISIBLE for letter in letters):
        raise ValidationError(gettext_lazy("Leave out invisible characters."))


class OwnForm(EditForm):
    """What is stored already may be sent again: a second press of a button changes nothing."""

    gone = gettext_noop(
        "You or another tab deleted this meanwhile. Save again to keep it all the same, or empty "
        "its fields to leave it out."
    )
    # Set where a new row says what a stored one does.
    is_stored_already = False

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            if isinstance(field, forms.CharField) and name != "seen":
                has_lines = isinstance(field.widget, forms.Textarea)
                field.validators.append(
                    refuse_invisible_in_lines if has_lines else refuse_invisible
                )

    def has_changed(self) -> bool:
        return not self.is_stored_already and super().has_changed()

    def _show_the_other_change(self) -> None:
        if self.changed_data:
            super()._show_the_other_change()

    def _newest(self) -> None:
        """Who else changes the own profile is no question: nothing of it has a history."""

    def _what_happened(self) -> str:
        return _(
            "You or another tab changed this meanwhile. What you typed is still here. Where it "
            "differs, what is stored now stands beside it: put together what should stay, then "
            "save again."
        )


class OwnRows(EditInlineFormSet):
    """Adds no row that is there, and was not on the page: the page was sent a second time."""

    def clean(self) -> None:
        there = [_told(row, self.form._meta.fields) for row in self.added_meanwhile]
        for form in self.extra_forms:
            if form.is_valid() and form.has_changed():
                said = _told(form.instance, self.form._meta.fields)
                form.is_stored_already = said in there
        super().clean()


def _told(row: Any, names: list[str]) -> tuple[Any, ...]:
    return tuple(getattr(row, name) for name in names)
