"""The API's reading side: one class makes list and record of any kind."""

from typing import Any, ClassVar

from django.db.models import QuerySet
from django.http import Http404
from rest_framework import viewsets
from rest_framework.filters import BaseFilterBackend
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from acpmigration.facets import NOT_STATED, Display, Facet, Order
from acpmigration.facets.choices import Fixed
from acpmigration.facets.order import BEST_MATCH
from acpmigration.open_data.data_set import DataSet, context
from acpmigration.open_data.paging import PAGE, PAGE_SIZE, Pages
from acpmigration.open_data.permissions import ReadsWhatIsPublic
from acpmigration.open_data.problems import Gone, Misunderstood
from acpmigration.open_data.strict import misfits, unknown

LANGUAGE = "lang"
# Of a list, and of a single record.
OF_LISTS, OF_RECORDS = (PAGE, PAGE_SIZE, LANGUAGE), (LANGUAGE,)


class TheListsFilters(BaseFilterBackend):
    """The FilterSet of the page, strictly: what it does not know is refused."""

    def filter_queryset(
        self, request: Request, queryset: QuerySet[Any], view: APIView
    ) -> QuerySet[Any]:
        data_set: DataSet = view.data_set
        chosen = data_set.filterset(request.query_params, queryset, request=request)
        if found := misfits(chosen, OF_LISTS):
            raise Misunderstood(found)
        return chosen.qs

    def get_schema_operation_parameters(self, view: APIView) -> list[dict[str, Any]]:
        return [
            _parameter(name, each)
            for name, each in view.data_set.filterset.base_filters.items()
            if not isinstance(each, Display)
        ]


class RecordViewSet(viewsets.ReadOnlyModelViewSet):
    """Base of all kinds; an heir says which ``data_set`` it is."""

    data_set: ClassVar[DataSet]
    # Whether each row has an address of its own, by its slug.
    has_records: ClassVar[bool] = True
    lookup_field = "slug"
    pagination_class = Pages
    filter_backends = [TheListsFilters]
    permission_classes = [ReadsWhatIsPublic]

    def get_queryset(self) -> QuerySet[Any]:
        return self.data_set.assembled(self.data_set.rows())

    def get_serializer_class(self) -> Any:
        return self.data_set.record

    def get_serializer_context(self) -> dict[str, Any]:
        return super().get_serializer_context() | context()

    def list(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        rows = self.paginate_queryset(self.filter_queryset(self.get_queryset()))
        return self.get_paginated_response(self.data_set.represented(rows))

    def retrieve(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        if found := unknown(request.query_params, OF_RECORDS):
            raise Misunderstood(found)
        rows = self.get_queryset().filter(slug=self.kwargs["slug"])
        row = rows.first()
        if row is None:
            raise Gone if self._was_public() else Http404
        return Response(self.data_set.represented([row])[0])

    def _was_public(self) -> bool:
        words: Any = self.data_set.rows().model._default_manager.all()
        if not hasattr(words, "taken_back"):
            return False
        return bool(words.taken_back().filter(slug=self.kwargs["slug"]).exists())


def fixed_values(filter_: Any) -> list[str] | None:
    """What a filter takes where that is fixed in code; rows that staff edit are no constants."""
    if isinstance(filter_, Order):
        return [*filter_.orders, BEST_MATCH]
    if isinstance(filter_, Facet) and isinstance(filter_.choices, Fixed):
        return [*filter_.choices.values, NOT_STATED]
    return None


def _parameter(name: str, filter_: Any) -> dict[str, Any]:
    values = fixed_values(filter_)
    # A form leaves what it has no word for empty, in the address of a page, which works here too.
    schema: dict[str, Any] = {"type": "string", **({"enum": [*values, ""]} if values else {})}
    if isinstance(filter_, Facet):
        schema = {"type": "array", "items": schema}
    return {
        "name": name,
        "in": "query",
        "required": False,
        "description": str(filter_.label or ""),
        "schema": schema,
        "explode": True,
    }
