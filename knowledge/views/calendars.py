"""Events as calendar files: one by one, and those of a selection to subscribe to."""

from collections.abc import Iterable
from datetime import timedelta
from http import HTTPStatus
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from icalendar import Calendar
from icalendar import Event as Entry

from acpmigration.open_data.problems import problem_response
from acpmigration.open_data.strict import misfits
from acpmigration.signs import writable
from knowledge.filters import EventFilter
from knowledge.models import Event
from knowledge.views.words import place_of

HOW_OFTEN = timedelta(days=1)


def event_calendar(request: HttpRequest, slug: str) -> HttpResponse:
    """:raises Http404: for an event whose day is not known."""
    event = get_object_or_404(Event.objects.published().day_precise().with_place(), slug=slug)
    return _answer(request, [event], f"{event.slug}.ics")


def calendar(request: HttpRequest) -> HttpResponse:
    """The events of a selection of the list; what the address says has to be understood."""
    events = Event.objects.published().day_precise().with_place()
    chosen = EventFilter(request.GET, events, request=request)
    if found := misfits(chosen):
        return problem_response(HTTPStatus.BAD_REQUEST, errors=found)
    filters = "; ".join(chip.label for chip in chosen.active())
    rows: Any = chosen.selection()
    return _answer(request, rows.newest_first(), "calendar.ics", filters)


def _answer(
    request: HttpRequest, events: Iterable[Event], name: str, filters: str = ""
) -> HttpResponse:
    written = Calendar()
    written.add("prodid", "-//ACP-EU Migration Action//Events//EN")
    written.add("version", "2.0")
    written.add("method", "PUBLISH")
    title = _("Events of the ACP-EU Migration Action")
    written.add("x-wr-calname", writable(f"{title} ({filters})" if filters else title))
    written.add("refresh-interval", HOW_OFTEN, parameters={"value": "DURATION"})
    for event in events:
        written.add_component(_entry(request, event))
    return HttpResponse(
        written.to_ical(),
        content_type="text/calendar; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )


def _entry(request: HttpRequest, event: Event) -> Entry:
    """A whole day or several: the end that a calendar names is the day after."""
    last = event.last_day
    assert last is not None, "only day-precise ones come here"  # noqa: S101
    entry = Entry()
    entry.add("uid", f"{event.slug}@{request.get_host().partition(':')[0]}")
    entry.add("dtstamp", event.updated_at)
    entry.add("dtstart", event.starts_from)
    entry.add("dtend", last + timedelta(days=1))
    entry.add("summary", writable(event.title))
    entry.add("description", writable(event.summary))
    if place := place_of(event):
        entry.add("location", writable(place))
    entry.add("url", request.build_absolute_uri(event.get_absolute_url()))
    return entry
