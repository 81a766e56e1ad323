"""Forms on what is the person's own: nobody else changes it, but another tab may."""

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from acpmigration.editing import EditForm, EditInlineFormSet


class OwnForm(EditForm):
    """What is stored already may be sent again: a second press of a button changes nothing."""

    gone = gettext_noop(
        "You or another tab deleted this meanwhile. Save again to keep it all the same, or empty "
        "its fields to leave it out."
    )
    # Set where a new row says what a stored one does.
    is_stored_already = False

    def has_changed(self) -> bool:
        return not self.is_stored_already and super().has_changed()

    def _show_the_other_change(self) -> None:
        if self.changed_data:
            super()._show_the_other_change()

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
