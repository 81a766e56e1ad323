"""The rules of data quality in the lists: a filter, and a column that says which a row breaks."""

from collections.abc import Iterable
from typing import Any

from django.contrib import admin
from django.contrib.admin.views.main import ChangeList
from django.db.models import Model, QuerySet
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from acpmigration.quality import Rule, broken, rules_of

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


class QualityAdmin(admin.ModelAdmin):  # type: ignore[type-arg]
    """A list of what has rules of data quality says of each row what is to be mended in it."""

    def get_list_filter(self, request: HttpRequest) -> Any:
        own = super().get_list_filter(request)
        return [*own, QualityFilter] if rules_of(self.model) else own

    def state_columns(self, request: HttpRequest) -> list[str]:
        """The columns that say how a row stands; a mix-in adds to what ``super()`` has."""
        return ["to_mend"] if rules_of(self.model) else []

    def get_changelist_instance(self, request: HttpRequest) -> ChangeList:
        found = super().get_changelist_instance(request)
        note_faults(self.model, found.result_list)
        return found

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        if obj is not None:
            context["faults"] = self._faults_of(obj)
        return super().render_change_form(request, context, add, change, form_url, obj)

    def _faults_of(self, record: Any) -> list[tuple[Rule, str]]:
        """What is to be mended in a record, each with the list of all that break the rule."""
        opts = self.opts
        page = reverse(f"admin:{opts.app_label}_{opts.model_name}_changelist")
        rules = broken(rules_of(self.model), [record.pk]).get(record.pk, [])
        return [(rule, f"{page}?{PARAMETER}={rule.key}") for rule in rules]

    @admin.display(description=_("to mend"))
    def to_mend(self, record: Any) -> Any:
        opts = self.opts
        page = reverse(f"admin:{opts.app_label}_{opts.model_name}_change", args=[record.pk])
        shown = {"rules": record.broken_rules, "address": page}
        return render_to_string("admin/to_mend.html", shown) if record.broken_rules else "–"


def note_faults(model: type[Model], records: Iterable[Any]) -> None:
    """Give each record the ``broken_rules`` of its model, all in one query."""
    rows = {record.pk: record for record in records}
    found = broken(rules_of(model), rows.keys())
    for pk, record in rows.items():
        record.broken_rules = found.get(pk, [])
