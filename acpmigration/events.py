"""What stands in the audit trail, in words: an app's module ``events`` says what its own mean."""

from collections.abc import Mapping

from django.utils.functional import Promise

_labels: dict[str, str | Promise] = {}


def register(labels: Mapping[str, str | Promise]) -> None:
    _labels.update(labels)


def labels() -> dict[str, str | Promise]:
    """Event -> what it is called."""
    return dict(_labels)


def label_of(event: str) -> str | Promise:
    """What people read of an event; the event itself where no app knows it any more."""
    return _labels.get(event, event)
