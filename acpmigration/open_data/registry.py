"""The kinds of records that apps have made known: their modules ``api`` do, at start."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.functional import Promise
from rest_framework.viewsets import ViewSetMixin

from acpmigration.facets import FacetedFilterSet
from acpmigration.open_data.data_set import DataSet
from acpmigration.open_data.viewsets import RecordViewSet


@dataclass(frozen=True)
class Listed:
    """A list that the API has, with what its index says of it."""

    name: str
    title: str | Promise
    description: str | Promise
    filterset: type[FacetedFilterSet]
    viewset: type[ViewSetMixin]
    # The name of the address of the page that shows the same.
    page: str
    has_records: bool = True
    endings: tuple[str, ...] = ()


_viewsets: dict[str, type[RecordViewSet]] = {}
_others: dict[str, Listed] = {}


def register(viewset: type[RecordViewSet]) -> type[RecordViewSet]:
    """Have a kind read at ``/api/v1/<name>/`` and downloaded: a decorator of its viewset.

    :raises ValueError: if another kind has that name already.
    """
    if _viewsets.setdefault(viewset.data_set.name, viewset) is not viewset:
        raise ValueError(viewset.data_set.name)
    return viewset


def register_beside(listed: Listed) -> None:
    """Have something read at ``/api/v1/<name>/`` that is no row, such as a figure."""
    _others[listed.name] = listed


def viewsets() -> Iterator[type[RecordViewSet]]:
    """In the order in which they were made known: lower apps first."""
    yield from _viewsets.values()


def listed() -> Iterator[Listed]:
    """All lists of the API."""
    for viewset in viewsets():
        kind = viewset.data_set
        yield Listed(
            kind.name,
            kind.title,
            kind.description,
            kind.filterset,
            viewset,
            kind.page,
            viewset.has_records,
            kind.endings,
        )
    yield from _others.values()


def data_sets() -> list[DataSet]:
    return [viewset.data_set for viewset in viewsets()]


def data_set_of(name: str) -> DataSet:
    """:raises KeyError: for a name that no kind has."""
    return _viewsets[name].data_set
