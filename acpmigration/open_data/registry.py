"""The kinds of records that apps have made known: their modules ``api`` do, at start."""

from collections.abc import Iterator

from acpmigration.open_data.data_set import DataSet
from acpmigration.open_data.viewsets import RecordViewSet

_viewsets: dict[str, type[RecordViewSet]] = {}


def register(viewset: type[RecordViewSet]) -> type[RecordViewSet]:
    """Have a kind read at ``/api/v1/<name>/`` and downloaded: a decorator of its viewset.

    :raises ValueError: if another kind has that name already.
    """
    if _viewsets.setdefault(viewset.data_set.name, viewset) is not viewset:
        raise ValueError(viewset.data_set.name)
    return viewset


def viewsets() -> Iterator[type[RecordViewSet]]:
    """In the order in which they were made known: lower apps first."""
    yield from _viewsets.values()


def data_sets() -> list[DataSet]:
    return [viewset.data_set for viewset in viewsets()]


def data_set_of(name: str) -> DataSet:
    """:raises KeyError: for a name that no kind has."""
    return _viewsets[name].data_set
