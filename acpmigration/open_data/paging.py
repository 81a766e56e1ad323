"""A list page by page: each small, and none so deep that finding it costs more than reading it."""

from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from rest_framework.pagination import PageNumberPagination
from rest_framework.request import Request
from rest_framework.views import APIView

from acpmigration.open_data.problems import Misunderstood
from acpmigration.open_data.strict import Misfit

PAGE, PAGE_SIZE = "page", "page_size"
USUAL, MOST = 25, 100
# Whoever wants more reads the download, which is one answer.
DEEPEST = 10_000


class Pages(PageNumberPagination):
    page_size = USUAL
    page_query_param = PAGE
    page_size_query_param = PAGE_SIZE
    max_page_size = MOST
    invalid_page_message = gettext_lazy("The list has no such page.")

    def get_schema_operation_parameters(self, view: APIView) -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = super().get_schema_operation_parameters(view)
        most = {PAGE: DEEPEST, PAGE_SIZE: MOST}
        for parameter in found:
            parameter["schema"] |= {"minimum": 1, "maximum": most[parameter["name"]]}
        return found

    def paginate_queryset(
        self, queryset: QuerySet[Any], request: Request, view: APIView | None = None
    ) -> list[Any]:
        """:raises Misunderstood: for a page or size that is no number, or past the limits."""
        page = _number(request, PAGE, 1, DEEPEST)
        size = _number(request, PAGE_SIZE, USUAL, MOST)
        if page * size > DEEPEST:
            said = _(
                "A list can be read up to its row %(deepest)s page by page. For all of it, take "
                "the download, which is one file."
            )
            raise Misunderstood([Misfit(PAGE, str(page), said % {"deepest": DEEPEST})])
        rows: list[Any] = super().paginate_queryset(queryset, request, view)
        return rows


def _number(request: Request, name: str, usual: int, most: int) -> int:
    if name not in request.query_params:
        return usual
    written = request.query_params[name]
    number = int(written) if written.isascii() and written.isdecimal() and len(written) < 9 else 0
    if not 1 <= number <= most:
        said = _("This is a number from 1 to %(most)s.") % {"most": most}
        raise Misunderstood([Misfit(name, written, said)])
    return number
