"""How a list is shown, chosen by the reader: it stays while the selection changes."""

from collections.abc import Collection

import django_filters
from django import forms

from acpmigration.facets.parameter import Parameter


class Display(Parameter, django_filters.Filter):
    """``view = Display({"table"})``; none of them is the list's usual look."""

    field_class = forms.CharField
    narrows = False

    def __init__(self, looks: Collection[str]) -> None:
        super().__init__()
        self.looks = looks

    def kept(self, written: list[str]) -> list[str]:
        return [value for value in written[-1:] if value in self.looks]
