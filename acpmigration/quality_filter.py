"""The rules of data quality as a filter of a list."""

from typing import Any

from django.contrib import admin
from django.db.models import Model, QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from acpmigration.quality import rules_of

PARAMETER = "quality"


def names_no_rule(request: HttpRequest, model: type[Model]) -> bool:
    """Whether the list is asked for by a rule that there is not, as an old link may do."""
    asked = request.GET.get(PARAMETER)
    rules = rules_of(model)
    return bool(asked and rules) and asked not in {rule.key for rule in rules}


class QualityFilter(admin.SimpleListFilter):
    """Narrows a list down to the rows that break a rule: those that the rule counts."""

    title = _("data quality")
    parameter_name = PARAMETER

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [(rule.key, rule.label) for rule in rules_of(model_admin.model)]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        for rule in rules_of(queryset.model):
            if rule.key == self.value():
                return rule.rows(queryset)
        return queryset.none() if self.value() else queryset
