"""Giving a topic to a record, and taking it away."""

from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from acpmigration.accounts.models import User
from acpmigration.permissions import EDITORS
from acpmigration.reference.models import Topic
from acpmigration.refusals import NotNow, NotYours, Refusal, locked
from acpmigration.search.indexing import refresh


@transaction.atomic
def add_topic(*, record: Any, topic: Topic, by: User) -> Any:
    """Say that the record, which has ``topics``, is about this one too; return it as stored.

    :raises Refusal: if it is already, the topic was retired, or the actor may not.
    """
    held = _locked(record, by)
    if topic.is_retired:
        raise Refusal(_("This topic was retired: it is given to no record any more."))
    if held.topics.filter(pk=topic.pk).exists():
        raise NotNow(_("It has this topic already."))
    _next_version(held, by)
    held.topics.add(topic)
    refresh(held)
    return held


@transaction.atomic
def remove_topic(*, record: Any, topic: Topic, by: User) -> Any:
    """:raises Refusal: if the record has not this topic, or the actor may not."""
    held = _locked(record, by)
    if not held.topics.filter(pk=topic.pk).exists():
        raise NotNow(_("It has not this topic."))
    _next_version(held, by)
    held.topics.remove(topic)
    refresh(held)
    return held


def _locked(record: Any, by: User) -> Any:
    if by.role not in EDITORS:
        raise NotYours(_("Your role does not allow this."))
    return locked(type(record)._base_manager.all(), record.pk)


def _next_version(record: Any, by: User) -> None:
    """Leave the line of the history to the change of topics: one change is one line."""
    record.version += 1
    record.save_without_historical_record()
    record._history_user = by
    record._change_reason = "change topics"
