"""The page of a record that the public sees, and what stands at its address afterwards."""

from http import HTTPStatus
from typing import Any

from django.db.models import Model
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.functional import Promise
from django.views.generic import DetailView

from acpmigration import errors
from acpmigration.dates import day_of


class PublishedDetail(DetailView):  # type: ignore[type-arg]
    """Says of a record that was public once that it was taken back, and nothing else of it."""

    # Where its reader may go on: the name of the list's address, and its words.
    list_page: str
    list_label: str | Promise

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            return super().get(request, *args, **kwargs)
        except Http404:
            if (record := self._taken_back()) is None:
                raise
        return errors.page(
            request,
            HTTPStatus.GONE,
            name="taken_back",
            day=day_of(record.unpublished_at),
            list_address=reverse(self.list_page),
            list_label=str(self.list_label),
        )

    def _taken_back(self) -> Any:
        model: type[Model] = self.get_queryset().model
        rows: Any = model._default_manager
        return rows.taken_back().filter(slug=self.kwargs["slug"]).first()
