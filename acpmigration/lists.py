"""Lists of the back-office that stay quick however long they are: bounded counts, totals, dates."""

from collections.abc import Iterator, Mapping
from copy import copy
from datetime import date
from functools import cached_property
from typing import Any, NamedTuple

from django.contrib import admin, messages
from django.contrib.admin.templatetags.admin_list import date_hierarchy
from django.contrib.admin.views.main import PAGE_VAR, ChangeList
from django.core.paginator import EmptyPage, Page, Paginator
from django.db.models import Case, CharField, Count, Max, Min, QuerySet, Value, When
from django.http import HttpRequest
from django.template.response import TemplateResponse
from django.utils.dates import MONTHS
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from acpmigration.published import STATES, PublicationState
from acpmigration.quality_list import QualityAdmin, names_no_rule

# Beyond it nobody needs the exact number, and counting would read the whole table.
MOST_COUNTED = 5_000
MOST_PAGES = 1_000_000
# How far a row is on its way to the public, as a total tells it: no column holds just that.
PUBLIC = "public"


class BoundedPaginator(Paginator):  # type: ignore[type-arg]
    """Counts up to ``most``, and still turns the pages that lie beyond.

    A search or a filter without an index reads the whole table, so it is asked once, for keys:
    what stands above the rows and the rows themselves are found by these.
    """

    most = MOST_COUNTED
    has_more = False

    @cached_property
    def keys(self) -> list[Any]:
        """Of the first rows in their order: of all, or of one more than are counted."""
        return self._keys_from(0, self.most + 1)

    def _keys_from(self, first: int, last: int) -> list[Any]:
        rows: Any = self.object_list
        return list(rows.values_list("pk", flat=True)[first:last])

    @cached_property
    def count(self) -> int:
        return len(self.keys)

    @property
    def is_capped(self) -> bool:
        """Whether there are more rows than were counted."""
        return self.count > self.most

    def validate_number(self, number: Any) -> int:
        try:
            return super().validate_number(number)
        except EmptyPage:
            if not self.is_capped or not 0 < int(number) <= MOST_PAGES:
                raise
            return int(number)

    def page(self, number: Any) -> Page:  # type: ignore[type-arg]
        number = self.validate_number(number)
        first = (number - 1) * self.per_page
        last = first + self.per_page + 1
        is_beyond = self.is_capped and last > self.count
        keys = self._keys_from(first, last) if is_beyond else self.keys[first:last]
        if is_beyond and not keys:
            raise EmptyPage(_("There is no such page."))
        self.has_more = len(keys) > self.per_page
        return Page(self.rows(keys[: self.per_page]), number, self)

    def rows(self, keys: list[Any]) -> Any:
        """The rows of these keys, in the order of the list."""
        listed: Any = self.object_list
        return listed.filter(pk__in=keys)

    def get_elided_page_range(self, number: Any = 1, **kwargs: Any) -> Iterator[Any]:
        """Of a list that is not counted to its end: the first page, this one and its neighbours."""
        if not self.is_capped:
            yield from super().get_elided_page_range(number, **kwargs)
            return
        if number > 2:
            yield 1
        if number > 3:
            yield self.ELLIPSIS
        yield from range(max(number - 1, 1), number + 1 + self.has_more)
        if self.has_more:
            yield self.ELLIPSIS


class Total(NamedTuple):
    """How many rows of the list have one value, and the list of them."""

    label: str
    number: int
    address: str


