"""The order of a list, chosen by the reader among those that the list offers."""

from collections.abc import Mapping
from typing import Any

import django_filters
from django import forms
from django.db.models import QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from acpmigration.facets.parameter import Parameter

BEST_MATCH = "relevance"


class Order(Parameter, django_filters.Filter):
    """``sort = Order({"title": (_("Title"), "by_title")})``: value -> label, word of the QuerySet.

    The first is the default; a list that is searched has the best match first by default.
    """

    field_class = forms.CharField
    narrows = False

    def __init__(self, orders: Mapping[str, tuple[str | Promise, str]]) -> None:
        super().__init__(label=_("Sort by"))
        self.orders = orders

    def kept(self, written: list[str]) -> list[str]:
        return [value for value in written[-1:] if value in self.orders or value == BEST_MATCH]

    def label_of(self, value: str) -> str:
        return str(_("Best match") if value == BEST_MATCH else self.orders[value][0])

    def apply(self, qs: QuerySet[Any], value: str) -> QuerySet[Any]:
        _label, word = self.orders[value]
        ordered: QuerySet[Any] = getattr(qs, word)()
        return ordered
