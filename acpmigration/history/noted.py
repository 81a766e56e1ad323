"""What was done to a record without a history of its own: in Django's log and the audit trail."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.contrib.admin.models import LogEntry
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import PermissionDenied
from django.db import models
from django.http import Http404
from django.template.response import TemplateResponse
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from acpmigration.accounts.models import User
from acpmigration.events import label_of
from acpmigration.keys import is_key
from acpmigration.pages.models import AuditEvent

# More than anybody does to one of these records.
LINES_SHOWN = 500


@dataclass(frozen=True)
class Noted:
    """A line of such a history, in words."""

    at: datetime
    who: str
    what: str


def events_about(record: models.Model, *, besides: Collection[str] = ()) -> list[AuditEvent]:
    """The events of the audit trail but for those of some kinds, newest first."""
    found = AuditEvent.objects.about(record).exclude(event__in=besides)
    return list(found.by_newest()[:LINES_SHOWN])


def words_of(events: Sequence[AuditEvent]) -> list[str]:
    return [capfirst(str(label_of(event.event))) for event in events]


def noted(events: Sequence[AuditEvent], words: Sequence[str]) -> list[Noted]:
    """Events, each in its words, with the names of those who did it; in one query."""
    names = User.objects.in_bulk({event.actor for event in events if event.actor is not None})
    return [
        Noted(event.at, _who(event.actor, names), said)
        for event, said in zip(events, words, strict=True)
    ]


def logged(record: models.Model) -> list[Noted]:
    """The lines of Django's log about a record, newest first."""
    kind = ContentType.objects.get_for_model(record)
    lines = LogEntry.objects.filter(content_type=kind, object_id=str(record.pk))
    return [
        Noted(line.action_time, str(line.user), line.get_change_message())
        for line in lines.select_related("user").order_by("-pk")[:LINES_SHOWN]
    ]


def _who(number: int | None, names: dict[int, User]) -> str:
    if number is None:
        return _("the portal itself")
    if number in names:
        return str(names[number])
    return _("account %(number)d, erased") % {"number": number}


class NotedAdmin:
    """The history page of records of which no history is kept, mixed into a ``ModelAdmin``."""

    def words_of_events(self, events):
        """What each event means; they come newest first."""
        return words_of(events)

    def history_view(self, request, object_id, extra_context=None):
        record = self.get_object(request, object_id) if is_key(object_id) else None
        if record is None:
            raise Http404
        if not self.has_view_or_change_permission(request, record):
            raise PermissionDenied
        lines = logged(record)
        # The trail is for those who may read it.
        if request.user.has_perm("pages.view_auditevent"):
            events = events_about(record)
            lines += noted(events, self.words_of_events(events))
        context = {
            **self.admin_site.each_context(request),
            "title": _("Change history: %s") % record,
            "subtitle": None,
            "original": record,
            "opts": self.opts,
            "lines": sorted(lines, key=lambda line: line.at, reverse=True),
            **(extra_context or {}),
        }
        return TemplateResponse(request, "admin/noted_history.html", context)