class BoundedList(ChangeList):
    """A list as it was asked for: what stands above its rows."""

    paginator: BoundedPaginator

    def get_results(self, request: HttpRequest) -> None:
        super().get_results(request)
        if not self.multi_page or (self.show_all and self.can_show_all):
            self.result_list = self.paginator.rows(self.paginator.keys)

    def _counted(self) -> QuerySet[Any]:
        """All rows of a list that is not too long, without asking again for what it asks."""
        rows: QuerySet[Any] = QuerySet(self.model)
        return rows.filter(pk__in=self.paginator.keys)

    def totals(self) -> list[tuple[str, list[Total]]]:
        """By the columns that the list declares, in one query; none of more rows than are counted.

        A column is left out where all rows have the same value: that is said by their number.
        """
        columns: Mapping[str, str] = getattr(self.model_admin, "totals", {})
        if not columns or self.paginator.is_capped or not self.result_count:
            return []
        rows = self._counted()
        if PUBLIC in columns:
            rows = rows.annotate(**{PUBLIC: _publication()})
        counted = rows.values(*columns).annotate(n=Count("pk")).order_by()
        numbers: dict[str, dict[Any, int]] = {column: {} for column in columns}
        for row in counted:
            for column, found in numbers.items():
                found[row[column]] = found.get(row[column], 0) + row["n"]
        return [
            (self._name_of(column), list(self._totals_by(column, columns[column], found)))
            for column, found in numbers.items()
            if len(found) > 1
        ]

    def _name_of(self, column: str) -> str:
        if column == PUBLIC:
            return str(_("Publication"))
        field: Any = self.lookup_opts.get_field(column)
        return capfirst(str(field.verbose_name))

    def _totals_by(self, column: str, parameter: str, found: Mapping[Any, int]) -> Iterator[Total]:
        for value, label in self._labels(column):
            if value in found:
                address = self.get_query_string({parameter: value}, [PAGE_VAR])
                yield Total(str(label), found[value], address)

    def _labels(self, column: str) -> list[tuple[Any, Any]]:
        if column == PUBLIC:
            return PublicationState.choices
        field: Any = self.lookup_opts.get_field(column)
        return list(field.flatchoices) or [(True, _("Yes")), (False, _("No"))]

    def dates(self) -> dict[str, Any] | None:
        """What narrows the list down by date; of an uncounted one without reading its rows."""
        if not self.date_hierarchy:
            return None
        if not self.paginator.is_capped:
            counted = copy(self)
            counted.queryset = self._counted()
            return date_hierarchy(counted)
        return self._dates_by_the_calendar(self.date_hierarchy)

    def _dates_by_the_calendar(self, field: str) -> dict[str, Any]:
        """The years between the first and the last row of all, or the months of a year."""
        year, month = self.params.get(f"{field}__year"), self.params.get(f"{field}__month")
        back = None
        if year:
            whole = {} if not month else {f"{field}__year": year}
            title = str(year) if month else _("All dates")
            back = {"link": self.get_query_string(whole, [f"{field}__"]), "title": title}
        if month:
            choices = []
        elif year:
            choices = [
                self._choice({f"{field}__year": year, f"{field}__month": number}, str(name))
                for number, name in MONTHS.items()
            ]
        else:
            # Each by itself is one look into the index; of both at once SQLite reads it all.
            rows: QuerySet[Any] = QuerySet(self.model)
            first = _year_of(rows.aggregate(end=Min(field))["end"])
            last = _year_of(rows.aggregate(end=Max(field))["end"])
            choices = [
                self._choice({f"{field}__year": number}, str(number))
                for number in range(first or 1, (last or 0) + 1)
            ]
        return {"show": True, "back": back, "choices": choices}

    def _choice(self, parameters: dict[str, Any], title: str) -> dict[str, str]:
        field = f"{self.date_hierarchy}__"
        return {"link": self.get_query_string(parameters, [field]), "title": capfirst(title)}


class ListedAdmin(QualityAdmin):
    """A list that never counts or groups more rows than a person looks through."""

    paginator = BoundedPaginator
    show_full_result_count = False
    # Counts beside the filters would go through all rows, a query for each filter.
    show_facets = admin.ShowFacets.NEVER
    # Column -> the parameter that narrows the list down to one of its values.
    totals: Mapping[str, str] = {}

    def get_list_display(self, request: HttpRequest) -> list[Any]:
        """How a row stands is told beside its name, where it is seen on a narrow screen too."""
        own = list(super().get_list_display(request))
        names = self.get_list_display_links(request, own) or own[:1]
        after = 1 + max(map(own.index, names))
        return [*own[:after], *self.state_columns(request), *own[after:]]

    def get_changelist(self, request: HttpRequest, **kwargs: Any) -> type[ChangeList]:
        return BoundedList

    def changelist_view(self, request: HttpRequest, extra_context: Any = None) -> Any:
        response = super().changelist_view(request, extra_context)
        shown = response.context_data if isinstance(response, TemplateResponse) else None
        if shown and isinstance(shown.get("cl"), BoundedList):
            shown |= self.about_list(request, shown["cl"])
        return response

    def about_list(self, request: HttpRequest, shown: BoundedList) -> dict[str, Any]:
        """What the page tells of the list beside its rows."""
        if names_no_rule(request, self.model):
            messages.warning(request, _("There is no such rule of data quality: no row is shown."))
        return {"totals": shown.totals(), "dates": shown.dates()}


def _publication() -> Case:
    return Case(
        *(When(condition, then=Value(state)) for state, condition in STATES.items()),
        default=Value(PublicationState.DRAFT),
        output_field=CharField(),
    )


def _year_of(day: date | None) -> int | None:
    return day.year if day else None
