"""The filters of the board: whose, on what, and what it needs."""

from collections.abc import Mapping
from typing import Any, Self, cast

import django_filters
from django import forms
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from acpmigration.accounts.models import User
from acpmigration.facets import Facet, FacetedFilterSet, Search
from acpmigration.facets.choices import words_of
from acpmigration.facets.filterset import query_of
from acpmigration.facets.parameter import Parameter
from technical_assistance.domain.standing import NEEDS
from technical_assistance.enums import Status
from technical_assistance.models import Intervention
from technical_assistance.models.intervention import InterventionQuerySet
from technical_assistance.models.lead import REGION_SLUG

# What the form of the board asks for; the rest are links.
IN_FORM = ("q", "status", "region", "topic")
ALL, MINE, UNASSIGNED = "all", "mine", "unassigned"

WHOSE = {
    ALL: pgettext_lazy("interventions of a region", "All"),
    MINE: pgettext_lazy("interventions of a region", "Mine"),
    UNASSIGNED: pgettext_lazy("interventions of a region", "Without a coordinator"),
}
NEED_WORDS = {
    "late": pgettext_lazy("an intervention", "Late"),
    "blocked": pgettext_lazy("an intervention", "Something is missing"),
    "silent": pgettext_lazy("an intervention", "Silent"),
    "due": pgettext_lazy("an intervention", "Due soon"),
}


class Whose(Parameter, django_filters.Filter):
    """The own ones, those without a coordinator, or all: only one of them at a time."""

    field_class = forms.CharField

    def kept(self, written: list[str]) -> list[str]:
        return [value for value in written[-1:] if value in (MINE, UNASSIGNED)]

    def dropped(self, written: list[str]) -> list[str]:
        return [value for value in super().dropped(written) if value not in WHOSE]

    def label_of(self, value: str) -> str:
        return str(WHOSE[value])

    def filter(self, qs: QuerySet[Any], value: list[str]) -> QuerySet[Any]:
        if not value:
            return qs
        if MINE in value:
            return qs.filter(coordinator=self.parent.person)
        return cast("InterventionQuerySet", qs).without_coordinator()


class Needs(Parameter, django_filters.Filter):
    """What an intervention of ``with_standing`` needs somebody for; several mean "or"."""

    field_class = forms.MultipleChoiceField

    def kept(self, written: list[str]) -> list[str]:
        return [value for value in dict.fromkeys(written) if value in NEEDS]

    def label_of(self, value: str) -> str:
        return str(NEED_WORDS[value])

    def filter(self, qs: QuerySet[Any], value: list[str]) -> QuerySet[Any]:
        asked = Q()
        for need in value:
            asked |= Q(**{NEEDS[need]: True})
        return qs.filter(asked)


class BoardFilter(FacetedFilterSet):
    """On rows of ``with_standing``.

    ``known`` are the regions and topics, slug -> row, which the page has read at once.
    """

    q = Search("intervention", public_only=False)
    whose = Whose(label=_("Whose"))
    only = Needs(label=_("Needs"))
    status = Facet("status", choices=lambda: words_of(Status), label=_("Status"))
    region = Facet(of=REGION_SLUG, choices=list, label=_("Region"))
    topic = Facet("topics__slug", choices=list, label=_("Topic"))

    class Meta:
        model = Intervention
        fields: list[str] = []

    def __init__(
        self,
        data: Mapping[str, Any],
        queryset: QuerySet[Any],
        *,
        person: User,
        known: Mapping[str, Mapping[str, Any]],
        **kwargs: Any,
    ) -> None:
        super().__init__(data, queryset, **kwargs)
        self.person, self.known = person, known
        for name in ("region", "topic"):
            self.filters[name].rows = dict(known[name])

    @property
    def beside_form(self) -> list[tuple[str, str]]:
        """What the form has to keep."""
        return self._pairs(without=IN_FORM)

    @property
    def is_narrowed(self) -> bool:
        """Whether the form has something to show."""
        return any(name in self.chosen for name in IN_FORM)

    def selection(self, without: str | None = None) -> InterventionQuerySet:
        rows: InterventionQuerySet = super().selection(without)  # type: ignore[assignment]
        return rows

    def changed(self, **changes: list[str]) -> Self:
        """The same filters but for the ``changes``."""
        query = query_of(self.chosen | changes)
        return type(self)(
            query, self.queryset, person=self.person, known=self.known, request=self.request
        )
