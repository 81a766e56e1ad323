"""A person's own calendar: its secret address, and the file that stands there."""

import re
from datetime import timedelta
from urllib.parse import urlsplit

from allauth.core.internal import ratelimit
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import override
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from icalendar import Calendar, Event

from acpmigration.accounts.sessions import person_of
from technical_assistance.domain.calendars import (
    PlannedDay,
    link_of,
    make_link,
    planned_days,
    revoke_link,
)
from technical_assistance.models import CalendarLink
from technical_assistance.views.coordination.access import workspace_page

# What a device opens with its calendar instead of its browser.
WEB = re.compile(r"\Ahttps?:")
HOW_OFTEN = timedelta(hours=6)
# Addresses that do not work, by whoever asks from one place.
GUESSES = {"app": "coordination", "action": "calendar", "config": {"calendar": "20/m/ip"}}


@workspace_page
@require_http_methods(["GET", "HEAD", "POST"])
def calendar(request: HttpRequest) -> HttpResponse:
    """Tell how it works; a POST makes an address, which this answer alone shows."""
    address = _new_address(request) if request.method == "POST" else ""
    link = CalendarLink.objects.filter(person=person_of(request)).first()
    context = {
        "trail": [
            {"label": _("My region"), "link": reverse("coordination:board")},
            {"label": _("Calendar")},
        ],
        "link": link,
        "address": address,
        "webcal": WEB.sub("webcal:", address),
    }
    return render(request, "coordination/calendar.html", context)


@workspace_page
@require_POST
def calendar_revoke(request: HttpRequest) -> HttpResponse:
    revoke_link(by=person_of(request), at=timezone.now())
    messages.success(request, _("The address does not work any more."))
    return redirect("coordination:calendar")


@login_not_required
@require_safe
def calendar_file(request: HttpRequest, token: str) -> HttpResponse:
    """The calendar, for programs that cannot log in.

    :raises Http404: for a token that opens nothing, whatever the reason.
    """
    if not ratelimit.consume(request, **GUESSES, limit_get=True, dry_run=True):
        return ratelimit.respond_429(request)
    link = link_of(token)
    if link is None:
        ratelimit.consume(request, **GUESSES, limit_get=True)
        raise Http404
    with override(link.person.language):
        written = _written(planned_days(link))
    return HttpResponse(
        written,
        content_type="text/calendar; charset=utf-8",
        headers={
            "Content-Disposition": 'attachment; filename="planned.ics"',
            "Content-Language": link.person.language,
        },
    )


def _new_address(request: HttpRequest) -> str:
    """In no language of the site, so that there is one address for one calendar."""
    token = make_link(by=person_of(request), at=timezone.now())
    with override(settings.LANGUAGE_CODE):
        return settings.SITE_URL + reverse("coordination:calendar-file", args=[token])


def _written(days: list[PlannedDay]) -> bytes:
    written = Calendar()
    written.add("prodid", "-//ACP-EU Migration Action//Planned dates//EN")
    written.add("version", "2.0")
    written.add("x-wr-calname", _("Planned dates of the ACP-EU Migration Action"))
    written.add("refresh-interval", HOW_OFTEN, parameters={"value": "DURATION"})
    for planned in days:
        written.add_component(_entry(planned))
    return written.to_ical()


def _entry(planned: PlannedDay) -> Event:
    page = reverse("coordination:intervention-detail", args=[planned.intervention.slug])
    entry = Event()
    entry.add("uid", f"{planned.uid}@{urlsplit(settings.SITE_URL).hostname}")
    entry.add("dtstamp", planned.changed_at)
    entry.add("last-modified", planned.changed_at)
    entry.add("dtstart", planned.on)
    entry.add("dtend", planned.on + timedelta(days=1))
    entry.add("summary", _summary(planned))
    entry.add("description", planned.intervention.title)
    entry.add("url", settings.SITE_URL + page)
    # A day in a list of things to do takes nobody's time.
    entry.add("transp", "TRANSPARENT")
    return entry


def _summary(planned: PlannedDay) -> str:
    if planned.stage is None:
        return planned.text
    return _("%(stage)s, planned end: %(intervention)s") % {
        "stage": capfirst(planned.stage.label),
        "intervention": planned.intervention,
    }
