"""The factsheet's figures for programs: the same code counts them for pages."""

from typing import Any

from django.http import Http404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers, viewsets
from rest_framework.request import Request
from rest_framework.response import Response

from acpmigration.open_data.addresses import absolute, in_language
from acpmigration.open_data.fields import Day
from acpmigration.open_data.paging import Pages
from acpmigration.open_data.permissions import ReadsWhatIsPublic
from acpmigration.open_data.problems import Misunderstood
from acpmigration.open_data.registry import Listed, data_sets, register_beside
from acpmigration.open_data.strict import Misfit, misfits
from acpmigration.open_data.viewsets import OF_LISTS, OF_RECORDS
from acpmigration.reference.models import Region
from acpmigration.signs import all_writable
from dashboard.figures.collected import Told, collected
from dashboard.figures.selection import Scope
from dashboard.filters import FigureFilter

SLUG = OpenApiParameter("slug", str, OpenApiParameter.PATH, description="The figure's name.")
SCOPES = [
    OpenApiParameter(name, str, description=f"Tell of one {name} only.")
    for name in FigureFilter.base_filters
]
COUNT, STATISTIC = "count", "statistic"


class FigureRecord(serializers.Serializer):
    """One number, its words and the list behind it."""

    name = serializers.CharField(help_text=gettext_lazy("The word for it in addresses and pages."))
    value = serializers.IntegerField(help_text=gettext_lazy("The number."))
    label = serializers.CharField(help_text=gettext_lazy("What pages call it."))
    definition = serializers.CharField(
        help_text=gettext_lazy("What is counted, where that takes a sentence.")
    )
    kind = serializers.ChoiceField(
        [(COUNT, gettext_lazy("count")), (STATISTIC, gettext_lazy("statistic on people"))],
        help_text=gettext_lazy("A count has its rows in a list; a statistic on people has none."),
    )
    as_of = Day(help_text=gettext_lazy("The day on which it is true."))
    page = serializers.URLField(
        help_text=gettext_lazy("The address of its list, or of what it means.")
    )
    query = serializers.CharField(help_text=gettext_lazy("The filters that it counts."))
    rows = serializers.URLField(
        allow_null=True,
        help_text=gettext_lazy("The address of its rows in the API, where they are read there."),
    )


class FigureViewSet(viewsets.ViewSet):
    """The figures of the factsheet, or of one region, country or topic."""

    permission_classes = [ReadsWhatIsPublic]
    serializer_class = FigureRecord
    pagination_class = Pages
    lookup_field = "slug"

    @extend_schema(parameters=SCOPES, responses=FigureRecord(many=True))
    def list(self, request: Request) -> Response:
        told = collected(_scope(request, OF_LISTS))
        pages = Pages()
        shown: Any = pages.paginate_queryset([*told.values()], request, self)  # type: ignore[arg-type]
        return pages.get_paginated_response([_record(each) for each in shown])

    @extend_schema(parameters=[SLUG, *SCOPES], responses=FigureRecord)
    def retrieve(self, request: Request, slug: str) -> Response:
        told = collected(_scope(request, OF_RECORDS))
        if slug not in told:
            raise Http404
        return Response(_record(told[slug]))


def _scope(request: Request, others: tuple[str, ...]) -> Scope:
    """:raises Misunderstood: for what is not known, or more than one."""
    chosen = FigureFilter(request.query_params, Region.objects.none())
    found = misfits(chosen, others)
    if not found and len(chosen.scope) > 1:
        said = _("Figures are told of one region, one country or one topic.")
        found = [Misfit(name, "", said) for name in chosen.scope]
    if found:
        raise Misunderstood(found)
    return chosen.scope


def _record(told: Told) -> dict[str, Any]:
    figure = told.figure
    page, _mark, query = figure.link.partition("?")
    record: dict[str, Any] = all_writable(
        {
            "name": figure.name,
            "value": figure.value,
            "label": figure.label,
            # A text may be written over several lines.
            "definition": " ".join(figure.definition.split()),
            "kind": STATISTIC if figure.is_statistic else COUNT,
            "as_of": told.as_of.isoformat(),
            "page": absolute(figure.link),
            "query": query,
            "rows": None if figure.is_statistic else _rows(page, query),
        }
    )
    return record


def _rows(page: str, query: str) -> str | None:
    """The list of the API that is the same as that page."""
    for data_set in data_sets():
        if data_set.endings and reverse(data_set.page) == page:
            address = absolute(reverse(f"api:{data_set.name}-list"))
            return in_language(f"{address}?{query}" if query else address)
    return None


FIGURES = Listed(
    name="figures",
    title=gettext_lazy("Figures"),
    description=gettext_lazy(
        "The numbers of the factsheet: value, definition, day, and the list that each counts."
    ),
    filterset=FigureFilter,
    viewset=FigureViewSet,
    page="dashboard:home",
)
register_beside(FIGURES)
